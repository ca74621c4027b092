import { z } from "zod";
import type { FindingEventKind } from "./schema";

const Request = z.object({ until: z.string(), reason: z.string() });

export type RiskRequest = { until: string; reason: string; requested_by: string };

/** What waits for a second person, from a timeline in order of time; null when nobody asked or it was decided. */
export function pendingRisk(
  events: readonly { kind: FindingEventKind | string; actor: string; detail: unknown }[],
): RiskRequest | null {
  const last = events.findLast(({ kind }) =>
    ["risk_requested", "risk_accepted", "risk_refused"].includes(kind),
  );
  if (last?.kind !== "risk_requested") return null;
  return { ...Request.parse(last.detail), requested_by: last.actor };
}
