import { withPreparedWindow } from "../baselines/prepare-window";
import type { Context } from "../context";
import type { NeutralityQuery } from "../schema";
import { STRUCTURE } from "../store/prepare-sql";
import { type DayTally, readDayTallies } from "./revealed-sql";

/** Routed production decisions, and how many of them can be compared: two or more eligible candidates of known owners, the chosen one among them. */
export type DayCoverage = { routed: number; comparable: number; excluded: Record<string, number> };

/**
 * How much of each day's routing (days of the query's range by their number in it) any baseline between candidates could
 * look at, whatever it needs of them. A day without a routed decision is absent.
 */
export async function measureCoverage(
  query: NeutralityQuery,
  context: Context,
): Promise<Map<number, DayCoverage>> {
  let found: DayTally[] = [];
  const tallies = async (table: string) => {
    found = await readDayTallies(table);
    return found;
  };
  return withPreparedWindow(query, context, { tallies }, async () => {
    const days = [...new Set(found.map(({ day }) => day))];
    return new Map(days.map((day) => [day, coverageOf(found.filter((tally) => tally.day === day))]));
  });
}

function coverageOf(tallies: readonly DayTally[]): DayCoverage {
  const sum = (structure: number) =>
    tallies.reduce((total, tally) => total + (tally.structure === structure ? tally.decisions : 0), 0);
  return {
    routed: tallies.reduce((total, { decisions }) => total + decisions, 0),
    comparable: sum(0),
    excluded: Object.fromEntries(STRUCTURE.map((reason, index) => [reason, sum(index + 1)])),
  };
}

/** A day on which nothing was routed. */
export const NO_COVERAGE: DayCoverage = coverageOf([]);
