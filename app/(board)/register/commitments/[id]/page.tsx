import type { Metadata } from "next";
import { commitmentFacts } from "@/components/register/facts";
import { RecordPage } from "@/components/register/RecordPage";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { entities, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Commitment" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/register/commitments/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(
    readRecordPage(actor, entities.commitments, id),
  );
  return (
    <RecordPage
      kicker="Commitment"
      title={`“${view.text}”`}
      facts={commitmentFacts(view)}
      facts_title="What is recorded."
      meta={meta}
      collection="commitments"
      edit_href={may_write ? `/register/commitments/${encodeURIComponent(id)}/edit` : null}
      history={history}
    />
  );
}
