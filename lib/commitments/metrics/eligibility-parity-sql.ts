import { type Context, DAY } from "@/lib/neutrality/server";
import type { rangeOf } from "./query";
import { bindNamed, CLUSTER_KEYS, codeOf, isFocal, isKnown } from "./sides/named-sql";
import type { SidesDay } from "./sides/schema";
import { readSides } from "./sides/sides-sql";

/** Candidates that logs name, and how many are eligible: the focus's (side 1) and partners' (side 0), within router and task. */
export async function readEligible(
  { focus }: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<Map<number, SidesDay>> {
  const { where, params } = await bindNamed(range, focus, context);
  return readSides({
    sql: `(
      WITH arrayMap(name -> ${codeOf("name")}, cand_model) AS every
      SELECT ${DAY} AS day, router, policy_version, sipHash64(router, task) AS cell, side,
        toFloat64(arrayCount(code -> ${isKnown("code")} AND toUInt8(${isFocal("code")}) = side, every)) AS units,
        toFloat64(arrayCount((code, said) -> ${isKnown("code")} AND toUInt8(${isFocal("code")}) = side AND said != 0, every, cand_eligible)) AS total,
        ${CLUSTER_KEYS}
      FROM decisions ARRAY JOIN [toUInt8(1), toUInt8(0)] AS side
      WHERE ${where} AND decided_by = 'router' AND arm = 'production' AND units > 0)`,
    params,
  });
}
