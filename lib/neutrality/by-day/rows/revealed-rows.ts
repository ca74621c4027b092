import type { Context } from "../../context";
import type { NeutralityQuery } from "../../schema";
import { choicesOf, composeDay, standingBy } from "../compose-day";
import type { OpenedDays } from "../revealed-days";
import type { FrozenFit } from "../schema";
import { type NumberedDay, numberDay } from "./number-day";
import type { Part } from "./schema";
import { type CountedRows, countRows, letGo, outsideRows } from "./tally-rows";
import { testRows } from "./test-rows";

/** A day of a check's scope whose decisions are in memory; `index` from the first of the query's range. */
export type ScopedRows = { index: number; parts: readonly Part[] };

type CountedDay = CountedRows & { index: number; parts: readonly Part[]; numbered: NumberedDay };

/**
 * Days of `partner_revealed` whose decisions are in memory, by the definitions of `withRevealedDays`: of some ten thousand
 * decisions the engine takes longer to plan its questions than this to answer them.
 */
export async function withRowsOfDays<T>(
  query: NeutralityQuery,
  context: Context,
  days: readonly ScopedRows[],
  work: (opened: OpenedDays) => Promise<T>,
): Promise<T> {
  const counted = days.map(({ index, parts }): CountedDay => {
    const numbered = numberDay(query, context, parts);
    return { index, parts, numbered, ...countRows(numbered) };
  });
  try {
    return await work({
      choices: counted.flatMap(({ index, numbered, tallies }) =>
        choicesOf(numbered.covariates, numbered.versions, tallies).map((found) => ({ ...found, day: index })),
      ),
      measure: (fits) =>
        Promise.resolve(new Map(counted.map((day) => [day.index, measureDay(day, fits)] as const))),
    });
  } finally {
    for (const { comparable } of counted) letGo(comparable);
  }
}

function measureDay({ parts, numbered, tallies, comparable }: CountedDay, fits: readonly FrozenFit[]) {
  const standing = standingBy(numbered.versions, fits);
  const outside = outsideRows(parts);
  return composeDay(numbered, standing, {
    tallies,
    outside,
    ...testRows(comparable, standing.coefficients, numbered.covariates.length),
  });
}
