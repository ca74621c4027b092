import type { Metadata } from "next";
import { Suspense } from "react";
import { DecisionsPage, NoTraffic } from "@/components/routing";
import { PageSkeleton } from "@/components/ui";
import { can, type PersonActor } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";
import { judgedDecisions } from "@/lib/reports/server";
import { readDecisionsView } from "@/lib/routing";
import { readParties, trafficDimensions } from "@/lib/routing/server";

export const metadata: Metadata = { title: "Decisions" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Decisions({ searchParams }: { searchParams: Search }) {
  const actor = await requireActor("/routing/decisions", "decision:read");
  return (
    <Suspense fallback={<PageSkeleton />}>
      <DecisionList actor={actor} search={searchParams} />
    </Suspense>
  );
}

async function DecisionList({ actor, search }: { actor: PersonActor; search: Search }) {
  const dimensions = await trafficDimensions(actor);
  if (!dimensions) return <NoTraffic title="Decisions" may_upload={can(actor, "traffic:write")} />;
  const query = readDecisionsView(await search, dimensions);
  const answer = await judgedDecisions(actor, query);
  const parties = await readParties(actor);
  return <DecisionsPage query={query} dimensions={dimensions} answer={answer} parties={parties} />;
}
