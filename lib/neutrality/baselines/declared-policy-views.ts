import type { Context } from "../context";
import type { Counts } from "../measured";
import { type Reason, when } from "../reasons";
import { ruleNeeds } from "../rules/rule";
import type { RuleFit } from "../rules/rule-fits";
import type { Neutrality } from "../schema";
import type { Surroundings } from "../store/calibration";
import type { Clusters } from "../store/fits";
import type { Version } from "../store/groups";
import type { RuleDeviations } from "../store/rule-patterns";
import type { Tally } from "../store/tally";
import { figureAssumptions } from "./assumptions";
import type { FittedGaps } from "./declared-policy-fits";
import { modelView } from "./logit-views";

/** Both models of every rule that some decision came under, or why there are none. */
export const ruleFitViews = (
  fits: readonly RuleFit[],
  { baseline, full, noise, states }: FittedGaps,
  tallies: readonly Tally[],
): Neutrality["fits"] =>
  fits.flatMap(({ router, policy_version }, index) => {
    const number = index + 1;
    if (!tallies.some(({ fit }) => fit === number)) return [];
    const state = states.get(number);
    return [
      {
        router,
        policy_version,
        baseline_model: modelView(baseline.get(number)),
        full_model: modelView(full.get(number)),
        reason: noise.has(number) ? "constant_noise" : state && "reason" in state ? state.reason : null,
      },
    ];
  });

type Basis = {
  clusters: Clusters;
  surroundings: Surroundings;
  counts: Counts;
  deviations: RuleDeviations;
  fitted: FittedGaps;
  /** The value of each constant noise that the verdict rests on. */
  eps: ReadonlyMap<number, number>;
  fits: readonly RuleFit[];
  versions: readonly Version[];
  /** The share that deviations are judged by; null where all is judged by odds. */
  share: number | null;
};

/** What the verdict rests on, as codes. */
export function declaredAssumptions(context: Context, basis: Basis): Reason[] {
  const { clusters, surroundings, counts, deviations, fits, fitted, share, versions } = basis;
  if (counts.usable === 0) return [];
  const needed = new Set(fits.flatMap(({ judged }) => ("rule" in judged ? ruleNeeds(judged.rule) : [])));
  const { ties, ties_won, toward, decisions } = deviations;
  return [
    "declared_rule",
    ...when(fitted.coefficients.size > 0, "noise_around_the_rule", "estimated_baseline"),
    ...noiseCodes(basis),
    ...when(share !== null, `judged_in_points: ${share}`),
    `deviations: ${toward} of ${decisions}`,
    ...when(ties > 0, `ties_shared: ${ties}, of which ${ties_won} went to the focus`),
    ...versions.flatMap(({ router, policy_version, late }): Reason[] =>
      late ? [`recorded_after_it_began: ${router}@${policy_version}`] : [],
    ),
    `clusters: ${clusters.by}`,
    ...figureAssumptions(context, surroundings.sources, counts, [...needed]),
  ];
}

const digits = (value: number): string => String(Number(value.toPrecision(3)));

/** Of each fit with a constant noise: the estimate, its interval, and the value that the verdict rests on. */
const noiseCodes = ({ fitted: { noise }, eps }: Basis): Reason[] =>
  [...noise].map(
    ([fit, { eps: estimate, lower, upper }]): Reason =>
      `constant_noise: ${digits(estimate)}, between ${digits(lower)} and ${digits(upper)}; taken as ${digits(eps.get(fit) ?? estimate)}`,
  );
