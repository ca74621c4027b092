import type { Context } from "@/lib/neutrality/server";
import type { rangeOf } from "./query";
import { bindNamed, CLUSTER_KEYS, codeOf, isFocal, isKnown } from "./sides/named-sql";
import type { SidesDay } from "./sides/schema";
import { readSides } from "./sides/sides-sql";

/** ln latency of answers within router and task: partners' (side 1) and the focus's (side 0). */
export async function readLatencies(
  { focus }: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<SidesDay> {
  const { where, params } = await bindNamed(range, focus, context);
  return readSides({
    sql: `(
      WITH ${codeOf("chosen_model")} AS code
      SELECT router, policy_version, sipHash64(router, task) AS cell, toUInt8(NOT (${isFocal("code")})) AS side,
        1. AS units, log(assumeNotNull(latency_ms)) AS total, ${CLUSTER_KEYS}
      FROM decisions
      WHERE ${where} AND ${isKnown("code")} AND latency_ms > 0 AND outcome_status NOT IN ('failure', 'cancelled') AND decided_by != 'cache')`,
    params,
  });
}
