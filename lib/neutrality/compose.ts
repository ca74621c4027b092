import { EXCLUSION_REASONS, type ExclusionReason } from "@/lib/routing";
import type { FitOutcome, Standing } from "./baselines/partner-revealed";
import type { Context } from "./context";
import type { Judging } from "./judging";
import type { Measured } from "./measure";
import { type LogitModel, METHOD_VERSION, type Neutrality, type NeutralityQuery } from "./schema";
import { capped } from "./stats/evidence";
import type { Judgement } from "./stats/judge";
import { binMean, poolBins } from "./stats/table";
import { exclusionOf, type PreparedExclusion } from "./store/tally";
import { composeStrata } from "./strata";
import { dayOf } from "./window";

/** Every decision of the window once: usable, or under the first reason that applies. */
export function countDecisions({ tallies, covariates, baseline, not_router, blind_arm }: Measured) {
  const excluded = Object.fromEntries(EXCLUSION_REASONS.map((name) => [name, 0])) as Record<
    ExclusionReason,
    number
  >;
  excluded.not_router = not_router;
  excluded.blind_arm = blind_arm;
  const candidates = { logged: 0, policy: 0 };
  // Those of one side are not tested, and the fits learn from them.
  let declared = 0;
  let routed = 0;
  for (const tally of tallies) {
    const reason: PreparedExclusion | "no_fit" | null =
      exclusionOf(tally, covariates) ?? (stands(baseline.get(tally.fit)) ? null : "no_fit");
    routed += tally.decisions;
    if (tally.pooled === 1 && (reason === null || reason === "one_sided")) declared += tally.decisions;
    if (reason === null) candidates[tally.pooled === 1 ? "policy" : "logged"] += tally.decisions;
    else excluded[reason] += tally.decisions;
  }
  const usable = candidates.logged + candidates.policy;
  return { usable, candidates, declared, excluded, routed, decisions: routed + not_router + blind_arm };
}

const stands = (outcome: FitOutcome | undefined): boolean => outcome !== undefined && "fit" in outcome;

/** A fit as the answer shows it. z is by the robust error, else by the plain one. */
export function modelView(outcome: FitOutcome | undefined): LogitModel | null {
  if (!outcome || !("fit" in outcome)) return null;
  const { fit } = outcome;
  return {
    decisions: fit.decisions,
    log_likelihood: fit.log_likelihood,
    coefficients: fit.names.map((name, p) => {
      const estimate = fit.coefficients[p] ?? 0;
      const { se, robust_se } = errorsOf(fit, p);
      const by = robust_se ?? se;
      return { name, estimate, se, robust_se, z: by > 0 ? estimate / by : null };
    }),
  };
}

/** Standard errors of a coefficient; the robust one is null where clusters are too few to tell. */
export const errorsOf = ({ inverse_hessian, robust }: Standing, p: number) => ({
  se: Math.sqrt(inverse_hessian[p]?.[p] ?? 0),
  robust_se: robust ? Math.sqrt(Math.max(0, robust[p]?.[p] ?? 0)) : null,
});

/** The answer, from what the engine reduced. Pure. */
export function composeNeutrality(
  query: NeutralityQuery,
  context: Context,
  measured: Measured,
  judging: Judging,
  counts: ReturnType<typeof countDecisions>,
): Neutrality {
  const { judgement: judged } = judging;
  const fits = composeFits(measured);
  const largest = fits.reduce((best, fit) => (sizeOf(fit) > sizeOf(best) ? fit : best), fits[0]);
  return {
    method_version: METHOD_VERSION,
    from: query.from,
    to: query.to,
    focus: query.focus,
    baseline: "partner_revealed",
    direction: judging.direction,
    alpha: query.alpha,
    materiality: query.materiality,
    covariates: [...measured.covariates],
    decisions: counts.decisions,
    usable: counts.usable,
    excluded: counts.excluded,
    candidates: counts.candidates,
    ...figuresOf(query, measured, judging),
    verdict: judged.verdict,
    because: [...judged.because, ...declaredCandidates(counts)],
    needed: judged.totals.n > 0 ? judged.needed : null,
    guarantee: "exploratory",
    eta: judged.totals.n > 0 ? judged.eta : null,
    phi: judged.totals.n > 0 ? judging.phi : null,
    r: judged.r,
    support: measured.support,
    coverage: judging.coverage,
    clusters: judged.totals.n > 0 ? measured.clusters : null,
    partners: measured.surroundings.owners.length,
    baseline_model: largest?.baseline_model ?? null,
    full_model: largest?.full_model ?? null,
    strata: composeStrata(measured, judging),
    fits,
    calibration: poolBins(measured.cells).map((bin) => ({
      bin: bin.key,
      decisions: bin.n,
      expected: binMean(bin),
      observed: bin.sum_x / bin.n,
    })),
    harm: { cost_usd: null, quality: null },
    assumptions: assumptionsOf(measured, context, judged, counts),
  };
}

function figuresOf(
  query: NeutralityQuery,
  { versions }: Measured,
  { judgement, alpha, version_days }: Judging,
) {
  const { totals, tilt, interval, peak, onset, log_e_material } = judgement;
  const { n, x, q } = totals;
  const any = n > 0;
  return {
    observed: { focal: x, share: any ? x / n : null },
    expected: { focal: q, share: any ? q / n : null },
    lift: any ? (x - q) / n : null,
    tilt: {
      log_odds: tilt,
      odds_ratio: tilt === null ? null : Math.exp(tilt),
      lower: any ? interval.lower : null,
      upper: any ? interval.upper : null,
      level: 1 - alpha,
    },
    e_value: any ? capped(log_e_material) : null,
    log_e_value: any ? log_e_material : null,
    peak: { e_value: peak ? capped(peak.log_e) : null, day: peak ? dayOf(query, peak.day) : null },
    onset: {
      day: onset ? dayOf(query, onset.day) : null,
      policy_version:
        onset?.policy && versions.length > 0 ? (version_days.get(onset.day)?.join(", ") ?? null) : null,
    },
  };
}

function composeFits({ versions, baseline, full }: Measured): Neutrality["fits"] {
  return versions.map(({ router, policy_version }, index) => {
    const outcome = baseline.get(index + 1);
    return {
      router,
      policy_version: policy_version === "" ? null : policy_version,
      baseline_model: modelView(outcome),
      full_model: modelView(full.get(index + 1)),
      reason: outcome && "reason" in outcome ? outcome.reason : null,
    };
  });
}

const sizeOf = (fit: Neutrality["fits"][number] | undefined): number =>
  fit?.full_model?.decisions ?? fit?.baseline_model?.decisions ?? 0;

type Counts = ReturnType<typeof countDecisions>;

/** Says of a verdict that it rests on candidates which no log carries, and on how many decisions of that kind. */
const declaredCandidates = ({ usable, declared }: Counts): string[] =>
  usable > 0 && declared > 0 ? [`candidates_from_policy: ${declared}`] : [];

function assumptionsOf(
  { surroundings, clusters, covariates }: Measured,
  { sources }: Context,
  judged: Judgement,
  counts: Counts,
): string[] {
  if (judged.totals.n === 0) return [];
  const tested = sources.filter(({ no }) => surroundings.sources.includes(no));
  return [
    "independence_of_irrelevant_alternatives",
    "estimated_baseline",
    `clusters: ${clusters.by}`,
    ...tested
      .filter(({ quality_basis }) => quality_basis === "unknown")
      .map(({ key }) => `quality_basis_unknown: ${key}`),
    ...declaredAssumptions(counts, covariates),
  ];
}

function declaredAssumptions(counts: Counts, covariates: Measured["covariates"]): string[] {
  const declared = declaredCandidates(counts);
  if (declared.length === 0) return [];
  return [
    ...declared,
    ...(covariates.includes("log_cost") ? ["cost_from_list_prices"] : []),
    ...(covariates.includes("quality") ? ["quality_from_register"] : []),
  ];
}
