import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Measured } from "../measured";
import { listStarts } from "../stats/starts";
import { bindCentres, bindCoefficients, type Design } from "../store/fits";
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

const PLACEBO_ROWS =
  "structure = 0 AND bitAnd(lacks, {mask:UInt8}) = 0 AND has({fits:Array(UInt16)}, fit) AND won = 0";

/** An owner's share of the weights of partners' candidates. */
const shareOf = (owner: string): string =>
  `arraySum(arrayMap((v, o) -> if(o = ${owner}, v, 0.), pw, owners)) / among`;

// So many owners are told faster one after the other for all decisions than decision by decision.
const FEW_OWNERS = 12;

/** The owners' numbers and shares; -1 where an owner has no candidate. */
const sharesSql = (owners: readonly number[]): string =>
  `[${owners.map((owner) => `toUInt32(${owner})`).join(", ")}] AS each,
    [${owners.map((owner) => `if(has(owners, ${owner}), ${shareOf(`${owner}`)}, -1.)`).join(", ")}] AS shares`;

/** The number of the span of each day up to the last start's; it is looked up for every decision. */
function bindSpans(starts: readonly number[]): { spans: number[]; last: number } {
  const last = starts.at(-1) ?? 0;
  return {
    last,
    spans: Array.from({ length: last + 1 }, (_, day) => starts.filter((start) => start <= day).length),
  };
}

async function readOwners({ table, mask }: Design, fits: Iterable<number>): Promise<number[]> {
  const [row] = await clickhouse().rows({
    sql: `SELECT groupUniqArrayArray(owners) AS owners FROM ${table} WHERE ${PLACEBO_ROWS}`,
    params: { mask, fits: [...fits] },
    row: z.object({ owners: z.array(z.number().int()) }),
  });
  return (row?.owners ?? []).sort((a, b) => a - b);
}

/**
 * Decisions that partners won between candidates of two or more of them: for each partner there, how often it was
 * chosen and how often the standard between partners expects it, by the stretch of days that begins at a start.
 * `starts` are the days from which evidence is counted, in order. `quick`: as for the calibration table.
 */
export async function readPlacebos(
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
  starts: readonly number[],
  { quick = false, few = FEW_OWNERS }: { quick?: boolean; few?: number } = {},
): Promise<PlaceboSums> {
  const clauses = quick
    ? `${quickExpectation(design)}, arrayFilter((v, o) -> o = 0, weighed, own) AS pw`
    : expectation(design.covariates);
  const owners = await readOwners(design, coefficients.keys());
  if (owners.length < 2) return { starts, cells: [] };
  const at_once = owners.length <= few ? sharesSql(owners) : null;
  const cells = await clickhouse().rows({
    sql: `SELECT span, owner, groupArray(bin) AS bins, groupArray(n) AS ns, groupArray(sum_q) AS qs, groupArray(sum_x) AS xs, sum(sum_v) AS v
      FROM (
        SELECT span, owner, toUInt16(least(${PLACEBO_BINS - 1}, floor(${PLACEBO_BINS} * share))) AS bin,
          toUInt32(count()) AS n, sum(share) AS sum_q, toUInt32(sum(owner = winner)) AS sum_x, sum(share * (1 - share)) AS sum_v
        FROM (
          WITH ${clauses}, arraySum(pw) AS among${at_once ? "" : ", arrayDistinct(owners) AS each"}
          SELECT {spans:Array(UInt16)}[least(day, {last:UInt16}) + 1] AS span, winner,
            ${at_once ?? `each, arrayMap(one -> ${shareOf("one")}, each) AS shares`}
          FROM ${design.table}
          WHERE ${PLACEBO_ROWS} AND length(arrayDistinct(owners)) >= 2)
        ARRAY JOIN each AS owner, shares AS share
        WHERE share >= 0
        GROUP BY span, owner, bin)
      GROUP BY span, owner ORDER BY span, owner ${settingsFor(design)}`,
    params: {
      ...bindSpans(starts),
      mask: design.mask,
      fits: [...coefficients.keys()],
      ...bindCoefficients(design, design.covariates.length, coefficients),
      ...(quick ? bindCentres(design) : {}),
    },
    row: Row,
  });
  return { starts, cells };
}
