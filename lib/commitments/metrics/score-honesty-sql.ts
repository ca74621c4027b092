import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { type Context, DAY, refusedSources } from "@/lib/neutrality/server";
import type { rangeOf } from "./query";
import { bindNamed, CLUSTER_KEYS, codeOf, isFocal, isKnown } from "./sides/named-sql";
import type { SidesDay } from "./sides/schema";
import { readSides } from "./sides/sides-sql";

/** Bins of the predicted quality within which the two sides are compared. */
const BINS = 10;

/** Each kind of outcome as a number between 0 and 1, NaN where there is none. */
const OUTCOMES = {
  score: "ifNull(outcome_score, nan)",
  accepted: "if(isNull(outcome_accepted), nan, toFloat64(assumeNotNull(outcome_accepted)))",
  status: "multiIf(outcome_status = 'success', 1., outcome_status = 'failure', 0., nan)",
} as const;
const KINDS = ["score", "accepted", "status"] as const;

const Counts = z.object({
  day: z.number(),
  score: z.coerce.number(),
  accepted: z.coerce.number(),
  status: z.coerce.number(),
});

/** The kind of outcome that most of each day's decisions have, by its number from 1; of equals the more telling. */
async function mostKinds(where: string, params: Parameters<typeof readSides>[0]["params"]) {
  const rows = await clickhouse().rows({
    sql: `SELECT ${DAY} AS day, ${KINDS.map((kind) => `countIf(NOT isNaN(${OUTCOMES[kind]})) AS ${kind}`).join(", ")}
      FROM decisions WHERE ${where} AND decided_by = 'router' GROUP BY day`,
    params,
    row: Counts,
  });
  const last = Math.max(-1, ...rows.map(({ day }) => day));
  const kinds = Array.from({ length: last + 1 }, () => 1);
  for (const { day, ...counts } of rows)
    kinds[day] = 1 + KINDS.indexOf(KINDS.reduce((most, kind) => (counts[kind] > counts[most] ? kind : most)));
  return kinds;
}

/**
 * Predicted quality less outcome of the routed decisions' chosen models, within router, task and bin of predicted
 * quality: the focus's (side 1) and partners' (side 0). Sources whose quality is measured after the fact have no say.
 */
export async function readHonesty(
  { focus }: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<Map<number, SidesDay>> {
  const { where, range: within, params } = await bindNamed(range, focus, context);
  const kinds = await mostKinds(where, within);
  if (kinds.length === 0) return new Map();
  return readSides({
    sql: `(
      WITH ${codeOf("chosen_model")} AS code,
        cand_quality[indexOf(arrayMap(name -> ${codeOf("name")}, cand_model), code)] AS predicted,
        {kinds:Array(UInt8)}[${DAY} + 1] AS told_by,
        multiIf(${KINDS.map((kind, at) => `told_by = ${at + 1}, ${OUTCOMES[kind]}`).join(", ")}, nan) AS outcome
      SELECT ${DAY} AS day, router, policy_version, '' AS kind, sipHash64(router, task, toUInt8(least(${BINS - 1}, floor(${BINS} * predicted)))) AS cell,
        toUInt8(${isFocal("code")}) AS side, 1. AS units, predicted - outcome AS total, ${CLUSTER_KEYS}
      FROM decisions
      WHERE ${where} AND decided_by = 'router' AND ${isKnown("code")} AND has(arrayMap(name -> ${codeOf("name")}, cand_model), code)
        AND NOT has({refused:Array(UInt32)}, source) AND NOT isNaN(predicted) AND NOT isNaN(outcome))`,
    params: { ...params, refused: refusedSources(context), kinds },
  });
}
