import { z } from "zod";
import { clickhouse, type Param } from "@/lib/clickhouse/server";
import {
  type ComparedCell,
  type Comparison,
  compareSides,
  type ScoreSquares,
  standardError,
} from "./compare";

/**
 * What is compared, as a subquery: `comparison` UInt16, `cell` UInt16 (compared is within cells), `side` UInt8 (1 or
 * 0), `units` and their `total` Float64, `extra` Float64, and `cluster` UInt64 (0: the row is one by itself).
 */
export type ComparedRows = { sql: string; params: Record<string, Param> };

/** A comparison with its cells and standard error; null where no cell has both sides. */
export type Compared = { cells: ComparedCell[]; found: (Comparison & { error: number | null }) | null };

const Cell = z.object({
  comparison: z.number(),
  cell: z.number(),
  n1: z.number(),
  s1: z.number(),
  extra1: z.number(),
  n0: z.number(),
  s0: z.number(),
  extra0: z.number(),
});
const Squares = z.object({
  comparison: z.number(),
  squares: z.number(),
  rows: z.coerce.number(),
  clusters: z.coerce.number(),
});

/** Every comparison of the rows, by number: two scans, sums by cell and then sums of scores by cluster. */
export async function readComparisons(rows: ComparedRows): Promise<Map<number, Compared>> {
  const cells = await clickhouse().rows({
    sql: `SELECT comparison, cell,
        sumIf(units, side = 1) AS n1, sumIf(total, side = 1) AS s1, sumIf(extra, side = 1) AS extra1,
        sumIf(units, side = 0) AS n0, sumIf(total, side = 0) AS s0, sumIf(extra, side = 0) AS extra0
      FROM ${rows.sql} GROUP BY comparison, cell ORDER BY comparison, cell`,
    params: rows.params,
    row: Cell,
  });
  const by_comparison = new Map<number, ComparedCell[]>();
  for (const cell of cells)
    by_comparison.set(cell.comparison, [...(by_comparison.get(cell.comparison) ?? []), cell]);
  const found = new Map(
    [...by_comparison].flatMap(([number, of_number]) => {
      const comparison = compareSides(of_number);
      return comparison ? [[number, comparison] as const] : [];
    }),
  );
  const squares = await readSquares(rows, found);
  return new Map(
    [...by_comparison].map(([number, of_number]) => {
      const comparison = found.get(number);
      const sums = squares.get(number);
      const error = comparison && sums ? standardError(comparison, sums) : null;
      return [number, { cells: of_number, found: comparison ? { ...comparison, error } : null }];
    }),
  );
}

const CELLS = 65_536;

async function readSquares(
  { sql, params }: ComparedRows,
  found: ReadonlyMap<number, Comparison>,
): Promise<Map<number, ScoreSquares>> {
  if (found.size === 0) return new Map();
  const means = [...found].flatMap(([number, comparison]) =>
    [...comparison.means].map(([cell, mean]) => ({
      key: number * CELLS + cell,
      ...mean,
      b: comparison.difference,
    })),
  );
  const scores = `
    SELECT comparison, cluster, off * (total - units * (level + slope * off)) AS score FROM (
      SELECT comparison, cluster, units, total, place,
        side - {xs:Array(Float64)}[place] AS off, {ys:Array(Float64)}[place] AS level, {bs:Array(Float64)}[place] AS slope
      FROM (
        SELECT *, transform(toUInt32(comparison) * ${CELLS} + cell, {keys:Array(UInt32)}, {places:Array(UInt32)}, toUInt32(0)) AS place
        FROM ${sql})
      WHERE place != 0)`;
  const rows = await clickhouse().rows({
    sql: `SELECT comparison, sum(score * score) AS squares, sum(lines) AS rows, count() AS clusters FROM (
        SELECT comparison, score, 1 AS lines FROM (${scores}) WHERE cluster = 0
        UNION ALL
        SELECT comparison, sum(score) AS score, count() AS lines FROM (${scores}) WHERE cluster != 0 GROUP BY comparison, cluster)
      GROUP BY comparison`,
    params: {
      ...params,
      keys: means.map(({ key }) => key),
      places: means.map((_, index) => index + 1),
      xs: means.map(({ x }) => x),
      ys: means.map(({ y }) => y),
      bs: means.map(({ b }) => b),
    },
    row: Squares,
  });
  return new Map(rows.map(({ comparison, ...sums }) => [comparison, sums]));
}
