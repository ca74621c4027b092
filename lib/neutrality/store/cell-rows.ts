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

/** A cell of the calibration table, and the further sums of its rows. */
export type CellRow = { cell: Cell; extra: Readonly<Record<string, unknown>> };

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

/** A table with full lists of bins, as the engine holds it: written out they would take longer to read than to add up. */
async function readDense(
  sql: string,
  params: Record<string, Param>,
  { names, width }: { names: readonly string[]; width: number },
): Promise<CellRow[]> {
  const blocks = await clickhouse().blocks({ sql, params });
  return blocks.flatMap((block) => {
    const [day, stratum, fit] = [block.integers("day"), block.integers("stratum"), block.integers("fit")];
    const [v, dq] = [block.floats("total_v"), block.floatItems("dq")];
    const [ns, qs, xs] = [block.integerItems("ns"), block.floatItems("qs"), block.integerItems("xs")];
    const further = names.map((name) => [name, block.floats(name)] as const);
    return Array.from({ length: block.rows }, (_, row): CellRow => {
      const [from, to] = [row * BINS, (row + 1) * BINS];
      const place = {
        day: day[row] ?? 0,
        stratum: stratum[row] ?? 0,
        fit: fit[row] ?? 0,
        v: v.at(row),
        dq: [...dq.list(row * width, (row + 1) * width)],
      };
      const cell = gridCell(place, {
        n: Uint32Array.from(ns.subarray(from, to)),
        q: qs.list(from, to),
        x: Uint32Array.from(xs.subarray(from, to)),
      });
      // Where weights overflow, sums are no numbers: as those of rows they are refused.
      numbers.parse([cell.q, cell.v, ...cell.dq]);
      return { cell, extra: Object.fromEntries(further.map(([name, values]) => [name, values.at(row)])) };
    });
  });
}

/** Cells as full lists of bins take some kilobytes each in every thread: beyond so many they are told apart by hashing. */
const MOST_DENSE = 4096;

const isDense = ({ cells }: Pick<Design, "cells">): boolean => cells !== undefined && cells <= MOST_DENSE;

/** The bin of a share; 0 for NaN, which is no number of a bin and makes sums of v none either. */
export const binOf = (share: string, bins: number): string =>
  `toUInt16(least(${bins - 1}, floor(${bins} * if(isNaN(${share}), 0., ${share}))))`;

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
    return `SELECT day, stratum, fit, CAST(${resampled("count(bin)")}, 'Array(UInt32)') AS ns,
        ${resampled("sum(q, bin)")} AS qs, CAST(${resampled("sum(won, bin)")}, 'Array(UInt32)') AS xs,
        ${told((name) => `toFloat64(sum(${name}))`)}
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

/** The calibration table with further sums of each day, stratum and fit. `params` are those of the test's rows. */
export function readCellRows(
  design: Design,
  params: Record<string, Param>,
  care: Care,
  extra: Extra = {},
): Promise<CellRow[]> {
  const sql = cellsSql(design, care, extra);
  return isDense(design)
    ? readDense(sql, params, { names: Object.keys(extra), width: design.covariates.length })
    : clickhouse().rows({ sql, params, row: SparseRow });
}
