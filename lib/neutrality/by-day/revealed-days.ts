import { ZodError } from "zod";
import { countTallies, type FitState, failuresOf } from "../baselines/logit-counts";
import { type Prepared, withPreparedWindow } from "../baselines/prepare-window";
import type { Context } from "../context";
import type { NeutralityQuery } from "../schema";
import type { Cell } from "../stats/table";
import type { Design } from "../store/fits";
import { exclusionOf, lackMask } from "../store/tally";
import { readCells } from "../store/tested-scan";
import { dayIndex } from "../window";
import { readClusters } from "./clusters-sql";
import { keepCell, NO_CLUSTERS } from "./keep";
import { readOutsideRouting } from "./outside-sql";
import { type DayTally, readDayTallies, testedResiduals } from "./revealed-sql";
import { type DayTable, type FrozenFit, type KeptClusters, nameOfFit } from "./schema";

/** Days of `partner_revealed` in the engine, whose choices have been counted and whose tables are still to be read. */
export type OpenedDays = {
  /** Choices among partners of one day (index from the first of the query's range) by router and policy version. */
  choices: readonly { day: number; router: string; policy_version: string; decisions: number }[];
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
      choices: choicesOf(prepared, tallies),
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

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

function choicesOf(
  { versions, design }: Prepared,
  tallies: readonly DayTally[],
): { day: number; router: string; policy_version: string; decisions: number }[] {
  const mask = lackMask(design.covariates);
  const learning = tallies.filter(({ structure, lacks }) => structure === 0 && (lacks & mask) === 0);
  const days = [...new Set(learning.map(({ day }) => day))];
  return days.flatMap((day) =>
    versions.flatMap(({ router, policy_version }, index) => {
      const own = learning.filter((tally) => tally.day === day && tally.fit === index + 1);
      const decisions = sum(own, ({ choices }) => choices);
      return own.length > 0 ? [{ day, router, policy_version, decisions }] : [];
    }),
  );
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
  // What is no number does not come as one.
  return read(true).catch((error: unknown) => {
    if (error instanceof ZodError) return read(false);
    throw error;
  });
}

async function measureDays(
  query: NeutralityQuery,
  { prepared, tallies }: { prepared: Prepared; tallies: readonly DayTally[] },
  fits: readonly FrozenFit[],
): Promise<Map<number, DayTable>> {
  const { design, versions } = prepared;
  const frozen = new Map(fits.map((fit) => [nameOfFit(fit), fit]));
  const standing = versions.map((version) => frozen.get(nameOfFit(version)));
  const states = new Map(
    standing.flatMap((fit, index): [number, FitState][] =>
      fit ? [[index + 1, fit.reason === null ? { fit } : { reason: fit.reason }]] : [],
    ),
  );
  const coefficients = new Map(
    standing.flatMap((fit, index) => (fit?.reason === null ? [[index + 1, fit.coefficients] as const] : [])),
  );
  const { cells, clusters } = await readTested(design, coefficients);
  const outside = await outsideOf(query, prepared);
  const days = new Set([...tallies.map(({ day }) => day), ...outside.keys()]);
  const choices = choicesOf(prepared, tallies);
  return new Map(
    [...days].map((day): [number, DayTable] => {
      const own = tallies.filter((tally) => tally.day === day);
      const names_outside = outside.get(day) ?? { not_router: 0, blind_arm: 0 };
      return [
        day,
        {
          baseline: "partner_revealed",
          covariates: [...design.covariates],
          counts: countTallies(own, design.covariates, states, names_outside),
          versions: versions.flatMap(({ router, policy_version }, index) => {
            const decisions = sum(
              own.filter(({ fit }) => fit === index + 1),
              (tally) => tally.decisions,
            );
            return decisions > 0 ? [{ router, policy_version, decisions }] : [];
          }),
          strata: prepared.strata.map(({ router, task }) => ({ router, task })),
          fits: versions.map(({ router, policy_version }, index) => ({
            router,
            policy_version,
            b_version: coefficients.has(index + 1) ? (standing[index]?.b_version ?? null) : null,
          })),
          cells: cells.filter((cell: Cell) => cell.day === day).map(keepCell),
          clusters: clusters.get(day) ?? NO_CLUSTERS,
          owners: ownersOf(own, prepared),
          choices: choices.flatMap(({ day: of_day, ...found }) => (of_day === day ? [found] : [])),
          failures: failuresOf(own, design.covariates, states),
        },
      ];
    }),
  );
}

/** Owners outside the focus among the candidates that are tested, fits or no fits. */
const ownersOf = (tallies: readonly DayTally[], { design, names }: Prepared): string[] => {
  const tested = tallies.filter((tally) => exclusionOf(tally, design.covariates) === null && tally.fit > 0);
  const numbers = new Set(tested.flatMap(({ partners }) => partners));
  return [...numbers].map((number) => names.owners[number] ?? "").sort();
};

/** Decisions that no baseline looks at, by day; of a single day they are known already. */
async function outsideOf(
  query: NeutralityQuery,
  { not_router, blind_arm }: Prepared,
): Promise<ReadonlyMap<number, { not_router: number; blind_arm: number }>> {
  return dayIndex(query, query.to) === 1
    ? new Map([[0, { not_router, blind_arm }]])
    : readOutsideRouting(query);
}
