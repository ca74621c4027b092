import type { Metadata } from "next";
import { CommitmentsList } from "@/components/promise-watch/CommitmentsList";
import { AddButton } from "@/components/register/ListPage";
import { EmptyState, PageHeader } from "@/components/ui";
import { can } from "@/lib/access";
import { listCommitmentSummaries, readToday } from "@/lib/commitments/server";
import { getWorkspace, requireActor } from "@/lib/identity/server";
import { entities, mayAdd } from "@/lib/register/server";

export const metadata: Metadata = { title: "Commitments" };

export default async function Page() {
  const actor = await requireActor("/promise/commitments", "promise:read");
  const [all, today, workspace] = await Promise.all([
    listCommitmentSummaries(actor),
    readToday(actor),
    getWorkspace(),
  ]);
  const items = all.filter(({ retired_at }) => retired_at === null);
  const add = (
    <AddButton
      href="/register/commitments/new"
      label="Add a commitment"
      allowed={mayAdd(actor, entities.commitments)}
    />
  );
  return (
    <>
      <PageHeader
        title="Commitments"
        lead="What was promised, in the speaker’s words; whether it is tested, and on how many days it was kept."
      />
      {items.length === 0 ? (
        <EmptyState title="No commitment is recorded yet" actions={add}>
          Here would be each promise with its clauses, their checks and a mark for every day.
        </EmptyState>
      ) : (
        <CommitmentsList
          items={items}
          today={today}
          may_define={can(actor, "check:define")}
          generated={workspace.note !== null}
        />
      )}
    </>
  );
}
