import type { Metadata } from "next";
import { CommitmentPage } from "@/components/promise-watch/CommitmentPage";
import { watchHref } from "@/components/promise-watch/hrefs";
import { LinkButton } from "@/components/ui";
import { can } from "@/lib/access";
import { getCommitmentSummary, readToday } from "@/lib/commitments/server";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { recordHref } from "@/lib/register";

export const metadata: Metadata = { title: "Commitment" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(watchHref.commitment(id), "promise:read");
  const [commitment, today] = await Promise.all([
    orNotFound(getCommitmentSummary(actor, id)),
    readToday(actor),
  ]);
  const may_define = can(actor, "check:define") && commitment.retired_at === null;
  return (
    <CommitmentPage
      commitment={commitment}
      today={today}
      may_define={may_define}
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
