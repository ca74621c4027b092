import type { CheckScope } from "../checks/definition";
import type { Day } from "../day";
import { NOTHING, readDigests } from "./digests-sql";
import type { DayRow } from "./store";

/** Days whose decisions, or the catalogue that they are read by, differ from what the latest revision rests on. */
export const changedDays = (
  rows: readonly Pick<DayRow, "day" | "dataset_digest" | "catalogue_version">[],
  digests: ReadonlyMap<Day, string>,
  catalogue_version: string,
): Day[] =>
  rows
    .filter(
      (row) =>
        row.catalogue_version !== catalogue_version ||
        row.dataset_digest !== (digests.get(row.day) ?? NOTHING),
    )
    .map(({ day }) => day);

/** The days of a run that are to be measured, in order, with their digests. */
export async function daysToMeasure(
  wanted: readonly Day[],
  known: ReadonlyMap<Day, DayRow>,
  { scope, again, catalogue_version }: { scope: CheckScope; again: boolean; catalogue_version: string },
): Promise<{ days: Day[]; digests: ReadonlyMap<Day, string> }> {
  const missing = wanted.filter((day) => !known.has(day));
  const asked = again ? wanted : missing;
  const [first, last] = [asked[0], asked.at(-1)];
  if (first === undefined || last === undefined) return { days: [], digests: new Map() };
  // Read before the days are measured: what arrives in between shows as a change the next time.
  const digests = await readDigests(scope, first, last);
  const changed = again ? changedDays([...known.values()], digests, catalogue_version) : [];
  return { days: [...new Set([...missing, ...changed])].sort(), digests };
}
