import { type Context, DAY } from "@/lib/neutrality/server";
import type { rangeOf } from "./query";
import { bindNamed, CLUSTER_KEYS, codeOf, isFocal, isKnown } from "./sides/named-sql";
import type { SidesDay } from "./sides/schema";
import { readSides } from "./sides/sides-sql";

/** The focus among what no router decided (side 1) and among what one did (side 0), within router and task. */
export async function readExclusions(
  { focus }: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<Map<number, SidesDay>> {
  const { where, params } = await bindNamed(range, focus, context);
  return readSides({
    sql: `(
      WITH ${codeOf("chosen_model")} AS code
      SELECT ${DAY} AS day, router, policy_version, sipHash64(router, task) AS cell, toUInt8(decided_by != 'router') AS side,
        1. AS units, toFloat64(${isFocal("code")}) AS total, ${CLUSTER_KEYS}
      FROM decisions WHERE ${where} AND ${isKnown("code")} AND arm = 'production')`,
    params,
  });
}
