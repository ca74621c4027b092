import type { Metadata } from "next";
import { DecisionPage } from "@/components/routing";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { judgedDecision } from "@/lib/reports/server";
import { decisionHref } from "@/lib/routing";
import { readParties } from "@/lib/routing/server";

export const metadata: Metadata = { title: "Decision" };

export default async function Decision({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(decisionHref({ id }), "decision:read");
  const found = await orNotFound(judgedDecision(actor, id));
  return <DecisionPage {...found} parties={await readParties(actor)} />;
}
