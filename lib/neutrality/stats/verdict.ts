import { type GuardReason, type Reason, when } from "../reasons";
import type { Sign } from "./needed";

export const VERDICTS = ["no_data", "breach", "kept", "watch", "inconclusive"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const MIN_COVERAGE = 0.8;
export const MAX_UNATTRIBUTED = 0.05;
/** With fewer partners nobody can say what the router does between partners. */
export const MIN_PARTNERS = 3;

/** The least coverage and the largest unattributed share, fractions of routed decisions, with which a promise is `kept`. */
export type CoverageLimits = { minimum_coverage: number; maximum_unattributed: number };

export const DEFAULT_LIMITS: CoverageLimits = {
  minimum_coverage: MIN_COVERAGE,
  maximum_unattributed: MAX_UNATTRIBUTED,
};

export type VerdictInput = {
  usable: number;
  alpha: number;
  theta_m: number;
  sign: Sign;
  /** ln E at the null of the materiality, and at 0. */
  log_e_material: number;
  log_e_zero: number;
  /** The bounds that `kept` needs: upper ones for sign 1, lower ones for -1. Null: not reached. */
  bounds: readonly (number | null)[];
  /** The other bound of the interval, from day 0. */
  near_bound: number | null;
  coverage: number | null;
  unattributed: number | null;
  /** What `kept` needs of both; absent: the defaults. */
  limits?: CoverageLimits | undefined;
  /** Guards that a breach does not pass. */
  guards: readonly GuardReason[];
  /** Why decisions that could have been tested were not: fits that failed, sources that were refused. */
  failures: readonly Reason[];
};

export type VerdictOutput = { verdict: Verdict; because: Reason[] };

/**
 * The verdict, first match: no data, breach, kept, watch, inconclusive. `because` names what decided it: the first
 * reason is the deciding one, failures of fits follow.
 */
export function decideVerdict(input: VerdictInput): VerdictOutput {
  const { usable, alpha, failures, guards } = input;
  if (usable === 0)
    return failures.length > 0
      ? { verdict: "inconclusive", because: [...failures] }
      : { verdict: "no_data", because: ["nothing_usable"] };
  const threshold = Math.log(1 / alpha);
  const breaching = input.log_e_material >= threshold;
  if (breaching && guards.length === 0)
    return { verdict: "breach", because: ["tilt_above_materiality", ...failures] };
  const within = materialTiltRuledOut(input);
  const gaps = coverageGaps(input);
  if (within && gaps.length === 0) {
    const tilted = input.near_bound !== null && input.sign * input.near_bound > 0;
    return {
      verdict: "kept",
      because: ["material_tilt_ruled_out", ...when(tilted, "tilted_below_materiality"), ...failures],
    };
  }
  if (breaching) return { verdict: "watch", because: [...guards, ...failures] };
  if (input.log_e_zero >= threshold) return { verdict: "watch", because: ["tilted", ...failures] };
  const open: readonly Reason[] = within ? gaps : ["not_enough_evidence"];
  return { verdict: "inconclusive", because: [...open, ...failures] };
}

/** Every bound lies on the neutral side of the materiality. */
const materialTiltRuledOut = ({ bounds, sign, theta_m }: VerdictInput): boolean =>
  bounds.length > 0 && bounds.every((bound) => bound !== null && sign * bound < theta_m);

/** What of the coverage stands in the way of `kept`. */
export function coverageGaps({
  coverage,
  unattributed,
  limits: { minimum_coverage, maximum_unattributed } = DEFAULT_LIMITS,
}: Pick<VerdictInput, "coverage" | "unattributed" | "limits">): Reason[] {
  return [
    ...when(coverage === null || coverage < minimum_coverage, "coverage"),
    ...when(unattributed !== null && unattributed > maximum_unattributed, "unattributed"),
  ];
}

const GRAVITY: Record<Verdict, number> = { no_data: 0, kept: 1, inconclusive: 2, watch: 3, breach: 4 };

/** The worse of two verdicts; the first when they are alike. */
export const isWorse = (a: Verdict, b: Verdict): boolean => GRAVITY[a] > GRAVITY[b];
