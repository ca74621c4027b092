import { declaredCandidates } from "./baselines/assumptions";
import { composeExperiment } from "./experiment";
import type { Judging } from "./judging";
import type { Measured } from "./measured";
import { METHOD_VERSION, type Neutrality, type NeutralityQuery } from "./schema";
import { capped } from "./stats/evidence";
import { binMean, poolOnGrid, sumShown } from "./stats/table";
import { composeStrata } from "./strata";
import { dayOf } from "./window";

/** The answer, from what the engine reduced. Pure. */
export function composeNeutrality(query: NeutralityQuery, measured: Measured, judging: Judging): Neutrality {
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
    strata: composeStrata(measured, judging),
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

function figuresOf(
  query: NeutralityQuery,
  { versions, cells }: Measured,
  { judgement, alpha, version_days }: Judging,
) {
  const { tilt, interval, peak, onset, log_e_material } = judgement;
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
    onset: {
      day: onset ? dayOf(query, onset.day) : null,
      policy_version:
        onset?.policy && versions.length > 0 ? (version_days.get(onset.day)?.join(", ") ?? null) : null,
    },
  };
}

const sizeOf = (fit: Neutrality["fits"][number] | undefined): number =>
  fit?.full_model?.decisions ?? fit?.baseline_model?.decisions ?? 0;
