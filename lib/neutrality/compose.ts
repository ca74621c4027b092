import type { DataDigest } from "./answer-schema";
import { declaredCandidates } from "./baselines/assumptions";
import { composeExperiment } from "./experiment";
import type { Judging } from "./judging";
import type { Measured } from "./measured";
import { describeOnset, seenSince, testedDays } from "./onset";
import { METHOD_VERSION, type Neutrality, type NeutralityQuery } from "./schema";
import { testedFrom } from "./stats/carriers";
import { capped } from "./stats/evidence";
import { clearanceOf } from "./stats/guard";
import { binMean, poolOnGrid, sumShown } from "./stats/table";
import { dayOf } from "./window";

/** The answer, from what the engine reduced. Pure. */
export function composeNeutrality(
  {
    query,
    measured,
    judging,
    strata,
  }: { query: NeutralityQuery; measured: Measured; judging: Judging; strata: Neutrality["strata"] },
  data: DataDigest,
): Neutrality {
  const { judgement: judged } = judging;
  const { counts, fits } = measured;
  const largest = fits.reduce((best, fit) => (sizeOf(fit) > sizeOf(best) ? fit : best), fits[0]);
  return {
    method_version: METHOD_VERSION,
    from: query.from,
    to: query.to,
    focus: query.focus,
    baseline: measured.baseline,
    direction: judging.direction,
    alpha: query.alpha,
    materiality: query.materiality,
    covariates: [...measured.covariates],
    ...askedOf(query),
    data,
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
    clusters: measured.clusters,
    partners: measured.partners,
    baseline_model: largest?.baseline_model ?? null,
    full_model: largest?.full_model ?? null,
    full_model_pooled: pooledFullModel(query, measured, judging),
    strata,
    fits: [...fits],
    calibration: poolOnGrid(measured.cells).map((bin) => ({
      bin: bin.key,
      decisions: bin.n,
      expected: binMean(bin),
      observed: bin.sum_x / bin.n,
    })),
    experiment: composeExperiment(measured, judging),
    harm: measured.harm ?? { cost_usd: null, quality: null },
    assumptions: [...measured.assumptions],
  };
}

const askedOf = (query: NeutralityQuery) => ({
  filters: {
    router: query.router ?? null,
    task: query.task ?? null,
    region: query.region ?? null,
    policy_version: query.policy_version ?? null,
  },
  materiality_share: query.materiality_share ?? null,
  noise: query.noise ?? null,
  reference: query.reference ?? null,
});

/** What the guard of the full model looks at, since the onset where there is one. */
function pooledFullModel(
  query: NeutralityQuery,
  { cells, full_since }: Measured,
  { judgement: { onset }, sign, theta_m }: Judging,
): Neutrality["full_model_pooled"] {
  const day = testedFrom(testedDays(cells), onset?.day ?? 0);
  const pooled = day === null ? null : (full_since?.(day) ?? null);
  const clearance = pooled && clearanceOf(pooled, { sign, theta_m });
  if (!pooled || clearance === null || day === null) return null;
  const { estimate, robust_se, fits } = pooled;
  return { estimate, robust_se, clearance, fits, since: dayOf(query, day) };
}

function figuresOf(query: NeutralityQuery, { cells }: Measured, judging: Judging) {
  const { judgement, alpha } = judging;
  const { tilt, interval, peak, log_e_material } = judgement;
  const tested = testedDays(cells);
  const dayAt = (index: number | null) => (index === null ? null : dayOf(query, index));
  const { n, x, q } = sumShown(cells);
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
    tested: { from: dayAt(tested[0] ?? null), to: dayAt(tested.at(-1) ?? null) },
    onset: describeOnset(query, cells, judging),
    seen_from: dayAt(seenSince(cells, judging)),
  };
}

const sizeOf = (fit: Neutrality["fits"][number] | undefined): number =>
  fit?.full_model?.decisions ?? fit?.baseline_model?.decisions ?? 0;
