import { type Context, DAY } from "@/lib/neutrality/server";
import type { rangeOf } from "../query";
import { bindNamed, CLUSTER_KEYS, codeOf, isFocal, isKnown } from "./named-sql";
import type { SidesDay } from "./schema";
import { readSides } from "./sides-sql";

/**
 * A figure of each decision, compared within router and task by whose the chosen model is: partners' (side 1) and the
 * focus's (side 0). `total` and `where` are SQL over the columns of `decisions`.
 */
export async function readChosenSides(
  { focus }: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
  figure: { total: string; where: string },
): Promise<Map<number, SidesDay>> {
  const { where, params } = await bindNamed(range, focus, context);
  return readSides({
    sql: `(
      WITH ${codeOf("chosen_model")} AS code
      SELECT ${DAY} AS day, router, policy_version, '' AS kind, sipHash64(router, task) AS cell, toUInt8(NOT (${isFocal("code")})) AS side,
        1. AS units, ${figure.total} AS total, ${CLUSTER_KEYS}
      FROM decisions WHERE ${where} AND ${isKnown("code")} AND ${figure.where})`,
    params,
  });
}
