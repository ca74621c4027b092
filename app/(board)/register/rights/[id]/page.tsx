import type { Metadata } from "next";
import { rightFacts } from "@/components/register/facts";
import { RecordPage } from "@/components/register/RecordPage";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { inWords } from "@/lib/register";
import { entities, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Right" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/register/rights/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.rights, id));
  return (
    <RecordPage
      kicker="Contract right"
      title={`${view.partner_name}: ${inWords(view.type)}`}
      facts={rightFacts(view)}
      facts_title="What is recorded."
      meta={meta}
      collection="rights"
      edit_href={may_write ? `/register/rights/${encodeURIComponent(id)}/edit` : null}
      history={history}
    />
  );
}
