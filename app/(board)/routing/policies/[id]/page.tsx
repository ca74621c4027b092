import type { Metadata } from "next";
import Link from "next/link";
import { policyFacts } from "@/components/register/facts";
import { RecordPage } from "@/components/register/RecordPage";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { entities, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Policy" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/routing/policies/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.policies, id));
  return (
    <RecordPage
      kicker="Routing policy"
      title={`${view.router}, ${view.version}`}
      lead={
        <Link href={`/routing/share?router=${encodeURIComponent(view.router)}`}>Shares of this router</Link>
      }
      facts={policyFacts(view)}
      facts_title="What is declared."
      meta={meta}
      collection="policies"
      edit_href={may_write ? `/routing/policies/${meta.id}/edit` : null}
      history={history}
    />
  );
}
