import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import { BINS, type Cell, gridBin, gridCell } from "../stats/table";
import type { Design } from "./fits";
import { arraysOf } from "./flat";
import { quickExpectation, settingsFor } from "./joint-sql";
import { expectations, testedRows } from "./logit-sql";
import { staged } from "./staged";

/** `quick` where no candidates lie so far apart that weights overflow. */
export type Care = { quick?: boolean };

/** Further sums over the rows of each day, stratum and fit, by name. */
export type Extra = Readonly<Record<string, string>>;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const numbers = z.array(z.number());
const Place = z
  .object({ day: z.number(), stratum: z.number(), fit: z.number(), total_v: z.number(), dq: numbers })
  .loose();

/** Bins in lists of those that have decisions. */
const SparseRow = Place.extend({ bins: numbers, ns: numbers, qs: numbers, xs: numbers }).transform(
  ({ day, stratum, fit, total_v: v, dq, bins, ns, qs, xs, ...extra }) => {
    const listed = bins.map((index, at) => gridBin(index, ns[at] ?? 0, qs[at] ?? 0, xs[at] ?? 0));
    const totals = { n: sum(ns), q: sum(qs), x: sum(xs) };
    return { cell: { day, stratum, fit, v, dq, bins: listed, ...totals } as Cell, extra };
  },
);

/** Every bin's figures as bytes: written out they would take longer to read than the engine needs to add them up. */
const DenseRow = Place.extend({ ns: z.string(), qs: z.string(), xs: z.string() }).transform(
  ({ day, stratum, fit, total_v: v, dq, ns, qs, xs, ...extra }) => {
    const [n, q, x] = [
      new Uint32Array(bytesOf(ns)),
      new Float64Array(bytesOf(qs)),
      new Uint32Array(bytesOf(xs)),
    ];
    return { cell: gridCell({ day, stratum, fit, v, dq }, { n, q, x }), extra };
  },
);

function bytesOf(text: string): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = Buffer.from(text, "base64");
  return byteLength === buffer.byteLength
    ? (buffer as ArrayBuffer)
    : buffer.slice(byteOffset, byteOffset + byteLength);
}

/** Cells as full lists of bins take some kilobytes each in every thread: beyond so many they are told apart by hashing. */
const MOST_DENSE = 4096;

const isDense = ({ cells }: Pick<Design, "cells">): boolean => cells !== undefined && cells <= MOST_DENSE;

/** The bin of a share; 0 for NaN, which is no number of a bin and makes sums of v none either. */
export const binOf = (share: string, bins: number): string =>
  `toUInt16(least(${bins - 1}, floor(${bins} * if(isNaN(${share}), 0., ${share}))))`;

// By concat: text made of a number's bytes loses those at its end that are 0.
const bytes = (type: "UInt32" | "Float64", list: string): string =>
  `base64Encode(arrayStringConcat(arrayMap(value -> concat(reinterpretAsFixedString(to${type}(value)), ''), ${list})))`;

const resampled = (sum: string): string => sum.replace("(", `Resample(0, ${BINS}, 1)(`);

/** Rows of the test by day, stratum and fit. */
function cellsSql(design: Design, { quick = false }: Care, extra: Extra): string {
  const { covariates } = design;
  const clauses = [
    ...(quick
      ? quickExpectation(design)
      : [...expectations(covariates), ...covariates.map((_, k) => `g[${k + 1}] AS g${k}`)]),
    `${binOf("q", BINS)} AS bin`,
    ...Object.entries(extra).map(([name, sql]) => `${sql} AS of_${name}`),
  ];
  const rows = staged(quick ? design.table : arraysOf(design), testedRows, clauses);
  const sums = ["v", ...covariates.map((_, k) => `g${k}`), ...Object.keys(extra).map((name) => `of_${name}`)];
  const told = (sum: (name: string) => string): string =>
    [
      `${sum("v")} AS total_v`,
      `[${covariates.map((_, k) => sum(`g${k}`)).join(", ")}] AS dq`,
      ...Object.keys(extra).map((name) => `${sum(`of_${name}`)} AS ${name}`),
    ].join(", ");
  const settings = quick ? settingsFor(design) : "";
  if (isDense(design))
    return `SELECT day, stratum, fit, ${bytes("UInt32", resampled("count(bin)"))} AS ns,
        ${bytes("Float64", resampled("sum(q, bin)"))} AS qs, ${bytes("UInt32", resampled("sum(won, bin)"))} AS xs,
        ${told((name) => `sum(${name})`)}
      FROM ${rows} GROUP BY day, stratum, fit ORDER BY day, stratum, fit ${settings}`;
  // First by bin, then by day, stratum and fit: only there are bins put into lists.
  return `SELECT day, stratum, fit, groupArray(bin) AS bins, groupArray(n) AS ns, groupArray(sum_q) AS qs,
      groupArray(sum_x) AS xs, ${told((name) => `sum(sum_${name})`)}
    FROM (
      SELECT day, stratum, fit, bin, toUInt32(count()) AS n, sum(q) AS sum_q, toUInt32(sum(won)) AS sum_x,
        ${sums.map((name) => `sum(${name}) AS sum_${name}`).join(", ")}
      FROM ${rows} GROUP BY day, stratum, fit, bin)
    GROUP BY day, stratum, fit ORDER BY day, stratum, fit ${settings}`;
}

export type CellRow = { cell: Cell; extra: Readonly<Record<string, unknown>> };

/** The calibration table with further sums of each day, stratum and fit. `params` are those of the test's rows. */
export function readCellRows(
  design: Design,
  params: Record<string, Param>,
  care: Care,
  extra: Extra = {},
): Promise<CellRow[]> {
  const sql = cellsSql(design, care, extra);
  return isDense(design)
    ? clickhouse().rows({ sql, params, row: DenseRow })
    : clickhouse().rows({ sql, params, row: SparseRow });
}
