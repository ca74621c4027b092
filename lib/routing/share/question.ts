import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { learnNames, type NameMap } from "../store/known-names";
import { whereDecisions } from "../store/range";
import type { Interval, ShareBy, ShareQuery } from "./schema";

const BUCKET: Record<Interval, string> = {
  total: "''",
  day: "toString(toDate(occurred_at))",
  week: "toString(toMonday(occurred_at))",
  month: "toString(toStartOfMonth(occurred_at))",
};

/** The group's key as text; owner and model are the index of the matched model, named in TypeScript. */
const KEY: Record<ShareBy, string> = {
  owner: "toString(model)",
  model: "toString(model)",
  router: "router",
  task: "task",
  policy_version: "policy_version",
  region: "region",
};

const Cell = z.object({
  bucket: z.string(),
  place: z.string(),
  key: z.string(),
  decisions: z.coerce.number(),
  tokens: z.coerce.number(),
  cost: z.number(),
  own_decisions: z.coerce.number(),
  own_tokens: z.coerce.number(),
  own_cost: z.number(),
  unseen: z.array(z.string()),
});
export type ShareCell = z.infer<typeof Cell>;

function shareSql(query: ShareQuery, where: string): string {
  // Only the names that this process has not met come back; the caller then asks once more.
  return `
    SELECT bucket, place, key,
      count() AS decisions, sum(spent) AS tokens, sum(paid) AS cost,
      countIf(own) AS own_decisions, sumIf(spent, own) AS own_tokens, sumIf(paid, own) AS own_cost,
      groupUniqArrayIf(100000)(chosen_model, new) AS unseen
    FROM (
      SELECT ${BUCKET[query.interval]} AS bucket,
        transform(chosen_model, {names:Array(String)}, {index:Array(UInt32)}, toUInt32(4294967295)) AS found,
        found = 4294967295 AS new,
        if(new, 0, found) AS model,
        has({own:Array(UInt32)}, model) AS own,
        multiIf(decided_by != 'router', toString(decided_by), model = 0, 'unattributed', 'row') AS place,
        if(place = 'row', ${KEY[query.by]}, '') AS key,
        ifNull(input_tokens, 0) + ifNull(output_tokens, 0) AS spent,
        ifNull(cost_usd, 0) AS paid,
        chosen_model
      FROM decisions
      WHERE ${where} AND arm = {arm:String}
    )
    GROUP BY bucket, place, key`;
}

/** Decisions, tokens (input + output, absent counts 0) and USD in each bucket, place and group. */
export async function askShare(
  query: ShareQuery,
  readMap: () => NameMap,
): Promise<{ cells: ShareCell[]; map: NameMap }> {
  for (;;) {
    const map = readMap();
    const { sql, params } = whereDecisions(query);
    const own = map.models.flatMap((model, at) => (model.first_party ? [at + 1] : []));
    const cells = await clickhouse().rows({
      sql: shareSql(query, sql),
      params: { ...params, arm: query.arm, names: map.names, index: map.index, own },
      row: Cell,
    });
    if (!learnNames(cells.flatMap(({ unseen }) => unseen))) return { cells, map };
  }
}
