import { digestOf, type Part } from "@/lib/neutrality/server";
import type { CheckScope } from "../checks/definition";
import type { Day } from "../day";
import type { VersionAt } from "./context";
import { NOTHING, readDigests } from "./digests-sql";
import type { DayRow } from "./store";

/** Days whose decisions, or the catalogue that they are read by, differ from what the latest revision rests on. */
export const changedDays = (
  rows: readonly Pick<DayRow, "day" | "dataset_digest" | "catalogue_version">[],
  digests: ReadonlyMap<Day, string>,
  versionAt: VersionAt,
): Day[] =>
  rows
    .filter(
      (row) =>
        row.catalogue_version !== versionAt(row.day) ||
        row.dataset_digest !== (digests.get(row.day) ?? NOTHING),
    )
    .map(({ day }) => day);

/** Digests of the decisions of some days, and the decisions of a scope where they are in memory. */
export type Found = {
  digests: ReadonlyMap<Day, string>;
  rows: ReadonlyMap<Day, readonly Part[]> | null;
};

/** Reads the decisions of days into memory, or null where that does not pay. */
export type ReadRows = (days: readonly Day[]) => Promise<ReadonlyMap<Day, readonly Part[]> | null>;

const digestsOf = (rows: ReadonlyMap<Day, readonly Part[]>): Map<Day, string> =>
  new Map([...rows].map(([day, parts]) => [day, digestOf(parts)]));

type Asking = {
  scope: CheckScope;
  again: boolean;
  /** Days before it are known to hold what they held when they were measured; absent: nothing is known. */
  since?: Day | undefined;
  versionAt: VersionAt;
  readRows: ReadRows;
};

/** The days of a run that are to be measured, in order, with their digests. */
export async function daysToMeasure(
  wanted: readonly Day[],
  known: ReadonlyMap<Day, DayRow>,
  { scope, again, since, versionAt, readRows }: Asking,
): Promise<Found & { days: Day[] }> {
  const missing = wanted.filter((day) => !known.has(day));
  if (again) {
    const rows_before = [...known.values()];
    // By another catalogue a day is measured again, whatever its decisions.
    const from = rows_before.every((row) => row.catalogue_version === versionAt(row.day)) ? since : undefined;
    const looked_at = rows_before.filter(({ day }) => from === undefined || day >= from);
    // Read before the days are measured: what arrives in between shows as a change the next time.
    const digests = await digestsBetween(scope, [...missing, ...looked_at.map(({ day }) => day)].sort());
    const days = [...new Set([...missing, ...changedDays(looked_at, digests, versionAt)])];
    const rows = days.length > 0 ? await readRows(days.sort()) : null;
    return { days, rows, digests: new Map([...digests, ...(rows ? digestsOf(rows) : [])]) };
  }
  if (missing.length === 0) return { days: [], digests: new Map(), rows: null };
  const rows = await readRows(missing);
  return { days: missing, rows, digests: rows ? digestsOf(rows) : await digestsBetween(scope, missing) };
}

const digestsBetween = async (scope: CheckScope, days: readonly Day[]): Promise<Map<Day, string>> => {
  const [first, last] = [days[0], days.at(-1)];
  return first === undefined || last === undefined ? new Map() : readDigests(scope, first, last);
};
