import type { Metadata } from "next";
import { segmentFacts } from "@/components/register/facts";
import { RecordPage } from "@/components/register/RecordPage";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { entities, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Segment" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/register/segments/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.segments, id));
  return (
    <RecordPage
      kicker="Market segment"
      title={view.name}
      facts={segmentFacts(view)}
      facts_title="What is recorded."
      meta={meta}
      collection="segments"
      edit_href={may_write ? `/register/segments/${encodeURIComponent(id)}/edit` : null}
      history={history}
    />
  );
}
