import type { ScoreCheck, TiltStanding } from "@/lib/commitments/server";
import type { Neutrality } from "@/lib/neutrality";
import { differenceWords } from "../overview/bridge-words";
import type { CheckStanding } from "../overview/schema";
import { standingOf } from "../overview/standing";
import type { AskedBefore } from "./schema";
import { routersOf } from "./words";

/** More than these are counted on the list of checks. */
const MOST = 6;

/**
 * The checks that asked the question of an answer before its data: the one that asks just the same, or where an answer is
 * over several routers those that ask it of one of them. Null where none does.
 */
export function composeAskedBefore(
  standings: readonly TiltStanding[],
  neutrality: Neutrality,
  router: string | null,
): AskedBefore | null {
  if (neutrality.filters.policy_version !== null) return null;
  const same = standingOf(standings, router, neutrality, neutrality.filters);
  if (same) return { same: true, checks: [same], why: differenceWords(same, neutrality) };
  if (router !== null) return null;
  const checks = routersOf(neutrality)
    .map((each) => standingOf(standings, each, neutrality, neutrality.filters))
    .filter((each): each is CheckStanding => each !== null)
    .slice(0, MOST);
  return checks.length === 0
    ? null
    : {
        same: false,
        checks,
        why: "Each judges one router by itself: with its own standard, frozen before each day, and its own dependence φ. Here all routers are judged together, so the figures of a router here are not those of its check.",
      };
}

/** The check of score honesty of the same focus: of the same router, else of all. Null where there is none. */
export function scoreCheckOf(
  checks: readonly ScoreCheck[],
  { focus, filters: { router, task, region } }: Pick<Neutrality, "focus" | "filters">,
): { id: string; key: string } | null {
  const asks = (of: string | null) =>
    checks.find(
      ({ test: { focus: own, scope } }) =>
        own === focus &&
        (scope.router ?? null) === of &&
        (scope.task ?? null) === task &&
        (scope.region ?? null) === region,
    );
  const found = asks(router) ?? asks(null);
  return found ? { id: found.id, key: found.key } : null;
}
