import { ZodError, z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import type { Measured } from "../measured";
import { listStarts } from "../stats/starts";
import { binOf } from "../store/cell-rows";
import { bindCentres, bindCoefficients, type Design } from "../store/fits";
import { arraysOf } from "../store/flat";
import { formOf } from "../store/forms";
import { policyDays } from "../store/groups";
import { quickExpectation, settingsFor } from "../store/joint-sql";
import { expectations } from "../store/logit-sql";
import { staged } from "../store/staged";
import { PLACEBO_BINS, type PlaceboCell, type PlaceboSums } from "./placebo";
import { readFlatPlacebos } from "./placebo-flat";
import { PLACEBO_ROWS, SPAN } from "./placebo-rows";

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

/** The days on which an onset may lie, up to one. */
export const onsetDays = (versions: Measured["versions"], last_day: number): number[] =>
  listStarts(policyDays(versions).keys(), last_day).map(({ day }) => day);

/** The same of what was measured. */
export const placeboDays = ({ cells, versions }: Pick<Measured, "cells" | "versions">): number[] =>
  onsetDays(versions, Math.max(0, ...cells.map(({ day }) => day)));

/** An owner's share of the weights of partners' candidates. */
const shareOf = (owner: string): string =>
  `arraySum(arrayMap((v, o) -> if(o = ${owner}, v, 0.), pw, owners)) / among`;

// So many owners are told faster one after the other for all decisions than decision by decision.
const FEW_OWNERS = 12;

/**
 * Rows of a table of arrays, with `each` owner there and its share; `owners` are all of them, or null where they are too
 * many to be told at once.
 */
function arrayRows(
  design: Design,
  { quick, owners }: { quick: boolean; owners: readonly number[] | null },
): string {
  const told = owners
    ? [
        `[${owners.map((owner) => `toUInt32(${owner})`).join(", ")}] AS each`,
        `[${owners.map((owner) => `if(has(owners, ${owner}), ${shareOf(`${owner}`)}, -1.)`).join(", ")}] AS shares`,
      ]
    : ["arrayDistinct(owners) AS each", `arrayMap(one -> ${shareOf("one")}, each) AS shares`];
  const weights = quick
    ? [...quickExpectation(design), "arrayFilter((v, o) -> o = 0, weighed, own) AS pw"]
    : expectations(design.covariates);
  const rows = staged(arraysOf(design), `${PLACEBO_ROWS} AND length(arrayDistinct(owners)) >= 2`, [
    ...weights,
    "arraySum(pw) AS among",
    ...told,
  ]);
  return `SELECT ${SPAN}, winner, each, shares FROM ${rows}`;
}

/** The number of the span of each day up to the last start's; it is looked up for every decision. */
function bindSpans(starts: readonly number[]): { spans: number[]; last: number } {
  const last = starts.at(-1) ?? 0;
  return {
    last,
    spans: Array.from({ length: last + 1 }, (_, day) => starts.filter((start) => start <= day).length),
  };
}

async function readOwners(design: Design, fits: Iterable<number>): Promise<number[]> {
  const { table, mask } = design;
  const [row] = await clickhouse().rows({
    sql: `SELECT ${formOf(design).owners} AS owners FROM ${table} WHERE ${PLACEBO_ROWS}`,
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
export function readPlacebos(
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
  starts: readonly number[],
  { quick = false, few = FEW_OWNERS }: { quick?: boolean; few?: number } = {},
): Promise<PlaceboSums> {
  const read = (how: Reading) => readCellsOf(design, coefficients, starts, how);
  if (!quick) return read({ quick, few });
  // Where weights overflow, sums are no numbers, and do not come as such.
  return read({ quick, few }).catch((error: unknown) => {
    if (error instanceof ZodError) return read({ quick: false, few });
    throw error;
  });
}

type Reading = { quick: boolean; few: number };

async function readCellsOf(
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
  starts: readonly number[],
  { quick, few }: Reading,
): Promise<PlaceboSums> {
  const owners = design.partner_owners ?? (await readOwners(design, coefficients.keys()));
  if (owners.length < 2) return { starts, cells: [] };
  const at_once = owners.length <= few;
  const params = {
    ...bindSpans(starts),
    mask: design.mask,
    fits: [...coefficients.keys()],
    ...bindCoefficients(design, design.covariates.length, coefficients),
    ...(quick ? bindCentres(design) : {}),
  };
  if (quick && at_once && design.width)
    return { starts, cells: await readFlatPlacebos(design, design.width, owners, params) };
  const rows = arrayRows(design, { quick: quick && !design.width, owners: at_once ? owners : null });
  const cells = await clickhouse().rows({
    sql: `SELECT span, owner, groupArray(bin) AS bins, groupArray(n) AS ns, groupArray(sum_q) AS qs, groupArray(sum_x) AS xs, sum(sum_v) AS v
      FROM (
        SELECT span, owner, ${binOf("share", PLACEBO_BINS)} AS bin,
          toUInt32(count()) AS n, sum(share) AS sum_q, toUInt32(sum(owner = winner)) AS sum_x, sum(share * (1 - share)) AS sum_v
        FROM (${rows})
        ARRAY JOIN each AS owner, shares AS share
        WHERE share >= 0
        GROUP BY span, owner, bin)
      GROUP BY span, owner ORDER BY span, owner ${settingsFor(design)}`,
    params,
    row: Row,
  });
  return { starts, cells };
}
