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

const over = (width: number, text: (at: number) => string): string => each(width, text).join(", ");

/** Columns of a table whose rows have so many places for candidates; see `flatForm`. */
export const flatColumns = (width: number): string =>
  [
    over(width, (at) => `own${at} UInt8 CODEC(NONE)`),
    over(width, (at) => `owner${at} UInt16 CODEC(NONE)`),
    ...FIGURES.map((name) => over(width, (at) => `${name}${at} Float64 CODEC(NONE)`)),
  ].join(", ");

/** The candidate's place in the lists of the log: the chosen one (`at`) first, and in its place the first. */
const place = (k: number): string =>
  k === 0 ? "at" : `if(${k + 1} > size, at, if(at = ${k + 1}, 1, ${k + 1}))`;

/** The same columns from lists `code`, `quality`, `cost` and `latency`, whose chosen one is `at`. */
export function flatValues(
  width: number,
  ownerOf: (code: string) => string,
): { clauses: string[]; values: string[] } {
  const picked = (list: string, k: number): string => `${list}[place${k}]`;
  return {
    clauses: [
      "length(code) AS size",
      ...each(width, (k) => `${place(k)} AS place${k}`),
      ...each(width, (k) => `${picked("code", k)} AS code${k}`),
    ],
    values: [
      ...each(width, (k) =>
        k < 2 ? `toUInt8(bitAnd(code${k}, 1))` : `toUInt8(if(${k} < size, bitAnd(code${k}, 1), 2))`,
      ),
      ...each(width, (k) => `toUInt16(if(${k} < size, ${ownerOf(`code${k}`)}, 0))`),
      ...each(width, (k) => picked("quality", k)),
      ...each(width, (k) => `log(${picked("cost", k)})`),
      ...each(width, (k) => `${picked("latency", k)} / 1000`),
    ],
  };
}

/** A prepared table, or rows of one, as it is where candidates stand in arrays: the names of its columns are those. */
export function arraysOf({ table, width }: { table: string } & Shape): string {
  if (!width) return table;
  const list = (name: string) => `arraySlice([${over(width, (at) => `${name}${at}`)}], 1, partners + focals)`;
  return `(SELECT *, ${list("own")} AS own, arrayFilter((w, o) -> o = 0, ${list("owner")}, own) AS owners,
    ${FIGURES.map((name) => `${list(name)} AS ${name}, ${name}0 AS c_${name}`).join(", ")} FROM ${table})`;
}
