import { TO_LOOK_AT_FIRST } from "@/lib/commitments";
import type { TiltStanding } from "@/lib/commitments/server";
import type { Neutrality } from "@/lib/neutrality";
import type { CheckStanding } from "./schema";

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));

type Asked = Pick<Neutrality, "focus" | "baseline" | "direction" | "alpha" | "materiality" | "covariates">;
type Part = Pick<Neutrality["filters"], "task" | "region">;
const EVERYTHING: Part = { task: null, region: null };

/** Whether a check asks what an answer says of a router (null: of all) and a part of its traffic. */
export function asksTheSame(
  { test }: Pick<TiltStanding, "test">,
  router: string | null,
  answer: Asked,
  { task, region }: Part = EVERYTHING,
): boolean {
  const { scope } = test;
  const fixed = test.noise ?? test.materiality_share ?? test.reference;
  return (
    (scope.router ?? null) === router &&
    (scope.task ?? null) === task &&
    (scope.region ?? null) === region &&
    test.focus === answer.focus &&
    test.baseline === answer.baseline &&
    test.direction === answer.direction &&
    test.alpha === answer.alpha &&
    test.materiality === answer.materiality &&
    fixed === undefined &&
    // Other baselines look at none; a check names its own all the same.
    (test.baseline !== "partner_revealed" || sameSet(test.covariates, answer.covariates))
  );
}

/** What the check says that asks the same question and was recorded before its data; null where there is none. */
export function standingOf(
  standings: readonly TiltStanding[],
  router: string | null,
  answer: Neutrality,
  part: Part = EVERYTHING,
): CheckStanding | null {
  const [first] = standings
    .filter((standing) => asksTheSame(standing, router, answer, part))
    .toSorted(
      (a, b) =>
        // Of two checks that ask the same question the graver answer is shown.
        TO_LOOK_AT_FIRST.indexOf(a.verdict) - TO_LOOK_AT_FIRST.indexOf(b.verdict) ||
        b.check.check_version - a.check.check_version ||
        a.recorded_on.localeCompare(b.recorded_on),
    );
  if (!first) return null;
  const { check, recorded_on, window_from, day, verdict, findings, test } = first;
  const { tilt } = first.figures;
  return {
    ...{ id: check.id, key: check.key, title: check.title },
    ...{ recorded_on, window_from, day, verdict, findings },
    alpha: test.direction === "both" ? test.alpha / 2 : test.alpha,
    exact: test.baseline === "owner_blind" || test.baseline === "reference_share",
    log_e_value: tilt?.log_e_value ?? null,
    onset: tilt?.onset ?? { day: null, policy_version: null },
    beyond: tilt?.since_onset?.beyond ?? null,
    odds_ratio: tilt?.log_odds == null ? null : Math.exp(tilt.log_odds),
    ...{ phi: tilt?.phi ?? null, r: tilt?.r ?? null },
    parts: Array.isArray(test.strata) ? test.strata.length : 0,
  };
}
