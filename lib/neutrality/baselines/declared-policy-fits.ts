import type { Breach } from "../measured";
import type { GuardReason } from "../reasons";
import { estimateNoise, type Noise } from "../rules/constant-noise";
import { Covariate } from "../schema";
import { type Cell, sumCells } from "../stats/table";
import type { Clusters } from "../store/fits";
import { readNoise } from "../store/rule-patterns";
import type { Tally } from "../store/tally";
import { type FitOutcome, fitLogits, standingFits } from "./fit-logits";
import { type FitState, oneWayFits } from "./logit-counts";
import { fullModelAgrees } from "./logit-guards";
import type { RuleWindow } from "./rule-window";

export type FittedGaps = {
  baseline: ReadonlyMap<number, FitOutcome>;
  full: ReadonlyMap<number, FitOutcome>;
  /** Fits with a constant noise: no logit could estimate it, or a constant was asked for. */
  noise: ReadonlyMap<number, Noise>;
  /** Whether every fit that stands has a router that obeys its rule almost without noise. */
  obeyed: boolean;
  /** Every fit: it stands, by a logit or a constant noise, or why not. */
  states: ReadonlyMap<number, FitState>;
  /** The gap's coefficient of the logits that stand. */
  coefficients: ReadonlyMap<number, readonly number[]>;
};

/**
 * How much noise each router shows around its rule: a logit of choices among partners on their gaps, and where that
 * has no finite estimate a constant probability. Fits without an applicable rule stand with neither.
 */
export async function fitGaps(
  { design, fits: { fits } }: RuleWindow,
  tallies: readonly Tally[],
  { clusters, constant }: { clusters: Clusters; constant: boolean },
): Promise<FittedGaps> {
  const faults = new Map(
    fits.flatMap(({ judged }, index) => ("reason" in judged ? [[index + 1, judged.reason] as const] : [])),
  );
  const faulty = new Set(faults.keys());
  const one_way = new Set([...oneWayFits(tallies, Covariate.options), ...faulty]);
  const [fitted, fitted_full, counts] = await Promise.all([
    fitLogits(design, "baseline", clusters, faulty),
    fitLogits(design, "full", clusters, one_way),
    readNoise(design),
  ]);
  const separated = [...fitted].flatMap(([fit, outcome]) =>
    !faults.has(fit) && "reason" in outcome && outcome.reason === "separation" ? [fit] : [],
  );
  const asked = constant ? [...counts.keys()].filter((fit) => !faults.has(fit)) : [];
  const noise = new Map(
    [...separated, ...asked].map((fit) => [
      fit,
      estimateNoise(counts.get(fit) ?? { deviations: 0, alternatives: 0 }),
    ]),
  );
  const logits = <T>(all: ReadonlyMap<number, T>) =>
    new Map([...all].filter(([fit]) => !faults.has(fit) && !noise.has(fit)));
  const [baseline, full] = [logits(fitted), logits(fitted_full)];
  const states = new Map<number, FitState>([
    ...[...faults].map(([fit, reason]) => [fit, { reason }] as const),
    ...baseline,
    ...[...noise].map(([fit, found]) => [fit, { fit: found }] as const),
  ]);
  const coefficients = new Map(
    [...standingFits(baseline)].map(([fit, { coefficients: found }]) => [fit, found]),
  );
  const obeyed = coefficients.size === 0 && noise.size > 0 && noise.size === separated.length;
  return { baseline, full, noise, obeyed, states, coefficients };
}

/**
 * A breach that logits carry needs the full model's agreement, as with `partner_revealed`. Neither the number of
 * partners nor their spread matters: the standard is the rule, not what the router does between partners.
 */
export function ruleGuards(
  logit_cells: readonly Cell[],
  full: ReadonlyMap<number, FitOutcome>,
  breach: Breach,
): GuardReason[] {
  const since = sumCells(logit_cells.filter(({ day }) => day >= breach.onset_day));
  if (since.n === 0) return [];
  return fullModelAgrees(logit_cells, full, breach) ? [] : ["full_model_disagrees"];
}
