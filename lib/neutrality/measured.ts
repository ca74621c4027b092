import type { ExclusionReason } from "@/lib/routing";
import type { GuardReason, Reason } from "./reasons";
import type { Baseline, Covariate, Neutrality } from "./schema";
import type { Deflation } from "./stats/deflator";
import type { PooledEffect } from "./stats/guard";
import type { JudgeInput, Judgement } from "./stats/judge";
import type { Sign } from "./stats/needed";
import type { Cell } from "./stats/table";
import type { Clusters } from "./store/fits";
import type { Stratum, Version } from "./store/groups";

/** Every decision of the window once: usable, or under the first reason that applies. */
export type Counts = {
  decisions: number;
  /** Routed in production: what coverage is a share of. */
  routed: number;
  usable: number;
  excluded: Record<ExclusionReason, number>;
  /** Usable ones by where their candidates come from; both 0 where the baseline does not look at them. */
  candidates: { logged: number; policy: number };
  /** Decisions that inform the answer with candidates which a policy declares, also those of one side. */
  declared: number;
};

/** A breach that guards are asked about: from which day, which way, beyond what. */
export type Breach = { onset_day: number; sign: Sign; theta_m: number; alpha: number };

/** The full model's term for ownership since a day, and of how many fits. */
export type PooledSince = PooledEffect & { fits: number };

/**
 * What a baseline makes of a window: the calibration table, and all that inference and the answer need beside it. From
 * here on no baseline is treated unlike another.
 */
export type Measured = {
  baseline: Baseline;
  covariates: readonly Covariate[];
  counts: Counts;
  versions: readonly Version[];
  strata: readonly Stratum[];
  cells: readonly Cell[];
  /** The same day by day, where a window was measured so: a day that is judged again is the same list then. */
  by_day?: readonly (readonly Cell[])[] | undefined;
  /** What dependence is counted by; null where nothing is usable. */
  clusters: Clusters | null;
  /** Sum over clusters of (sum of x - q) squared: the numerator of phi. */
  residual_squares: number;
  /** Of each fit's coefficients; empty where q is known. */
  covariances: Deflation["covariances"];
  support: number | null;
  /** What customers got less what the baseline would have given; absent where the baseline says nothing of it. */
  harm?: Neutrality["harm"];
  /** Owners outside the focus among the candidates tested; among the chosen where candidates are not looked at. */
  partners: number;
  fits: Neutrality["fits"];
  /** Whose fit each number of `cells` is, from 1; absent where `fits` has them all, in that order. */
  fit_names?: readonly Pick<Neutrality["fits"][number], "router" | "policy_version">[];
  /** Why decisions that could have been tested were not, the reason of most decisions first. */
  failures: readonly Reason[];
  /** Names of the guards that a breach fails. */
  guards: (breach: Breach) => readonly GuardReason[];
  /** What the full model says of the decisions since a day; absent where there is none. */
  full_since?: (day: number) => PooledSince | null;
  /** What stands of a judgement by odds where the baseline is judged otherwise; absent: all of it. */
  settle?: (judgement: Judgement, input: JudgeInput) => Judgement;
  /** With `settle`, of a window that was measured day by day: the day up to which most spoke for a breach so judged. */
  day_of_most?: (input: Pick<JudgeInput, "starts" | "sign" | "deflation">) => number | null;
  assumptions: readonly Reason[];
  /** All ways to see the same decisions, of which this is the least favourable to the question as it was put. */
  ways?: readonly Measured[];
};
