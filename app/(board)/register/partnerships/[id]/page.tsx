import type { Metadata } from "next";
import { partnershipFacts } from "@/components/register/facts";
import { RecordPage } from "@/components/register/RecordPage";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { inWords } from "@/lib/register";
import { entities, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Partnership" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/register/partnerships/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(
    readRecordPage(actor, entities.partnerships, id),
  );
  return (
    <RecordPage
      kicker="Partnership"
      title={`${view.partner_name}: ${view.kinds.map(inWords).join(", ")}`}
      facts={partnershipFacts(view)}
      facts_title="What is recorded."
      meta={meta}
      collection="partnerships"
      edit_href={may_write ? `/register/partnerships/${encodeURIComponent(id)}/edit` : null}
      history={history}
    />
  );
}
