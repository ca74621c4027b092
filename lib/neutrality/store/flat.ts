import type { Shape } from "./choice-form";
import { each } from "./logit-sql";

/**
 * The most candidates of a decision that tables have columns of their own for: with more, what is worked out over all of
 * them outgrows the statement.
 */
export const MOST_FLAT = 8;
/** And the most owners: they are told by bits. */
export const MOST_FLAT_OWNERS = 255;

const FIGURES = ["quality", "log_cost", "latency_s"] as const;

/** Numbers of the places beside the chosen candidate's. */
const othersOf = (width: number): number[] => each(width - 1, (index) => index + 1);

/** Columns of a table whose rows have so many places for candidates; see `flatForm`. */
export const flatColumns = (width: number): string =>
  [
    ...othersOf(width).map((at) => `own${at} UInt8 CODEC(NONE)`),
    ...othersOf(width).map((at) => `owner${at} UInt16 CODEC(NONE)`),
    ...FIGURES.map((name) => `c_${name} Float64 CODEC(NONE)`),
    ...FIGURES.flatMap((name) => othersOf(width).map((at) => `${name}${at} Float64 CODEC(NONE)`)),
  ].join(", ");

/** The candidate's place in the lists of the log: in the chosen one's (`at`) the first, which is left out; past the last, the chosen one's. */
const place = (k: number): string => `if(${k + 1} > size, at, if(at = ${k + 1}, 1, ${k + 1}))`;

const sum = (terms: readonly string[]): string => `(${terms.join(" + ")})`;
const any = (terms: readonly string[]): string => `(${terms.join(" OR ")})`;

/** What a row of a prepared table is told by, as SQL over lists `code`, `quality`, `cost` and `latency`, whose chosen one is `at`. */
export type RowParts = {
  clauses: string[];
  /** Whether no candidate is anybody's, and how many are focal. */
  orphan: string;
  focal: string;
  /** Sums of squares of quality and latency, and the sum and the least of costs. */
  quality_squares: string;
  latency_squares: string;
  cost_sum: string;
  cost_least: string;
  /** Whether some model is there twice. */
  twice: string;
  values: string[];
};

/** The columns of a table with so many places, and what else is asked of candidates, without a pass over lists. */
export function flatParts(
  width: number,
  { ownerOf, nobodys }: Record<"ownerOf" | "nobodys", (code: string) => string>,
): RowParts {
  const others = othersOf(width);
  const there = (k: number): string => `${k} < size`;
  const all = [0, ...others];
  const figures = (name: string): string[] => all.map((k) => `${name}_${k}`);
  const picked = (list: string, name: string): string[] => [
    `${list}[at] AS ${name}_0`,
    ...others.map((k) => `${list}[place${k}] AS ${name}_${k}`),
  ];
  const alike = all.flatMap((k) =>
    others.filter((later) => later > k).map((later) => `(code_${k} = code_${later} AND ${there(later)})`),
  );
  return {
    clauses: [
      "length(code) AS size",
      ...others.map((k) => `${place(k)} AS place${k}`),
      ...picked("code", "code"),
      ...picked("quality", "quality"),
      ...picked("cost", "cost"),
      ...picked("latency", "latency"),
      ...all.map((k) => `log(cost_${k}) AS log_cost_${k}`),
      ...all.map((k) => `latency_${k} / 1000 AS latency_s_${k}`),
    ],
    orphan: any(all.map((k) => `(${there(k)} AND ${nobodys(`code_${k}`)})`)),
    focal: sum(all.map((k) => `(${there(k)} AND bitAnd(code_${k}, 1) = 1)`)),
    quality_squares: sum(figures("quality").map((v) => `${v} * ${v}`)),
    latency_squares: sum(figures("latency").map((v) => `${v} * ${v}`)),
    cost_sum: sum(figures("cost")),
    cost_least: figures("cost").reduce((found, v) => `least(${found}, ${v})`),
    twice: any(alike),
    values: [
      ...others.map((k) => `toUInt8(if(${there(k)}, bitAnd(code_${k}, 1), 2))`),
      ...others.map((k) => `toUInt16(if(${there(k)}, ${ownerOf(`code_${k}`)}, 0))`),
      ...FIGURES.map((name) => `${name}_0`),
      ...FIGURES.flatMap((name) => others.map((k) => `${name}_${k} - ${name}_0`)),
    ],
  };
}

/** A prepared table, or rows of one, as it is where candidates stand in arrays: the names of its columns are those. */
export function arraysOf({ table, width }: { table: string } & Shape): string {
  if (!width) return table;
  const list = (first: string, other: (at: number) => string) =>
    `arraySlice([${[first, ...othersOf(width).map(other)].join(", ")}], 1, partners + focals)`;
  const figures = FIGURES.map(
    (name) => `${list(`c_${name}`, (at) => `c_${name} + ${name}${at}`)} AS ${name}`,
  );
  return `(SELECT *, ${list("won", (at) => `own${at}`)} AS own,
    arrayFilter((w, o) -> o = 0, ${list("winner", (at) => `owner${at}`)}, own) AS owners, ${figures.join(", ")} FROM ${table})`;
}
