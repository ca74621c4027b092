import { type Context, DAY } from "@/lib/neutrality/server";
import { DECIDED_BY } from "@/lib/routing";
import type { rangeOf } from "./query";
import { bindNamed, CLUSTER_KEYS, codeOf, isFocal, isKnown } from "./sides/named-sql";
import type { SidesDay, SidesGroup } from "./sides/schema";
import { readSides } from "./sides/sides-sql";

/** In what ways something other than a router decides. */
const KINDS = DECIDED_BY.filter((by) => by !== "router");

/**
 * The focus among what was excluded in each way (side 1) and among what a router decided (side 0), within router and task.
 * What routers decided stands once without a kind too, with a single side.
 */
export async function readExclusions(
  { focus }: { focus: string },
  range: ReturnType<typeof rangeOf>,
  context: Context,
): Promise<Map<number, SidesDay>> {
  const { where, params } = await bindNamed(range, focus, context);
  const found = await readSides({
    sql: `(
      WITH ${codeOf("chosen_model")} AS code
      SELECT ${DAY} AS day, router, policy_version, kind, sipHash64(router, task) AS cell, toUInt8(decided_by != 'router') AS side,
        1. AS units, toFloat64(${isFocal("code")}) AS total, ${CLUSTER_KEYS}
      FROM decisions ARRAY JOIN if(decided_by = 'router', {kinds:Array(String)}, [toString(decided_by)]) AS kind
      WHERE ${where} AND ${isKnown("code")} AND arm = 'production')`,
    params: { ...params, kinds: ["", ...KINDS] },
  });
  // A kind that did not occur has nothing to be compared.
  const occurred = ({ kind, n1 }: SidesGroup) => kind === undefined || n1 > 0;
  return new Map([...found].map(([day, { groups }]) => [day, { groups: groups.filter(occurred) }]));
}
