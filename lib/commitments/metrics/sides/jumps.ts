import { boundsOf } from "@/lib/neutrality/server";
import { levelOf } from "../../runs/look";
import type { JudgedDay } from "../metric";
import { differenceOf } from "./difference";
import type { Question } from "./judge-difference";
import type { SidesDay } from "./schema";

/** What changed with a policy version; reasons name each jump. */
export type Jumps = { reasons: string[] };
export const NO_JUMPS: Jumps = { reasons: [] };

/** A change of less than a point is no jump; fewer units on either side show nothing. */
const MARGIN = 0.01;
const MIN_UNITS = 100;

type Version = { router: string; policy_version: string; days: SidesDay[] };

/**
 * The difference under each policy version against that under the one before it, of the same router: a jump where the
 * change in favour of the focus is surely more than a point. The look's level is shared by all changes; both errors are
 * added as if the versions' clusters were others.
 */
export function jumpsOf(days: readonly JudgedDay[], { alpha, look, sign }: Question): Jumps {
  const changes = versionsOf(days).flatMap((after, index, all) => {
    const before = all[index - 1];
    return before && before.router === after.router ? [{ before, after }] : [];
  });
  const told = changes.flatMap(({ before, after }) => {
    const [from, to] = [differenceOf(before.days), differenceOf(after.days)];
    const few = [from, to].some(({ sides }) => Math.min(sides.n1, sides.n0) < MIN_UNITS);
    if (few || from.difference === null || to.difference === null) return [];
    if (from.error === null || to.error === null) return [];
    return [{ after, change: to.difference - from.difference, error: Math.hypot(from.error, to.error) }];
  });
  const level = levelOf(alpha, look) / Math.max(1, told.length);
  return {
    reasons: told.flatMap(({ after, change, error }) => {
      const { lower, upper } = boundsOf(change, error, level);
      const near = sign === 1 ? lower : upper === null ? null : -upper;
      return near !== null && near > MARGIN
        ? [`jump_at_version: ${after.router} ${after.policy_version}`]
        : [];
    }),
  };
}

/** Policy versions by router, in the order in which they began to decide. */
function versionsOf(days: readonly JudgedDay[]): Version[] {
  const found = new Map<string, Version>();
  for (const { content } of days)
    for (const group of (content as SidesDay).groups) {
      const { router, policy_version } = group;
      const key = JSON.stringify([router, policy_version]);
      const version = found.get(key) ?? { router, policy_version, days: [] };
      version.days.push({ groups: [group] });
      found.set(key, version);
    }
  const all = [...found.values()];
  return [...new Set(all.map(({ router }) => router))]
    .sort()
    .flatMap((router) => all.filter((version) => version.router === router));
}
