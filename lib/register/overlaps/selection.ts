import { Prisma } from "@/lib/db/server";
import { invalid } from "@/lib/kernel/errors";
import { type ListQuery, readQuery, type SortKey, sortKeys } from "../entity/list";
import { Visibility } from "../fields";
import { OverlapListItem, OverlapStatus } from "./schema";

const sql = Prisma.sql;
type Field = keyof typeof OverlapListItem.shape;

const isoOf = (column: Prisma.Sql) =>
  sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const nameOf = (prefix: string, number: Prisma.Sql) =>
  sql`${Prisma.raw(`'${prefix}-'`)} || lpad(${number}::text, greatest(4, length(${number}::text)), '0')`;

/** The day of the approval in force, null without one. Speaks of `o` and `f`. */
export const JUDGE_AGAIN = sql`evenhand_judge_again_on(f.recertify_on, f.decided_at, o.severity)`;

/** The UTC day by which an overlap is due: of the approval in force, else counted from its detection. Speaks of `o` and `f`. */
export const DUE = sql`CASE WHEN o.status = 'superseded' THEN NULL WHEN f.recertify_on IS NOT NULL THEN ${JUDGE_AGAIN}
  WHEN o.status = 'cleared' THEN NULL ELSE (o.detected_at AT TIME ZONE 'UTC')::date + evenhand_recertification_days(o.severity) END`;
export const OPEN_REVIEW = nameOf("RV", sql`w.number`);

// A judgement that went stale took the place of those before it: none of them gives the day any more.
const IN_FORCE = sql`r.decided_at, CASE WHEN r.status = 'approved' THEN r.recertify_on END AS recertify_on`;
const JUDGED = sql`r.status IN ('approved', 'stale')`;

/** What an overlap `o` is joined with: each is one row or none. */
const JOINS = {
  segment: sql`LEFT JOIN segment s ON s.id = o.segment_id`,
  preparer: sql`LEFT JOIN overlap_assignment pa ON pa.overlap_id = o.id AND pa.seat = 'preparer' LEFT JOIN person pp ON pp.id = pa.person_id`,
  reviewer: sql`LEFT JOIN overlap_assignment ra ON ra.overlap_id = o.id AND ra.seat = 'reviewer' LEFT JOIN person rp ON rp.id = ra.person_id`,
  // A draft is its author's alone.
  open_review: sql`LEFT JOIN review w ON w.overlap_id = o.id AND w.status IN ('submitted', 'changes_requested')`,
  in_force: sql`LEFT JOIN (SELECT DISTINCT ON (r.overlap_id) r.overlap_id, ${IN_FORCE} FROM review r
    WHERE ${JUDGED} ORDER BY r.overlap_id, r.decided_at DESC, r.number DESC) f ON f.overlap_id = o.id`,
};
export type Joined = keyof typeof JOINS;
const ALL = Object.keys(JOINS) as Joined[];

/** Very many overlaps with what a question asks of them, and nothing else: planning costs more than reading. */
export const overlapsWith = (needs: Iterable<Joined> = ALL): Prisma.Sql =>
  Prisma.join([sql`overlap o`, ...[...new Set(needs)].map((name) => JOINS[name])], " ");

/** A few overlaps with everything: the approval in force of each is looked up. */
export const FEW = Prisma.join(
  [
    overlapsWith(["segment", "preparer", "reviewer", "open_review"]),
    sql`LEFT JOIN LATERAL (SELECT ${IN_FORCE} FROM review r WHERE r.overlap_id = o.id AND ${JUDGED}
      ORDER BY r.decided_at DESC, r.number DESC LIMIT 1) f ON true`,
  ],
  " ",
);

const partyOf = (column: "key" | "name", which = sql`true`) => ({
  is: (
    wanted: string[],
  ) => sql`o.id IN (SELECT op.overlap_id FROM overlap_party op JOIN party p ON p.id = op.party_id
    WHERE p.${Prisma.raw(column)} = ANY (${wanted}) AND ${which})`,
  text: sql`(SELECT string_agg(p.${Prisma.raw(column)}, ' ' ORDER BY op.role, p.ordinal) FROM overlap_party op
    JOIN party p ON p.id = op.party_id WHERE op.overlap_id = o.id AND ${which})`,
});
const listOf = (column: Prisma.Sql) => ({
  is: (wanted: string[]) => sql`${column} && ${wanted}`,
  text: sql`array_to_string(${column}, ' ')`,
});
const plain = (text: Prisma.Sql, ...needs: Joined[]) => ({
  needs,
  is: (wanted: string[]) =>
    wanted.includes("") ? sql`coalesce(${text}, '') = ANY (${wanted})` : sql`${text} = ANY (${wanted})`,
  text,
});
const numberOf = (number: Prisma.Sql) => ({
  ...plain(sql`${number}::text`),
  order: number,
  never_null: true,
});

type Comparison = {
  /** Which joins it speaks of. */
  needs?: readonly Joined[];
  is: (wanted: string[]) => Prisma.Sql;
  text: Prisma.Sql;
  order?: Prisma.Sql;
  never_null?: boolean;
};

/** How each field of the view is compared and sorted; what it says as text. The one place where a query meets SQL. */
const FIELDS: Record<Field, Comparison> = {
  id: plain(sql`o.id::text`),
  key: { ...plain(nameOf("OV", sql`o.number`)), order: sql`o.number`, never_null: true },
  title: plain(sql`o.title`),
  kind: plain(sql`o.kind`),
  status: plain(sql`o.status`),
  severity: numberOf(sql`o.severity`),
  points: numberOf(sql`o.points`),
  points_max: numberOf(sql`o.points_max`),
  known: numberOf(sql`o.known`),
  factor_count: numberOf(sql`o.factor_count`),
  segment: {
    ...plain(sql`s.key`, "segment"),
    is: (wanted) =>
      wanted.includes("")
        ? sql`coalesce(s.key, '') = ANY (${wanted})`
        : sql`o.segment_id = ANY (ARRAY(SELECT id FROM segment WHERE key = ANY (${wanted})))`,
  },
  segment_name: plain(sql`s.name`, "segment"),
  parties: partyOf("key"),
  party_names: partyOf("name"),
  counterparts: partyOf("name", sql`op.role <> 'platform'`),
  products: listOf(sql`o.products`),
  own_products: listOf(sql`o.own_products`),
  rule: plain(sql`o.rule`),
  rule_version: plain(sql`o.rule_version`),
  points_table: numberOf(sql`o.points_table`),
  facts_hash: plain(sql`o.facts_hash`),
  visibility: plain(sql`o.visibility`),
  detected_at: { ...plain(isoOf(sql`o.detected_at`)), order: sql`o.detected_at` },
  due: { ...plain(sql`to_char(${DUE}, 'YYYY-MM-DD')`, "in_force"), order: DUE },
  preparer: plain(sql`pp.email`, "preparer"),
  preparer_name: plain(sql`pp.name`, "preparer"),
  reviewer: plain(sql`rp.email`, "reviewer"),
  reviewer_name: plain(sql`rp.name`, "reviewer"),
  open_review: { ...plain(OPEN_REVIEW, "open_review"), order: sql`w.number` },
  open_review_status: plain(sql`w.status`, "open_review"),
  superseded_at: { ...plain(isoOf(sql`o.superseded_at`)), order: sql`o.superseded_at` },
  updated_at: { ...plain(isoOf(sql`o.updated_at`)), order: sql`o.updated_at` },
  version: numberOf(sql`o.version`),
};

const lower = (text: Prisma.Sql) => sql`(lower((${text}) COLLATE evenhand_words) COLLATE "C")`;
const saysIt = (text: Prisma.Sql, word: string) => sql`strpos(${lower(text)}, ${word}) > 0`;

/** Whether a word may be part of what an open review is called: most words are not, and are not looked for there. */
const mayBeReview = (word: string): boolean =>
  /^r?v?-?\d*$/.test(word) || ["submitted", "changes_requested"].some((status) => status.includes(word));

/** A word is in what is kept of the overlap for searching, in its segment, or in what its seats and its review are called. */
const says = (word: string): Prisma.Sql => sql`(strpos(o.words COLLATE "C", ${word}) > 0
  OR o.status = ANY (${OverlapStatus.options.filter((one) => one.includes(word))})
  OR o.visibility = ANY (${Visibility.options.filter((one) => one.includes(word))})
  OR o.segment_id IN (SELECT id FROM segment WHERE ${saysIt(sql`key || ' ' || name`, word)})
  OR o.id IN (SELECT a.overlap_id FROM overlap_assignment a JOIN person p ON p.id = a.person_id
    WHERE ${saysIt(sql`p.email || ' ' || p.name`, word)})
  OR ${mayBeReview(word)} AND o.id IN (SELECT w.overlap_id FROM review w WHERE w.status IN ('submitted', 'changes_requested')
    AND ${saysIt(sql`concat_ws(' ', ${OPEN_REVIEW}, w.status)`, word)}))`;

/** `overdue`, or a number of days. */
export const DUE_DAYS = /^(overdue|[1-9]\d{0,2})$/;

/** `overdue`, or a number of days from today within which an overlap is due, today's and overdue ones among them. */
function dueWithin(text: string): Prisma.Sql {
  if (!DUE_DAYS.test(text))
    throw invalid([{ pointer: "/due_within", message: "“overdue”, or a number of days." }]);
  return text === "overdue"
    ? sql`${DUE} < evenhand_today()`
    : sql`${DUE} <= evenhand_today() + ${Number(text)}::int`;
}

export type Selection = {
  where: Prisma.Sql;
  order: Prisma.Sql;
  /** Which joins the two speak of. */
  needs: ReadonlySet<Joined>;
  /** Whether what it compares or sorts by is dear enough to be computed once. */
  once: boolean;
  start: number;
  limit: number;
};

/** What a list's query selects, in SQL. Throws 422 for what the view does not have. */
export function selectionOf({ due_within, ...query }: ListQuery): Selection {
  const { controls, filters, words, start } = readQuery(query, OverlapListItem);
  const keys = sortKeys(controls.sort, new Set(Object.keys(FIELDS)));
  const conditions = [
    // Overlaps are superseded, never retired.
    ...(controls.retired === "true" ? [sql`false`] : []),
    ...filters.map(([name, wanted]) => FIELDS[name as Field].is(wanted)),
    ...(due_within === undefined ? [] : [due_within].flat().map(dueWithin)),
    ...words.map(says),
  ];
  const spoken = [...filters.map(([name]) => name), ...keys.map(({ name }) => name)] as Field[];
  const needs = new Set<Joined>([
    ...spoken.flatMap((name) => FIELDS[name].needs ?? []),
    ...(due_within === undefined ? [] : (["in_force"] as const)),
  ]);
  return {
    where: conditions.length > 0 ? Prisma.join(conditions, " AND ") : sql`true`,
    order: Prisma.join([...keys.map(level), sql`o.number`]),
    needs,
    once: needs.size > 0 || words.length > 0,
    start,
    limit: controls.limit,
  };
}

/** Unknown comes last; where nothing is unknown it is not said, so that an index in this order serves. */
function level({ name, down }: SortKey): Prisma.Sql {
  const { order, text, never_null } = FIELDS[name as Field];
  const value = order ?? sql`nullif(${text}, '') COLLATE evenhand_words`;
  const last = never_null ? sql`` : sql` NULLS LAST`;
  return down ? sql`${value} DESC${last}` : sql`${value}${last}`;
}
