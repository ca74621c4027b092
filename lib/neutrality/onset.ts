import type { Judging } from "./judging";
import type { Neutrality, NeutralityQuery } from "./schema";
import { carriersOf, testedFrom } from "./stats/carriers";
import { seenFrom } from "./stats/seen";
import type { Cell } from "./stats/table";
import { dayOf } from "./window";

/** Days with a tested decision, in order. */
export const testedDays = (cells: readonly Pick<Cell, "day">[]): number[] =>
  [...new Set(cells.map(({ day }) => day))].sort((a, b) => a - b);

type VersionDays = Judging["version_days"];

/**
 * The versions that begin with a tested day: that first decide on it, or, where that could not be tested, since the
 * tested day before it; the latest of several. Null for none.
 */
export function versionsBegun(
  version_days: VersionDays,
  tested: readonly number[],
  day: number,
): string | null {
  const before = tested.findLast((other) => other < day) ?? -1;
  const begun = [...version_days.keys()].filter((first) => first > before && first <= day);
  return begun.length === 0 ? null : (version_days.get(Math.max(...begun))?.join(", ") ?? null);
}

type Found = Pick<Judging, "version_days"> & {
  judgement: Pick<Judging["judgement"], "onset" | "onset_terms">;
};

/** A tested day, counted from the first of the window, and the versions that begin with it. */
export type Begin = { day: number; policy_version: string | null };

/**
 * Since when. A start may lie before the first decisions that it judges: then the tilt is dated to the first tested day
 * after it, since of the days before nothing is known. Null without an onset.
 */
export function placeOnset(
  cells: readonly Pick<Cell, "day">[],
  { judgement: { onset }, version_days }: Found,
): Begin | null {
  const tested = testedDays(cells);
  const day = onset ? testedFrom(tested, onset.day) : null;
  return day === null ? null : { day, policy_version: versionsBegun(version_days, tested, day) };
}

/**
 * The same of a window of which nothing is known that lies before it: whether a version began on its first tested day, or
 * went on, cannot be said then.
 */
export function placeWithin(cells: readonly Pick<Cell, "day">[], judging: Found): Begin | null {
  const onset = placeOnset(cells, judging);
  return onset && onset.day === testedDays(cells)[0] ? { ...onset, policy_version: null } : onset;
}

/** Since when, and by which starts. */
export function describeOnset(
  query: Pick<NeutralityQuery, "from">,
  cells: readonly Pick<Cell, "day">[],
  judging: Found,
): Neutrality["onset"] {
  const onset = placeOnset(cells, judging);
  if (!onset) return { day: null, policy_version: null, starts: [] };
  const tested = testedDays(cells);
  const { judgement, version_days } = judging;
  return {
    ...{ ...onset, day: dayOf(query, onset.day) },
    starts: carriersOf(judgement.onset_terms, tested).map(({ day, share }) => ({
      day: dayOf(query, day),
      policy_version: versionsBegun(version_days, tested, day),
      share,
    })),
  };
}

/**
 * Of what is `kept`: the latest start from which the days alone rule a material tilt out, in each direction that was
 * asked about. What began later could not have been seen yet. Null: by none. Deviations from a rule are judged in points
 * and have no such day.
 */
export function seenSince(
  cells: readonly Cell[],
  { direction, sign, judgement, ...judging }: Judging,
): number | null {
  if (judgement.verdict !== "kept" || !judgement.because.includes("material_tilt_ruled_out")) return null;
  const signs = direction === "both" ? ([1, -1] as const) : [sign];
  const days = signs.map((one) => seenFrom({ cells, ...judging, sign: one }));
  if (days.some((day) => day === null)) return null;
  return testedFrom(testedDays(cells), Math.min(...days.map((day) => day ?? 0)));
}
