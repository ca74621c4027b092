import { z } from "zod";
import { type Actor, authorize } from "@/lib/access";
import { clickhouse } from "@/lib/clickhouse/server";
import { type Tx, withActor } from "@/lib/db/server";
import { type Hue, partyHues } from "@/lib/kernel/hue";
import { addDays, formatDay, parseInstant } from "@/lib/kernel/time";
import { loadCatalogue } from "@/lib/register/server";
import { getSource } from "../sources/store";
import { whereDecisions } from "../store/range";
import { type OurCount, reconcile, type TheirCount } from "./reconcile";
import type { LatestReconciliation, ReconciliationAnswer, ReconciliationQuery } from "./schema";

/** A page shows this many of the last days that a source counts. */
const SHOWN_DAYS = 31;
/** Where the counts are of several parties, or of none that is known: the hue that a party has last. */
const NOBODYS_HUE: Hue = "p6";

type Said = TheirCount & { name: string };

/** What sources say by now of a range of days: the newest version of each day and name. */
async function readTheirs(tx: Tx, from: string, to: string, source_id: string | null): Promise<Said[]> {
  const rows = await tx.$queryRaw<
    { source: string; name: string; day: string; model: string; decisions: bigint }[]
  >`
    SELECT DISTINCT ON (c.source_id, c.day, c.model_key) s.key AS source, s.name, c.day::text AS day, c.model, c.decisions
    FROM served_count c JOIN traffic_source s ON s.id = c.source_id
    WHERE c.day >= ${from}::date AND c.day < ${to}::date AND (${source_id}::uuid IS NULL OR c.source_id = ${source_id}::uuid)
    ORDER BY c.source_id, c.day, c.model_key, c.version DESC`;
  return rows.map((row) => ({ ...row, decisions: Number(row.decisions) }));
}

async function readOurs(from: string, to: string): Promise<OurCount[]> {
  const { sql, params } = whereDecisions({ from, to });
  return clickhouse().rows({
    sql: `SELECT toString(toDate(occurred_at)) AS day, toString(chosen_model) AS name, count() AS decisions
      FROM decisions WHERE ${sql} GROUP BY day, name`,
    params,
    row: z.object({ day: z.string(), name: z.string(), decisions: z.coerce.number() }),
  });
}

async function hasGenerated(tx: Tx, from: string, to: string): Promise<boolean> {
  const found = await tx.ingestBatch.findFirst({
    where: {
      state: "stored",
      source: { generated: true },
      first_at: { lt: new Date(to) },
      last_at: { gte: new Date(from) },
    },
    select: { id: true },
  });
  return found !== null;
}

function spans(said: readonly Said[]): ReconciliationAnswer["sources"] {
  const found = new Map<string, ReconciliationAnswer["sources"][number]>();
  // They come by source and day.
  for (const { source: key, name, day } of said)
    found.set(key, { key, name, first_day: found.get(key)?.first_day ?? day, last_day: day });
  return [...found.values()].sort((a, b) => a.key.localeCompare(b.key));
}

/**
 * What partners say they served against what our log shows, by model and UTC day: every decision of the model counts,
 * whoever decided. Throws 403, and 404 for a source that is not there.
 */
export async function readReconciliation(
  actor: Actor,
  query: ReconciliationQuery,
): Promise<ReconciliationAnswer> {
  authorize(actor, "decision:read");
  const [from, to] = [query.from, query.to].map((text) => formatDay(parseInstant(text) ?? 0));
  if (!from || !to) throw new Error("A range has two ends.");
  const { said, catalogue, generated } = await withActor(actor, async (tx) => {
    const source = query.source === undefined ? null : await getSource(tx, query.source);
    return {
      said: await readTheirs(tx, from, to, source?.id ?? null),
      catalogue: await loadCatalogue(tx),
      generated: await hasGenerated(tx, from, to),
    };
  });
  const ours = said.length > 0 ? await readOurs(from, to) : [];
  const theirs = said.map(({ name: _, ...count }) => count);
  return { from, to, sources: spans(said), generated, ...reconcile({ catalogue, theirs, ours }) };
}

/** The reconciliation of a source's last 31 counted days, for its page; null while it holds none. Throws 403. */
export async function readLatestReconciliation(
  actor: Actor,
  source: { id: string; key: string },
): Promise<LatestReconciliation | null> {
  authorize(actor, "decision:read");
  const { last, parties } = await withActor(actor, async (tx) => ({
    last: await tx.servedCount.findFirst({
      where: { source_id: source.id },
      orderBy: { day: "desc" },
      select: { day: true },
    }),
    parties: (await loadCatalogue(tx)).parties,
  }));
  if (!last) return null;
  const to = addDays(last.day.getTime(), 1);
  const answer = await readReconciliation(actor, {
    from: formatDay(addDays(to, -SHOWN_DAYS)),
    to: formatDay(to),
    source: source.key,
  });
  const [owner, ...others] = [...new Set(answer.models.map((model) => model.owner))];
  const hue = owner && others.length === 0 ? partyHues(parties).get(owner) : undefined;
  return { ...answer, hue: hue === undefined || hue === "others" ? NOBODYS_HUE : hue };
}
