import { levelOf } from "../../runs/look";
import { differenceOf, halfOf } from "./difference";
import { areFew, type Question } from "./judge-difference";
import type { SidesDay } from "./schema";

/** What changed with a policy version; reasons name each jump. */
export type Jumps = { reasons: string[] };
export const NO_JUMPS: Jumps = { reasons: [] };

/** A figure whose jumps are watched: the days as it is compared, and how a jump of it is named. */
export type Jumping = { days: readonly SidesDay[]; code: string; kind?: string | undefined };

/** A change of less than a point is no jump. */
const MARGIN = 0.01;

type Version = { router: string; policy_version: string; days: SidesDay[] };

/**
 * Each figure under each policy version against that under the one before it, of the same router: a jump where the
 * change in favour of the focus is surely more than a point. The look's level is shared by all changes of all figures;
 * both errors are added as if the versions' clusters were others.
 */
export function jumpsOf(figures: readonly Jumping[], { alpha, look, sign }: Question): Jumps {
  const told = figures.flatMap((figure) => changesOf(figure.days).map((change) => ({ ...change, figure })));
  const level = levelOf(alpha, look) / Math.max(1, told.length);
  return {
    reasons: told.flatMap(({ after, from, to, change, figure: { code, kind } }) => {
      const [before, now] = [halfOf(from, level), halfOf(to, level)];
      if (!before || !now || sign * change - Math.hypot(before.width, now.width) <= MARGIN) return [];
      const version = `${after.router} ${after.policy_version}`;
      return [`${code}: ${kind === undefined ? version : `${version}, ${kind}`}`];
    }),
  };
}

/** Changes that can be told: enough on both sides, before and after. */
function changesOf(days: readonly SidesDay[]) {
  return versionsOf(days).flatMap((after, index, all) => {
    const before = all[index - 1];
    if (!before || before.router !== after.router) return [];
    const [from, to] = [differenceOf(before.days), differenceOf(after.days)];
    if (areFew(from.sides) || areFew(to.sides)) return [];
    if (from.difference === null || to.difference === null) return [];
    if (from.spreads.length === 0 || to.spreads.length === 0) return [];
    return [{ after, from, to, change: to.difference - from.difference }];
  });
}

/** Policy versions by router, in the order in which they began to decide. */
function versionsOf(days: readonly SidesDay[]): Version[] {
  const found = new Map<string, Version>();
  for (const { groups } of days) {
    const today = new Map<Version, SidesDay["groups"]>();
    for (const group of groups) {
      const { router, policy_version } = group;
      const key = JSON.stringify([router, policy_version]);
      const version = found.get(key) ?? { router, policy_version, days: [] };
      found.set(key, version);
      today.set(version, [...(today.get(version) ?? []), group]);
    }
    for (const [version, own] of today) version.days.push({ groups: own });
  }
  const all = [...found.values()];
  return [...new Set(all.map(({ router }) => router))]
    .sort()
    .flatMap((router) => all.filter((version) => version.router === router));
}
