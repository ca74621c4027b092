import { z } from "zod";
import type { Tx } from "@/lib/db/server";
import type { FindingEventKind } from "./schema";

const Request = z.object({ until: z.string(), reason: z.string() });

export type RiskRequest = { until: string; reason: string; requested_by: string };

const DECIDING = ["risk_requested", "risk_accepted", "risk_refused"];

/** What waits for a second person, from a timeline in order of time; null when nobody asked or it was decided. */
export function pendingRisk(
  events: readonly { kind: FindingEventKind | string; actor: string; detail: unknown }[],
): RiskRequest | null {
  const last = events.findLast(({ kind }) => DECIDING.includes(kind));
  if (last?.kind !== "risk_requested") return null;
  return { ...Request.parse(last.detail), requested_by: last.actor };
}

/** What waits for a second person of each of these findings; closed ones wait for nobody. */
export async function readPendingRisks(
  tx: Tx,
  findings: readonly { id: string; status: string }[],
): Promise<Map<string, RiskRequest>> {
  const ids = findings.filter(({ status }) => status !== "closed").map(({ id }) => id);
  const events = await tx.findingEvent.findMany({
    where: { finding_id: { in: ids }, kind: { in: DECIDING } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { finding_id: true, kind: true, actor: true, detail: true },
  });
  const pending = new Map<string, RiskRequest>();
  for (const id of ids) {
    const request = pendingRisk(events.filter(({ finding_id }) => finding_id === id));
    if (request) pending.set(id, request);
  }
  return pending;
}
