import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Measured } from "../measured";
import { listStarts } from "../stats/starts";
import { bindCoefficients, type Design } from "../store/fits";
import { policyDays } from "../store/groups";
import { quickExpectation, settingsFor } from "../store/joint-sql";
import { expectation } from "../store/logit-sql";
import { PLACEBO_BINS, type PlaceboCell, type PlaceboSums } from "./placebo";

const numbers = z.array(z.number());
const Row = z
  .object({
    span: z.number(),
    owner: z.number(),
    bins: numbers,
    ns: numbers,
    qs: numbers,
    xs: numbers,
    v: z.number(),
  })
  .transform(
    ({ bins, ns, qs, xs, ...row }): PlaceboCell => ({
      ...row,
      bins: bins.map((key, at) => ({
        key,
        low: key / PLACEBO_BINS,
        high: (key + 1) / PLACEBO_BINS,
        n: ns[at] ?? 0,
        sum_q: qs[at] ?? 0,
        sum_x: xs[at] ?? 0,
      })),
    }),
  );

/** The days on which an onset may lie. */
export const placeboDays = ({ cells, versions }: Pick<Measured, "cells" | "versions">): number[] =>
  listStarts(policyDays(versions).keys(), Math.max(0, ...cells.map(({ day }) => day))).map(({ day }) => day);

/**
 * Decisions that partners won between candidates of two or more of them: for each partner there, how often it was
 * chosen and how often the standard between partners expects it, by the stretch of days that begins at a start.
 * `starts` are the days from which evidence is counted, in order. `quick`: as for the calibration table.
 */
export async function readPlacebos(
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
  starts: readonly number[],
  { quick = false }: { quick?: boolean } = {},
): Promise<PlaceboSums> {
  const clauses = quick ? quickExpectation(design.covariates) : expectation(design.covariates);
  const cells = await clickhouse().rows({
    sql: `SELECT span, owner, groupArray(bin) AS bins, groupArray(n) AS ns, groupArray(sum_q) AS qs, groupArray(sum_x) AS xs, sum(sum_v) AS v
      FROM (
        SELECT span, owner, toUInt16(least(${PLACEBO_BINS - 1}, floor(${PLACEBO_BINS} * share))) AS bin,
          toUInt32(count()) AS n, sum(share) AS sum_q, toUInt32(sum(owner = winner)) AS sum_x, sum(share * (1 - share)) AS sum_v
        FROM (
          WITH ${clauses}, arrayDistinct(owners) AS each, arraySum(pw) AS among
          SELECT toUInt16(arrayCount(start -> start <= day, {starts:Array(UInt16)})) AS span, winner, each,
            arrayMap(one -> arraySum(arrayMap((w, o) -> if(o = one, w, 0.), pw, owners)) / among, each) AS shares
          FROM ${design.table}
          WHERE structure = 0 AND bitAnd(lacks, {mask:UInt8}) = 0 AND has({fits:Array(UInt16)}, fit) AND won = 0
            AND length(each) >= 2)
        ARRAY JOIN each AS owner, shares AS share
        GROUP BY span, owner, bin)
      GROUP BY span, owner ORDER BY span, owner ${settingsFor(design)}`,
    params: {
      starts: [...starts],
      mask: design.mask,
      fits: [...coefficients.keys()],
      ...bindCoefficients(design, design.covariates.length, coefficients),
    },
    row: Row,
  });
  return { starts, cells };
}
