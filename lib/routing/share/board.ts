import { type Hue, partyHues } from "@/lib/kernel/hue";
import { addDays, formatDay, parseInstant, startOfWeek } from "@/lib/kernel/time";
import type { OwnPart, ShareBoardData } from "./board-schema";
import type { Interval, Measure, ShareQuery, ShareRow } from "./schema";

/** A day, week, month or the whole range; days are UTC, `end` is the day after the last. */
export type Bucket = {
  start: string;
  end: string;
  incomplete: boolean;
  n: number;
  measured: number;
  own: number;
};

export type ShareGroup = {
  key: string;
  label: string;
  hue: Hue;
  first_party: boolean;
  decisions: number;
  tokens: number;
  cost_usd: number;
  /** Of all, in the measure asked. */
  share: number;
  lower: number | null;
  upper: number | null;
  /** Our own models within the group; null where groups are owners or models. */
  own: { share: number; lower: number | null; upper: number | null } | null;
  /** By bucket: the share of all; of tasks, routers and the like our own share within. Null where nothing was. */
  course: (number | null)[];
  shares: (number | null)[];
  /** Last buckets against first, as a difference of fractions; null where there are too few. */
  change: number | null;
};

export type ShareBoard = {
  buckets: Bucket[];
  groups: ShareGroup[];
  /** Buckets at each end that are compared; 0: too few. */
  compared: number;
  first: number | null;
  last: number | null;
};

const measuredOf = (row: ShareRow, measure: Measure): number =>
  measure === "decisions" ? row.decisions : measure === "tokens" ? row.tokens : row.cost_usd;

const nextMonth = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  return formatDay(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
};

function bucketAt(ms: number, interval: Interval, query: ShareQuery): { start: string; end: string } {
  const day = formatDay(ms);
  if (interval === "day") return { start: day, end: formatDay(addDays(ms, 1)) };
  if (interval === "week") {
    const monday = startOfWeek(ms);
    return { start: formatDay(monday), end: formatDay(addDays(monday, 7)) };
  }
  if (interval === "month") return { start: `${day.slice(0, 7)}-01`, end: nextMonth(day) };
  return { start: query.from, end: query.to };
}

/** Every bucket of the range, with those that nothing fell in; a cut or running one is incomplete. */
export function listBuckets(
  query: ShareQuery,
  now_ms: number,
): { start: string; end: string; incomplete: boolean }[] {
  const from_ms = parseInstant(query.from) ?? 0;
  const to_ms = parseInstant(query.to) ?? 0;
  const buckets: { start: string; end: string; incomplete: boolean }[] = [];
  for (let ms = from_ms; ms < to_ms && buckets.length < 5000; ) {
    const { start, end } = bucketAt(ms, query.interval, query);
    const [start_ms, end_ms] = [parseInstant(start) ?? 0, parseInstant(end) ?? 0];
    buckets.push({ start, end, incomplete: start_ms < from_ms || end_ms > to_ms || end_ms > now_ms });
    ms = end_ms;
  }
  return buckets;
}

const MOST_COMPARED = 6;

/** How many complete buckets at each end are compared: a third of them, at most six. */
export const comparedBuckets = (complete: number): number =>
  complete < 2 ? 0 : Math.min(MOST_COMPARED, Math.max(1, Math.floor(complete / 3)));

type Part = { own: number; all: number };

/** Ratio over some buckets: sums over sums, so that busy buckets weigh more. Null where nothing was measured. */
function ratioOver(parts: readonly Part[]): number | null {
  const all = parts.reduce((sum, part) => sum + part.all, 0);
  return all > 0 ? parts.reduce((sum, part) => sum + part.own, 0) / all : null;
}

type Ends = { first: number[]; last: number[] };

function endsOf(buckets: readonly Bucket[]): Ends {
  const complete = buckets.flatMap((bucket, at) => (bucket.incomplete || bucket.n === 0 ? [] : [at]));
  const k = comparedBuckets(complete.length);
  return { first: complete.slice(0, k), last: k === 0 ? [] : complete.slice(-k) };
}

const pick = <T>(values: readonly T[], places: readonly number[]): T[] =>
  places.flatMap((at) => {
    const value = values[at];
    return value === undefined ? [] : [value];
  });

function changeOf(parts: readonly Part[], { first, last }: Ends): number | null {
  const [before, after] = [ratioOver(pick(parts, first)), ratioOver(pick(parts, last))];
  return before === null || after === null ? null : after - before;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Everything that the page shows, computed once from what the verbs gave. */
export function prepareBoard(data: ShareBoardData, query: ShareQuery, now_ms: number): ShareBoard {
  const rowsByBucket = groupBy(data.answer.rows, ({ bucket }) => bucket);
  const ownByBucket = groupBy(data.own, ({ bucket }) => bucket);
  const buckets = listBuckets(query, now_ms).map((bucket) => {
    const rows = rowsByBucket.get(bucket.start) ?? [];
    const parts = ownByBucket.get(bucket.start) ?? [];
    return {
      ...bucket,
      n: rows.reduce((sum, row) => sum + row.decisions, 0),
      measured: rows.reduce((sum, row) => sum + measuredOf(row, query.measure), 0),
      own: parts.reduce((sum, part) => sum + part.own, 0),
    };
  });
  const ends = endsOf(buckets);
  const whole = buckets.map(({ own: part, measured }) => ({ own: part, all: measured }));
  return {
    buckets,
    groups: groupsOf(data, query, buckets, ends),
    compared: ends.first.length,
    first: ratioOver(pick(whole, ends.first)),
    last: ratioOver(pick(whole, ends.last)),
  };
}

function groupsOf(
  data: ShareBoardData,
  query: ShareQuery,
  buckets: readonly Bucket[],
  ends: Ends,
): ShareGroup[] {
  const hues = partyHues(data.parties);
  const ordinals = new Map(data.parties.map(({ key, ordinal }) => [key, ordinal]));
  const coded = query.by === "owner" || query.by === "model";
  const byKey = groupBy(data.answer.rows, ({ key }) => key);
  const ownByKey = groupBy(data.own, ({ key }) => key);
  const groups = [...byKey].map(([key, rows]) => {
    const shares = shareCourse(rows, query, buckets);
    const within = ownCourse(ownByKey.get(key) ?? [], buckets);
    const detail = data.detail.groups.find((group) => group.key === key);
    const owner = data.owners[key] ?? "";
    return {
      key,
      label: rows[0]?.label ?? key,
      hue: coded ? (hues.get(owner) ?? "others") : ("others" as const),
      order: coded ? (ordinals.get(owner) ?? Infinity) : Infinity,
      first_party: rows[0]?.first_party ?? false,
      decisions: rows.reduce((sum, row) => sum + row.decisions, 0),
      tokens: rows.reduce((sum, row) => sum + row.tokens, 0),
      cost_usd: rows.reduce((sum, row) => sum + row.cost_usd, 0),
      share: ratioOver(shares) ?? 0,
      lower: detail?.lower ?? null,
      upper: detail?.upper ?? null,
      own: detail?.own ?? null,
      course: (coded ? shares : within).map((part) => ratioOver([part])),
      shares: shares.map((part) => ratioOver([part])),
      change: changeOf(coded ? shares : within, ends),
    };
  });
  return sortGroups(groups).map(({ order: _, ...group }) => group);
}

type Ordered = ShareGroup & { order: number };

/** Our own first, then by order of entry in the register, never by rank; models and other groups then by size. */
const sortGroups = (groups: Ordered[]): Ordered[] =>
  groups.sort(
    (a, b) =>
      Number(b.first_party) - Number(a.first_party) ||
      compare(a.order, b.order) ||
      b.share - a.share ||
      a.key.localeCompare(b.key),
  );

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

function shareCourse(rows: readonly ShareRow[], query: ShareQuery, buckets: readonly Bucket[]): Part[] {
  const byBucket = new Map(rows.map((row) => [row.bucket, measuredOf(row, query.measure)]));
  return buckets.map(({ start, measured }) => ({ own: byBucket.get(start) ?? 0, all: measured }));
}

function ownCourse(parts: readonly OwnPart[], buckets: readonly Bucket[]): Part[] {
  const byBucket = new Map(parts.map((part) => [part.bucket, part]));
  return buckets.map(({ start }) => byBucket.get(start) ?? { own: 0, all: 0 });
}
