import type { Metadata } from "next";
import { roundFacts } from "@/components/register/facts";
import { ParticipationsSection } from "@/components/register/ParticipationsSection";
import { RecordPage } from "@/components/register/RecordPage";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { entities, readRecordPage } from "@/lib/register/server";

export const metadata: Metadata = { title: "Investment round" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/register/investments/${id}`, "register:read");
  const { view, meta, may_write, history } = await orNotFound(readRecordPage(actor, entities.rounds, id));
  return (
    <RecordPage
      kicker="Investment round"
      title={[view.investee_name, view.series && `series ${view.series}`].filter(Boolean).join(", ")}
      facts={roundFacts(view)}
      facts_title="What is recorded."
      meta={meta}
      collection="rounds"
      edit_href={may_write ? `/register/investments/${encodeURIComponent(id)}/edit` : null}
      history={history}
    >
      <ParticipationsSection round={view} />
    </RecordPage>
  );
}
