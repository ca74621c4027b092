import type { Metadata } from "next";
import { Suspense } from "react";
import { ConflictCard } from "@/components/register/ConflictCard";
import { partyFacts } from "@/components/register/facts";
import { PartySections } from "@/components/register/PartySections";
import { RecordPage } from "@/components/register/RecordPage";
import { SectionSkeleton } from "@/components/ui";
import type { PersonActor } from "@/lib/access";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { inWords } from "@/lib/register";
import { entities, partyRelations, readRecordPage } from "@/lib/register/server";
import { readConflictCard } from "@/lib/reports/server";

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
      {view.first_party || meta.retired_at ? null : (
        <Suspense fallback={<SectionSkeleton height={240} />}>
          <Stands actor={actor} party_key={view.key} />
        </Suspense>
      )}
      <PartySections party_key={view.key} name={view.name} relations={relations} />
    </RecordPage>
  );
}

async function Stands({ actor, party_key }: { actor: PersonActor; party_key: string }) {
  return <ConflictCard {...(await readConflictCard(actor, party_key))} />;
}
