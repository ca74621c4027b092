import { type Actor, can } from "@/lib/access";
import { readLatestReconciliation } from "../counts/read-reconciliation";
import type { LatestReconciliation } from "../counts/schema";
import { listPurges } from "../purge/list-purges";
import { type PurgeList, PurgesQuery } from "../purge/schema";

/** What a source's page shows to compliance and auditors alone. */
export type SourceAbove = { purges: PurgeList; counts: LatestReconciliation | null };

/** Purges with their reasons, and a partner's own figures; nothing for who may not read them. */
export async function readSourceAbove(
  actor: Actor,
  source: { id: string; key: string },
): Promise<Partial<SourceAbove>> {
  if (!can(actor, "decision:read")) return {};
  return {
    purges: await listPurges(actor, PurgesQuery.parse({ source: source.key })),
    counts: await readLatestReconciliation(actor, source),
  };
}
