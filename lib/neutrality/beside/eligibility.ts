import type { Version } from "../store/groups";
import { boundsOf } from "./compare";
import type { Compared } from "./compare-sql";
import { sumOf } from "./outcomes";
import {
  EligibilityFigure,
  type EligibilityJump,
  type EligibilityParity,
  type EligibilityVersion,
  type OfferedSide,
} from "./schema";

/** Candidates of known owners that the log of a version names. */
export type OfferedSums = {
  fit: number;
  decisions: number;
  own_offered: number;
  own_barred: number;
  own_present: number;
  others_offered: number;
  others_barred: number;
  others_present: number;
};

/** A change of a router's policy version, both by number. */
export type VersionChange = { before: number; after: number };

/** Every change of version is looked at, the latest first, up to this many. */
const MOST_CHANGES = 25;
/** A change of less than a point is no jump. */
export const JUMP_MARGIN = 0.01;
/** Fewer candidates on either side show nothing. */
const MIN_CANDIDATES = 100;

/** Numbers of the versions, by router and in order of time. */
export const inOrderOfTime = (versions: readonly Version[]): number[] =>
  versions
    .map((version, index) => ({ ...version, number: index + 1 }))
    .sort(
      (a, b) =>
        compare(a.router, b.router) ||
        a.first_day - b.first_day ||
        compare(a.policy_version, b.policy_version),
    )
    .map(({ number }) => number);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Changes between versions of which the log names candidates; the latest ones. */
export function versionChanges(versions: readonly Version[], seen: ReadonlySet<number>): VersionChange[] {
  const order = inOrderOfTime(versions).filter((number) => seen.has(number));
  return order
    .flatMap((after, index): VersionChange[] => {
      const before = order[index - 1];
      const same = before !== undefined && versions[before - 1]?.router === versions[after - 1]?.router;
      return same ? [{ before, after }] : [];
    })
    .sort((a, b) => (versions[b.after - 1]?.first_day ?? 0) - (versions[a.after - 1]?.first_day ?? 0))
    .slice(0, MOST_CHANGES);
}

/** The number of a comparison: changes by figures, from 0. */
export const comparisonOf = (change: number, figure: number): number =>
  change * EligibilityFigure.options.length + figure;

type Day = (index: number) => string;

export function composeEligibility(
  versions: readonly Version[],
  sums: readonly OfferedSums[],
  { changes, comparisons }: { changes: readonly VersionChange[]; comparisons: ReadonlyMap<number, Compared> },
  { alpha, dayOf }: { alpha: number; dayOf: Day },
): EligibilityParity {
  const by_fit = new Map(sums.map((sum) => [sum.fit, sum]));
  const tests = [...comparisons.values()].filter(isTold).length;
  const jumps = changes.flatMap((change, index) =>
    EligibilityFigure.options.flatMap((what, figure): EligibilityJump[] => {
      const compared = comparisons.get(comparisonOf(index, figure));
      const after = versions[change.after - 1];
      if (!compared || !after) return [];
      const found = jumpOf(compared, what, alpha / Math.max(1, tests));
      if (!found) return [];
      const previous = versions[change.before - 1]?.policy_version ?? "";
      return [
        {
          router: after.router,
          policy_version: nameOf(after.policy_version),
          previous: nameOf(previous),
          day: dayOf(after.first_day),
          ...found,
        },
      ];
    }),
  );
  return {
    versions: inOrderOfTime(versions).flatMap((number): EligibilityVersion[] => {
      const [version, sum] = [versions[number - 1], by_fit.get(number)];
      return version && sum ? [versionOf(version, sum, dayOf)] : [];
    }),
    jumps,
    tests,
    margin: JUMP_MARGIN,
  };
}

/** Whether a comparison shows anything. Without an error at all (always eligible, then never) it is sure. */
const isTold = ({ found }: Compared): boolean =>
  found !== null && found.error !== null && Math.min(found.units.n1, found.units.n0) >= MIN_CANDIDATES;

const nameOf = (version: string): string | null => (version === "" ? null : version);

function jumpOf(
  compared: Compared,
  what: EligibilityFigure,
  alpha: number,
): Pick<EligibilityJump, "what" | "before" | "after" | "difference" | "lower" | "upper" | "effect"> | null {
  const { cells, found } = compared;
  if (!found || !isTold(compared)) return null;
  const { lower, upper } = boundsOf(found.difference, found.error, alpha);
  if (lower === null || upper === null || (lower <= JUMP_MARGIN && upper >= -JUMP_MARGIN)) return null;
  const mean = (n: number, s: number) => (n > 0 ? s / n : 0);
  const helps = what === "partners_eligible" ? found.difference < 0 : found.difference > 0;
  return {
    what,
    before: mean(
      sumOf(cells, ({ n0 }) => n0),
      sumOf(cells, ({ s0 }) => s0),
    ),
    after: mean(
      sumOf(cells, ({ n1 }) => n1),
      sumOf(cells, ({ s1 }) => s1),
    ),
    difference: found.difference,
    lower,
    upper,
    effect: helps ? "for" : "against",
  };
}

function versionOf(version: Version, sum: OfferedSums, dayOf: Day): EligibilityVersion {
  const share = (part: number, of: number) => (of > 0 ? part / of : null);
  const side = (offered: number, barred: number, present: number): OfferedSide => ({
    offered,
    eligible: offered - barred,
    present: share(present, sum.decisions),
    eligible_share: share(offered - barred, offered),
  });
  const focal = side(sum.own_offered, sum.own_barred, sum.own_present);
  const partners = side(sum.others_offered, sum.others_barred, sum.others_present);
  return {
    router: version.router,
    policy_version: nameOf(version.policy_version),
    first_day: dayOf(version.first_day),
    last_day: dayOf(version.last_day),
    decisions: sum.decisions,
    focal,
    partners,
    focal_of_offered: share(focal.offered, focal.offered + partners.offered),
    focal_of_eligible: share(focal.eligible, focal.eligible + partners.eligible),
  };
}
