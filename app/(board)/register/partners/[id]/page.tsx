import type { Metadata } from "next";
import { partyFacts } from "@/components/register/facts";
import { PartySections } from "@/components/register/PartySections";
import { RecordPage } from "@/components/register/RecordPage";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { inWords } from "@/lib/register";
import { entities, partyRelations, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Partner" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/register/partners/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.parties, id));
  const relations = await partyRelations(actor, view.key);
  return (
    <RecordPage
      kicker={view.kinds.map(inWords).join(", ")}
      title={view.name}
      facts={partyFacts(view)}
      facts_title="What is recorded."
      meta={meta}
      collection="parties"
      edit_href={may_write ? `/register/partners/${encodeURIComponent(id)}/edit` : null}
      history={history}
    >
      <PartySections party_key={view.key} name={view.name} relations={relations} />
    </RecordPage>
  );
}
