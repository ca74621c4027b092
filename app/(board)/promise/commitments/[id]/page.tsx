import type { Metadata } from "next";
import { CommitmentPage } from "@/components/promise-watch/CommitmentPage";
import { watchHref } from "@/components/promise-watch/hrefs";
import { LinkButton } from "@/components/ui";
import { can } from "@/lib/access";
import { getCommitmentSummary, readToday } from "@/lib/commitments/server";
import { getWorkspace, orNotFound, requireActor } from "@/lib/identity/server";
import { pathParam } from "@/lib/kernel/path-param";
import { recordHref } from "@/lib/register";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Commitment ${pathParam((await params).id)}` };
}

export default async function Page({ params }: Props) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(watchHref.commitment(id), "promise:read");
  const [commitment, today, workspace] = await Promise.all([
    orNotFound(getCommitmentSummary(actor, id)),
    readToday(actor),
    getWorkspace(),
  ]);
  const may_define = can(actor, "check:define") && commitment.retired_at === null;
  return (
    <CommitmentPage
      commitment={commitment}
      today={today}
      may_define={may_define}
      generated={workspace.note !== null}
      actions={
        <>
          {may_define ? (
            <LinkButton
              tone="primary"
              href={`/promise/checks/new?commitment=${encodeURIComponent(commitment.key)}`}
            >
              Define a check
            </LinkButton>
          ) : null}
          <LinkButton href={recordHref.commitment(commitment.key)}>
            {can(actor, "register:write") ? "Edit in the register" : "In the register"}
          </LinkButton>
        </>
      }
    />
  );
}
