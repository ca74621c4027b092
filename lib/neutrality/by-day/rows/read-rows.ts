import { z } from "zod";
import { type Block, clickhouse } from "@/lib/clickhouse/server";
import { addDays, formatDay, parseInstant } from "@/lib/kernel/time";
import { ROW_HASH, whereDecisions } from "@/lib/routing/server";
import { DAY } from "../../store/groups";
import { type Columns, type DayRows, KIND, type Part } from "./schema";

type Range = { from: string; to: string };

const dayAt = ({ from }: Range, index: number): string => formatDay(addDays(parseInstant(from) ?? 0, index));

const Count = z.object({ day: z.number(), rows: z.coerce.number() });

/** How many decisions of each day there are; a day without any is absent. */
export async function countRows(range: Range): Promise<Map<string, number>> {
  const { sql, params } = whereDecisions(range);
  const found = await clickhouse().rows({
    sql: `SELECT ${DAY} AS day, count() AS rows FROM decisions WHERE ${sql} GROUP BY day`,
    params,
    row: Count,
  });
  return new Map(found.map(({ day, rows }) => [dayAt(range, day), rows]));
}

const COLUMNS = `${DAY} AS day,
    multiIf(decided_by != 'router', ${KIND.not_router}, arm != 'production', ${KIND.blind_arm}, ${KIND.tested}) AS kind,
    router, policy_version, task, region, source,
    toLowCardinality(toString(if(tenant = '', 0, cityHash64(tenant)))) AS tenant_key,
    if(session_id = '', 0, cityHash64(source, session_id)) AS session_key,
    ${ROW_HASH} AS hash, chosen_model, cand_model, cand_eligible, cand_quality, cand_cost_usd, cand_latency_ms`;

/** What the price of a candidate hangs on that a policy supplies. */
const PRICED = `toFloat64(toUnixTimestamp64Milli(occurred_at)) AS at_ms,
    ifNull(toFloat64(input_tokens), nan) AS inputs, ifNull(toFloat64(output_tokens), nan) AS outputs`;

const columnsOf = (block: Block, priced: boolean): Columns => ({
  kind: block.integers("kind"),
  router: block.words("router"),
  policy_version: block.words("policy_version"),
  task: block.words("task"),
  region: block.words("region"),
  source: block.integers("source"),
  tenant: block.words("tenant_key"),
  session: block.wide("session_key"),
  hash: block.wide("hash"),
  chosen: block.words("chosen_model"),
  models: block.wordLists("cand_model"),
  eligible: block.integerItems("cand_eligible"),
  quality: block.floatItems("cand_quality"),
  cost: block.floatItems("cand_cost_usd"),
  latency: block.floatItems("cand_latency_ms"),
  priced: priced
    ? {
        at_ms: block.floats("at_ms"),
        input_tokens: block.floats("inputs"),
        output_tokens: block.floats("outputs"),
      }
    : null,
});

/** Numbers of the rows of each day in a block, in order. */
function placesOf(block: Block): Map<number, Uint32Array> {
  const days = block.integers("day");
  const counts = new Map<number, number>();
  for (let row = 0; row < days.length; row += 1) {
    const day = days[row] ?? 0;
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  const places = new Map([...counts].map(([day, count]) => [day, new Uint32Array(count)]));
  const filled = new Map<number, number>();
  for (let row = 0; row < days.length; row += 1) {
    const day = days[row] ?? 0;
    const at = filled.get(day) ?? 0;
    const own = places.get(day);
    if (own) own[at] = row;
    filled.set(day, at + 1);
  }
  return places;
}

/** `most`: so many decisions at most; `priced`: whether a policy may supply candidates, whose prices are to be known. */
type ReadOptions = { priced: boolean; most?: number };

/** All decisions of the days of a range, or so many of them, day by day, in one scan: for as many as memory holds. */
export async function readRows(range: Range, { priced, most }: ReadOptions): Promise<Map<string, DayRows>> {
  const { sql, params } = whereDecisions(range);
  const blocks = await clickhouse().blocks({
    sql: `SELECT ${COLUMNS}${priced ? `, ${PRICED}` : ""} FROM decisions WHERE ${sql}${most === undefined ? "" : ` LIMIT ${most}`}`,
    params,
  });
  const days = new Map<string, Part[]>();
  for (const block of blocks) {
    const columns = columnsOf(block, priced);
    for (const [index, rows] of placesOf(block)) {
      const day = dayAt(range, index);
      days.set(day, [...(days.get(day) ?? []), { columns, at: rows }]);
    }
  }
  return new Map(
    [...days].map(([day, parts]) => [
      day,
      { day, parts, rows: parts.reduce((sum, { at }) => sum + at.length, 0) },
    ]),
  );
}
