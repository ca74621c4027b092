import { z } from "zod";
import { clickhouse, type Params, quoteLiteral } from "@/lib/clickhouse/server";
import { learnNames, type NameMap, OTHERS, OWN, readNames, UNSEEN } from "../store/known-names";
import { DECIDED_BY, whereDecisions } from "../store/range";
import { groupTexts, learnGroups } from "./group-texts";
import type { Interval, ShareBy, ShareQuery } from "./schema";

/** First day of the bucket, in days since 1970. */
const BUCKET: Record<Interval, string> = {
  total: "toUInt16(0)",
  day: "toUInt16(toDate(occurred_at))",
  week: "toUInt16(toMonday(occurred_at))",
  month: "toUInt16(toStartOfMonth(occurred_at))",
};

/** Place of the groups that are rows. */
export const COUNTED = OTHERS;

export type ShareCell = {
  bucket: number;
  /** 4 × (who decided, as a place in DECIDED_BY) + class of the model; COUNTED for every row that counts. */
  place: number;
  /** Text of the group; of owner and model the matched model's number, named by who reads it. */
  key: string;
  decisions: number;
  tokens: number;
  cost: number;
  own_decisions: number;
  own_tokens: number;
  own_cost: number;
};

// One row of columns: an answer by day has thousands of groups, and a row of JSON for each would be read one by one.
// As doubles, which hold every count up to 2 ** 53 and come as numbers where 64 bits would come as text.
const numbers = z.array(z.number());
const Groups = z.object({ packed: numbers, decisions: numbers, tokens: numbers, cost: numbers });

type Group = { packed: number; decisions: number; tokens: number; cost: number };

const isModel = (by: ShareBy): by is "owner" | "model" => by === "owner" || by === "model";

// What is grouped by goes into one number, which the engine groups faster than several columns or texts: the bucket,
// then the group's name as a number from 1 (0 for a text that is not known yet), then the place. What is excluded has
// neither bucket nor name.
const PLACE_BITS = 5;
const NAME_BITS = 27;
const BUCKET_UNIT = 2 ** (NAME_BITS + PLACE_BITS);

const bucketOf = (packed: number): number => Math.floor(packed / BUCKET_UNIT);
// Operators on 32 bits take a number modulo 2 ** 32, which is what lies below the bucket.
const nameOf = (packed: number): number => packed >>> PLACE_BITS;
const placeOf = (packed: number): number => packed & (2 ** PLACE_BITS - 1);

const DECIDERS = `[${DECIDED_BY.map(quoteLiteral).join(", ")}], [${DECIDED_BY.map((_, at) => 4 * at).join(", ")}]`;

// Threads take as little at a time as this, so that of a million rows none is left with the last large piece.
const SMALL_READS =
  "merge_tree_min_rows_for_concurrent_read = 16384, merge_tree_min_bytes_for_concurrent_read = 1048576";

/** Nearly every row passes where nothing but the range and the arm is asked for: looking ahead costs more than it spares. */
const lookAhead = ({ router, task, region, policy_version }: ShareQuery): string =>
  [router, task, region, policy_version].some((name) => name !== undefined)
    ? ""
    : ", optimize_move_to_prewhere = 0";

const shareSql = (query: ShareQuery, where: string): string => `
  SELECT groupArray(toFloat64(packed)) AS packed, groupArray(toFloat64(decisions)) AS decisions,
    groupArray(toFloat64(tokens)) AS tokens, groupArray(cost) AS cost
  FROM (${groupsSql(query, where)})
  SETTINGS ${SMALL_READS}${lookAhead(query)}`;

const groupsSql = (query: ShareQuery, where: string): string => `
  WITH transform(chosen_model, {names:Array(String)}, {codes:Array(UInt32)}, toUInt32(${UNSEEN})) AS code,
    toUInt8(transform(decided_by, ${DECIDERS}, 0) + code % 4) AS place,
    ${isModel(query.by) ? "intDiv(code, 4)" : `transform(${query.by}, {texts:Array(String)}, {numbers:Array(UInt32)}, toUInt32(0))`} AS name
  SELECT if(place = ${OTHERS} OR place = ${OWN}, toUInt64(${BUCKET[query.interval]}) * ${2 ** NAME_BITS} + name, 0) * ${2 ** PLACE_BITS} + place AS packed,
    count() AS decisions, ifNull(sum(input_tokens), 0) + ifNull(sum(output_tokens), 0) AS tokens, ifNull(sum(cost_usd), 0) AS cost
  FROM decisions WHERE ${where} AND arm = {arm:String}
  GROUP BY packed`;

/** Decisions, tokens (input + output, absent counts 0) and USD in each bucket, place and group. */
export async function askShare(
  query: ShareQuery,
  readMap: () => NameMap,
): Promise<{ cells: ShareCell[]; map: NameMap }> {
  for (;;) {
    const map = readMap();
    const texts = isModel(query.by) ? null : groupTexts(query.by);
    const groups = await readGroups(query, map, texts);
    const unseen = groups.some(({ packed }) => packed === UNSEEN);
    const untold =
      texts !== null && groups.some(({ packed }) => isCounted(placeOf(packed)) && nameOf(packed) === 0);
    if (!unseen && !untold) return { cells: foldGroups(groups, texts), map };
    if (unseen) learnNames(await readNames(query));
    if (untold && !isModel(query.by)) await learnGroups(query.by, query);
  }
}

async function readGroups(
  query: ShareQuery,
  { names, codes }: NameMap,
  texts: readonly string[] | null,
): Promise<Group[]> {
  const { sql, params } = whereDecisions(query);
  const numbered: Params = texts ? { texts, numbers: texts.map((_, at) => at + 1) } : {};
  const [columns] = await clickhouse().rows({
    sql: shareSql(query, sql),
    params: { ...params, arm: query.arm, names, codes, ...numbered },
    row: Groups,
  });
  if (!columns) throw new Error("The engine gave no groups of shares.");
  const { packed, decisions, tokens, cost } = columns;
  return packed.map((number, at) => ({
    packed: number,
    decisions: decisions[at] ?? 0,
    tokens: tokens[at] ?? 0,
    cost: cost[at] ?? 0,
  }));
}

const isCounted = (place: number): boolean => place === OTHERS || place === OWN;

/** One cell of what a group has in a bucket, with the part of our own models in it. */
function foldGroups(groups: readonly Group[], texts: readonly string[] | null): ShareCell[] {
  const cells = new Map<number, ShareCell>();
  for (const { packed, decisions, tokens, cost } of groups) {
    const place = placeOf(packed);
    const own = place === OWN ? 1 : 0;
    const id = packed - own * (OWN - COUNTED);
    const cell = cells.get(id);
    if (!cell) {
      const name = nameOf(packed);
      cells.set(id, {
        bucket: bucketOf(packed),
        place: own ? COUNTED : place,
        key: name === 0 ? "" : texts ? (texts[name - 1] ?? "") : String(name),
        decisions,
        tokens,
        cost,
        own_decisions: own * decisions,
        own_tokens: own * tokens,
        own_cost: own * cost,
      });
      continue;
    }
    cell.decisions += decisions;
    cell.tokens += tokens;
    cell.cost += cost;
    cell.own_decisions += own * decisions;
    cell.own_tokens += own * tokens;
    cell.own_cost += own * cost;
  }
  return [...cells.values()];
}
