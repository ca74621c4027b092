import {
  type BarRowsModel,
  type ChartMark,
  type ChartTable,
  type LinesModel,
  niceAxis,
  type StackedShareModel,
} from "@/lib/kernel/chart";
import { formatNumber, formatPercent } from "@/lib/kernel/format";
import type { Hue } from "@/lib/kernel/hue";
import type { ShareBoard, ShareGroup } from "./board";
import type { PolicyMark, ShareDetail } from "./detail-schema";
import { EXCLUDED, type ShareAnswer, type ShareBy, type ShareQuery } from "./schema";
import {
  BY_PLURALS,
  BY_WORDS,
  EXCLUDED_WORDS,
  excludedFinding,
  shareFinding,
  unitWords,
  wholeWords,
} from "./words";

const MOST_SERIES = 7;

type Input = { board: ShareBoard; answer: ShareAnswer; detail: ShareDetail; query: ShareQuery };

const isCoded = (by: ShareBy): boolean => by === "owner" || by === "model";

/** Our only first-party owner is "Our own models"; with several each keeps its name. */
export function groupLabel(group: ShareGroup, groups: readonly ShareGroup[], by: ShareBy): string {
  const alone = by === "owner" && group.first_party && groups.filter((each) => each.first_party).length === 1;
  return alone ? "Our own models" : group.label;
}

type Series = { key: string; label: string; hue: Hue; values: (number | null)[] };

const othersLabel = (rest: number, all: number): string => `others (${rest} of ${all})`;

/** At most seven series, the smallest under "others"; order stays. */
function stackedSeries({ board, query }: Input): Series[] {
  const { groups } = board;
  const kept =
    groups.length <= MOST_SERIES
      ? groups
      : groups
          .toSorted((a, b) => Number(b.first_party) - Number(a.first_party) || b.share - a.share)
          .slice(0, MOST_SERIES);
  const series = groups
    .filter((group) => kept.includes(group))
    .map((group) => ({
      key: group.key,
      label: groupLabel(group, groups, query.by),
      hue: group.hue,
      values: group.shares,
    }));
  const rest = groups.filter((group) => !kept.includes(group));
  if (rest.length === 0) return series;
  const values = board.buckets.map((bucket, at) =>
    bucket.measured > 0 ? rest.reduce((sum, group) => sum + (group.shares[at] ?? 0), 0) : null,
  );
  return [
    ...series,
    { key: "…others", label: othersLabel(rest.length, groups.length), hue: "others", values },
  ];
}

/** Policy versions as marks: one that began on all routers on one day is said once. */
export function policyMarks(marks: readonly PolicyMark[], query: Pick<ShareQuery, "router">): ChartMark[] {
  const routers = new Set(marks.map(({ router }) => router));
  const byStart = new Map<string, PolicyMark[]>();
  for (const mark of marks) {
    const id = `${mark.day} ${mark.policy_version}`;
    byStart.set(id, [...(byStart.get(id) ?? []), mark]);
  }
  return [...byStart.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const everywhere = query.router !== undefined || (routers.size > 1 && same.length === routers.size);
    const who = everywhere
      ? query.router === undefined
        ? "all routers "
        : ""
      : `${same.map(({ router }) => router).join(", ")} `;
    return [{ day: first.day, label: `${who}${first.policy_version}` }];
  });
}

const courseTable = ({ board }: Input, series: readonly Series[]): ChartTable => ({
  columns: [
    { label: "From", kind: "day" },
    { label: "To, not included", kind: "day" },
    { label: "Decisions", kind: "count" },
    ...series.map(({ label }) => ({ label: `${label}, %`, kind: "percent" as const, digits: 1 })),
  ],
  rows: board.buckets.map((bucket, at) => [
    bucket.start,
    bucket.end,
    bucket.n,
    ...series.map(({ values }) => values[at] ?? null),
  ]),
});

const fileName = (query: ShareQuery): string =>
  `routing-share-by-${query.by.replace("_", "-")}-${query.from.slice(0, 10)}-to-${query.to.slice(0, 10)}`;

const base = (input: Input, title: string, series: readonly Series[]) => ({
  title,
  unit: unitWords(input.query, input.board),
  summary: shareFinding(input.board, input.answer, input.query, input.detail.generated),
  generated: input.detail.generated,
  file_name: fileName(input.query),
  table: courseTable(input, series),
});

const stackTitle = (by: ShareBy, query: ShareQuery): string =>
  by === "owner"
    ? `Share of ${wholeWords(query.measure)} by owner of the chosen model`
    : by === "model"
      ? `Share of ${wholeWords(query.measure)} by chosen model`
      : `Share of ${wholeWords(query.measure)} by ${BY_WORDS[by]}`;

/** Parts of all over time. */
export function stackedShareModel(input: Input): StackedShareModel {
  const series = stackedSeries(input);
  return {
    ...base(input, stackTitle(input.query.by, input.query), series),
    series: series.map(({ key, label, hue }) => ({ key, label, hue })),
    buckets: input.board.buckets.map(({ start, end, incomplete, n }, at) => ({
      start: start.slice(0, 10),
      end: end.slice(0, 10),
      incomplete,
      n,
      shares: series.map(({ values }) => values[at] ?? null),
    })),
    marks: policyMarks(input.detail.marks, input.query),
  };
}

/** Levels beside each other: shares of owners and models; of tasks, routers and the like our own share in each. */
export function shareLinesModel(input: Input): LinesModel {
  const { board, query } = input;
  const coded = isCoded(query.by);
  const series: Series[] = coded ? stackedSeries(input) : ownSeries(board);
  const values = series.flatMap((each) => each.values.filter((value) => value !== null));
  const title = coded
    ? stackTitle(query.by, query)
    : `Our own models' share of ${wholeWords(query.measure)}, by ${BY_WORDS[query.by]}`;
  return {
    ...base(input, title, series),
    series: series.map(({ key, label, hue }) => ({ key, label, hue })),
    points: board.buckets.map(({ start, incomplete, n }, at) => ({
      day: start.slice(0, 10),
      incomplete,
      n,
      values: series.map((each) => each.values[at] ?? null),
    })),
    marks: policyMarks(input.detail.marks, query),
    axis: niceAxis(values, 5, true),
    value_kind: "percent",
  };
}

const ownSeries = ({ groups }: ShareBoard): Series[] =>
  groups.slice(0, MOST_SERIES).map(({ key, label, course }) => ({ key, label, hue: "own", values: course }));

/** Levels over the whole range, as bars: for a range that is not cut. */
export function shareBarsModel(input: Input): BarRowsModel {
  const { board, query } = input;
  const coded = isCoded(query.by);
  const level = (group: ShareGroup) => (coded ? group.share : (group.own?.share ?? 0));
  const label = (group: ShareGroup) => groupLabel(group, board.groups, query.by);
  const rows = board.groups.map((group) => ({
    key: group.key,
    label: label(group),
    value: level(group),
    figures: [formatPercent(level(group)), formatNumber(group.decisions)],
    tone: coded ? group.hue : ("own" as const),
  }));
  const title = coded
    ? stackTitle(query.by, query)
    : `Our own models' share of ${wholeWords(query.measure)}, by ${BY_WORDS[query.by]}`;
  return {
    ...base(input, title, []),
    unit: `% and number of decisions, n = ${formatNumber(board.buckets.reduce((sum, bucket) => sum + bucket.n, 0))}`,
    table: {
      columns: [
        { label: BY_PLURALS[query.by], kind: "text" },
        { label: "Decisions", kind: "count" },
        { label: coded ? "Share, %" : "Our own, %", kind: "percent", digits: 1 },
      ],
      rows: board.groups.map((group) => [label(group), group.decisions, level(group)]),
    },
    rows,
    max: Math.max(...rows.map(({ value }) => value), 0.01),
  };
}

const EXCLUDED_ORDER = ["pinned", "cache", "sticky", "fallback", "internal", "unattributed"] as const;

/** Every decision of the range in exactly one place. */
export function exclusionModel({ answer, board, detail, query }: Input): BarRowsModel {
  const routed = board.buckets.reduce((sum, bucket) => sum + bucket.n, 0);
  const all = routed + EXCLUDED.reduce((sum, name) => sum + answer.excluded[name], 0);
  const percent = (n: number) => formatPercent(all > 0 ? n / all : 0);
  const line = (n: number) => [formatNumber(n), percent(n)];
  return {
    title: "Every decision, in exactly one place",
    unit: `number and % of ${formatNumber(all)}`,
    summary: excludedFinding(answer, detail.generated),
    generated: detail.generated,
    file_name: `${fileName(query)}-places`,
    table: {
      columns: [
        { label: "Place", kind: "text" },
        { label: "Decisions", kind: "count" },
        { label: "Of all, %", kind: "percent", digits: 1 },
      ],
      rows: [
        ["Routed, counted above", routed, all > 0 ? routed / all : null],
        ...EXCLUDED_ORDER.map((name) => [
          EXCLUDED_WORDS[name],
          answer.excluded[name],
          all > 0 ? answer.excluded[name] / all : null,
        ]),
      ],
    },
    rows: [
      { key: "routed", label: "Routed, counted above", value: routed, figures: line(routed), tone: "strong" },
      ...EXCLUDED_ORDER.map((name) => ({
        key: name,
        label: EXCLUDED_WORDS[name],
        value: answer.excluded[name],
        figures: line(answer.excluded[name]),
        tone: name === "unattributed" ? ("unknown" as const) : ("quiet" as const),
      })),
    ],
    max: Math.max(routed, ...EXCLUDED.map((name) => answer.excluded[name]), 1),
  };
}
