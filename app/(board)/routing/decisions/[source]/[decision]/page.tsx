import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DecisionPage } from "@/components/routing";
import { requireActor } from "@/lib/identity/server";
import { Problem } from "@/lib/kernel/errors";
import { judgedDecision } from "@/lib/reports/server";
import { decisionHref } from "@/lib/routing";
import { readParties, readTrafficSource } from "@/lib/routing/server";

export const metadata: Metadata = { title: "Decision" };

type Params = Promise<{ source: string; decision: string }>;

export default async function Decision({ params }: { params: Params }) {
  const { source, decision } = await params;
  const id = { source: decodeURIComponent(source), decision_id: decodeURIComponent(decision) };
  const actor = await requireActor(decisionHref(id), "decision:read");
  const found = await judgedDecision(actor, id.source, id.decision_id).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) notFound();
    throw error;
  });
  const parties = await readParties(actor);
  const { generated } = await readTrafficSource(actor, id.source);
  return <DecisionPage {...found} parties={parties} generated={generated} />;
}
