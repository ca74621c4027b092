import type { Context } from "@/lib/neutrality/server";
import type { rangeOf } from "./query";
import { bindNamed, CLUSTER_KEYS, codeOf, isFocal, isKnown } from "./sides/named-sql";
import type { SidesDay } from "./sides/schema";
import { readSides } from "./sides/sides-sql";

/** Requests that failed or succeeded within router and task: partners' (side 1) and the focus's (side 0). */
export async function readErrors(
  { focus }: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<SidesDay> {
  const { where, params } = await bindNamed(range, focus, context);
  return readSides({
    sql: `(
      WITH ${codeOf("chosen_model")} AS code
      SELECT router, policy_version, sipHash64(router, task) AS cell, toUInt8(NOT (${isFocal("code")})) AS side,
        1. AS units, toFloat64(outcome_status = 'failure') AS total, ${CLUSTER_KEYS}
      FROM decisions WHERE ${where} AND ${isKnown("code")} AND outcome_status IN ('success', 'failure'))`,
    params,
  });
}
