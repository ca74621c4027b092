import { type Context, DAY } from "@/lib/neutrality/server";
import type { rangeOf } from "./query";
import { bindNamed, CLUSTER_KEYS, codeOf, isFocal, isKnown } from "./sides/named-sql";
import type { SidesDay } from "./sides/schema";
import { readSides } from "./sides/sides-sql";

/** The kind of what compares how often either side is a candidate at all. */
export const OFFERED = "offered";

/**
 * Within router and task, the focus's (side 1) and partners' (side 0): candidates that logs name, and how many are
 * eligible; and routed decisions whose log names candidates, and how many have one or more of the side.
 */
export async function readEligible(
  { focus }: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<Map<number, SidesDay>> {
  const { where, params } = await bindNamed(range, focus, context);
  return readSides({
    sql: `(
      WITH arrayMap(name -> ${codeOf("name")}, cand_model) AS every
      SELECT ${DAY} AS day, router, policy_version, kind, sipHash64(router, task) AS cell, side,
        arrayMap(code -> ${isKnown("code")} AND toUInt8(${isFocal("code")}) = side, every) AS theirs,
        if(kind = '', toFloat64(arrayCount(theirs)), 1.) AS units,
        if(kind = '', toFloat64(arrayCount((own, said) -> own AND said != 0, theirs, cand_eligible)),
          toFloat64(arrayExists(own -> own, theirs))) AS total,
        ${CLUSTER_KEYS}, sipHash64(source, batch, line) AS place
      FROM decisions ARRAY JOIN ['', '', '${OFFERED}', '${OFFERED}'] AS kind, [1, 0, 1, 0]::Array(UInt8) AS side
      WHERE ${where} AND decided_by = 'router' AND arm = 'production' AND notEmpty(cand_model) AND units > 0)`,
    params,
    decision: "place",
  });
}
