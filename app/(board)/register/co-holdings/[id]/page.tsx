import type { Metadata } from "next";
import { coHoldingFacts } from "@/components/register/facts";
import { RecordPage } from "@/components/register/RecordPage";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { coHoldingTitle } from "@/lib/register";
import { entities, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Co-holding" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/register/co-holdings/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.coHoldings, id));
  return (
    <RecordPage
      kicker="Co-holding"
      title={coHoldingTitle(view)}
      facts={coHoldingFacts(view)}
      facts_title="What is recorded."
      meta={meta}
      collection="co-holdings"
      edit_href={may_write ? `/register/co-holdings/${encodeURIComponent(id)}/edit` : null}
      history={history}
    />
  );
}
