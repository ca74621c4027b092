import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { learnNames, type NameMap, OTHERS, OWN, readNames, UNSEEN } from "../store/known-names";
import { DECIDED_BY, whereDecisions } from "../store/range";
import type { Interval, ShareBy, ShareQuery } from "./schema";

/** First day of the bucket, in days since 1970. */
const BUCKET: Record<Interval, string> = {
  total: "toUInt16(0)",
  day: "toUInt16(toDate(occurred_at))",
  week: "toUInt16(toMonday(occurred_at))",
  month: "toUInt16(toStartOfMonth(occurred_at))",
};

/** What is grouped by; of owner and model it is the matched model's number, named in TypeScript. */
const KEY: Record<ShareBy, string> = {
  owner: "intDiv(code, 4)",
  model: "intDiv(code, 4)",
  router: "router",
  task: "task",
  policy_version: "policy_version",
  region: "region",
};

/** Place of the groups that are rows. */
export const COUNTED = OTHERS;

const Cell = z.object({
  bucket: z.number(),
  /** 4 × (who decided, as a place in DECIDED_BY) + class of the model; COUNTED for every row that counts. */
  place: z.number(),
  key: z.string(),
  decisions: z.coerce.number(),
  tokens: z.coerce.number(),
  cost: z.number(),
  own_decisions: z.coerce.number(),
  own_tokens: z.coerce.number(),
  own_cost: z.number(),
});
export type ShareCell = z.infer<typeof Cell>;

// Two steps: the inner one groups by short codes only, as fast as the engine can; the outer one has little to do and
// folds what is excluded into one group each.
const shareSql = (query: ShareQuery, where: string): string => `
  SELECT if(counted, start, 0) AS bucket, if(counted, ${COUNTED}, found) AS place, if(counted, toString(name), '') AS key,
    sum(n) AS decisions, sum(spent) AS tokens, sum(paid) AS cost,
    sumIf(n, found = ${OWN}) AS own_decisions, sumIf(spent, found = ${OWN}) AS own_tokens, sumIf(paid, found = ${OWN}) AS own_cost
  FROM (
    SELECT start, found, name, found IN (${OTHERS}, ${OWN}) AS counted, n, spent, paid FROM (
      WITH transform(chosen_model, {names:Array(String)}, {codes:Array(UInt32)}, toUInt32(${UNSEEN})) AS code,
        transform(decided_by, {decided:Array(String)}, {places:Array(UInt8)}, toUInt8(0)) AS decider
      SELECT ${BUCKET[query.interval]} AS start, toUInt8(decider + code % 4) AS found, ${KEY[query.by]} AS name,
        count() AS n, ifNull(sum(input_tokens), 0) + ifNull(sum(output_tokens), 0) AS spent, ifNull(sum(cost_usd), 0) AS paid
      FROM decisions WHERE ${where} AND arm = {arm:String}
      GROUP BY start, found, name))
  GROUP BY bucket, place, key`;

/** Decisions, tokens (input + output, absent counts 0) and USD in each bucket, place and group. */
export async function askShare(
  query: ShareQuery,
  readMap: () => NameMap,
): Promise<{ cells: ShareCell[]; map: NameMap }> {
  for (;;) {
    const map = readMap();
    const { sql, params } = whereDecisions(query);
    const { names, codes } = map;
    const decided = [...DECIDED_BY];
    const places = decided.map((_, at) => 4 * at);
    const cells = await clickhouse().rows({
      sql: shareSql(query, sql),
      params: { ...params, arm: query.arm, names, codes, decided, places },
      row: Cell,
    });
    if (!cells.some(({ place }) => place === UNSEEN)) return { cells, map };
    learnNames(await readNames(query));
  }
}
