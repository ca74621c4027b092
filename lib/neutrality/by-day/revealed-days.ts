import { ZodError } from "zod";
import { type Prepared, withPreparedWindow } from "../baselines/prepare-window";
import type { Context } from "../context";
import type { NeutralityQuery } from "../schema";
import type { Cell } from "../stats/table";
import type { Design } from "../store/fits";
import { readCells } from "../store/tested-scan";
import { dayIndex } from "../window";
import { readClusters } from "./clusters-sql";
import { choicesOf, composeDay, type DayChoices, standingBy } from "./compose-day";
import { readOutsideRouting } from "./outside-sql";
import { type DayTally, readDayTallies, testedResiduals } from "./revealed-sql";
import type { DayTable, FrozenFit, KeptClusters } from "./schema";

/** Days of `partner_revealed` in the engine, whose choices have been counted and whose tables are still to be read. */
export type OpenedDays = {
  /** Choices among partners of one day (index from the first of the query's range) by router and policy version. */
  choices: readonly DayChoices[];
  /** Tables of the days by the fits that are in force, one a router and policy version. */
  measure: (fits: readonly FrozenFit[]) => Promise<Map<number, DayTable>>;
};

/** Prepares the days of the query, whose covariates are fixed, and runs `work`; nothing stays behind in the store. */
export const withRevealedDays = <T>(
  query: NeutralityQuery,
  context: Context,
  work: (opened: OpenedDays) => Promise<T>,
): Promise<T> =>
  withDayTallies(query, context, async (prepared, tallies) =>
    work({
      choices: choicesOf(prepared.design.covariates, prepared.versions, tallies),
      measure: (fits) => measureDays(query, { prepared, tallies }, fits),
    }),
  );

async function withDayTallies<T>(
  query: NeutralityQuery,
  context: Context,
  work: (prepared: Prepared, tallies: readonly DayTally[]) => Promise<T>,
): Promise<T> {
  let found: DayTally[] = [];
  const tallies = async (table: string) => {
    found = await readDayTallies(table);
    return found;
  };
  return withPreparedWindow(query, context, { tallies }, (prepared) => work(prepared, found));
}

type Tested = { cells: Cell[]; clusters: Map<number, KeptClusters> };

/** The calibration table and the residuals by cluster; with care where candidates lie so far apart that quick sums fail. */
async function readTested(
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
): Promise<Tested> {
  if (coefficients.size === 0) return { cells: [], clusters: new Map() };
  const read = async (quick: boolean): Promise<Tested> => ({
    cells: await readCells(design, coefficients, { quick }),
    clusters: await readClusters(testedResiduals(design, coefficients, { quick })),
  });
  return read(true).catch((error: unknown) => {
    if (isNoNumber(error)) return read(false);
    throw error;
  });
}

/** What is no number does not come as one, and has no place among the bins. */
const isNoNumber = (error: unknown): boolean =>
  error instanceof ZodError || (error instanceof Error && error.message.includes("CANNOT_CONVERT_TYPE"));

async function measureDays(
  query: NeutralityQuery,
  { prepared, tallies }: { prepared: Prepared; tallies: readonly DayTally[] },
  fits: readonly FrozenFit[],
): Promise<Map<number, DayTable>> {
  const { design, versions, strata, names } = prepared;
  const standing = standingBy(versions, fits);
  const { cells, clusters } = await readTested(design, standing.coefficients);
  const outside = await outsideOf(query, prepared);
  const facts = { covariates: design.covariates, versions, strata, owners: names.owners };
  return new Map(
    [...new Set([...tallies.map(({ day }) => day), ...outside.keys()])].map((day) => [
      day,
      composeDay(facts, standing, {
        tallies: tallies.filter((tally) => tally.day === day),
        outside: outside.get(day) ?? { not_router: 0, blind_arm: 0 },
        cells: cells.filter((cell) => cell.day === day),
        clusters: clusters.get(day) ?? null,
      }),
    ]),
  );
}

/** Decisions that no baseline looks at, by day; of a single day they are known already. */
export async function outsideOf(
  query: NeutralityQuery,
  { not_router, blind_arm }: Pick<Prepared, "not_router" | "blind_arm">,
): Promise<ReadonlyMap<number, { not_router: number; blind_arm: number }>> {
  return dayIndex(query, query.to) === 1
    ? new Map([[0, { not_router, blind_arm }]])
    : readOutsideRouting(query);
}
