import { formatCount, formatNumber, formatPercent, formatPoints } from "@/lib/kernel/format";
import { type Baseline, explainReason, type Neutrality } from "@/lib/neutrality";
import { EXCLUSION_REASONS, EXCLUSION_WORDS } from "@/lib/routing";
import type { ExcludedRow, FitRow } from "./schema";
import { evidenceFigure } from "./words";

const estimateOf = (model: Neutrality["baseline_model"], name: string): number | null =>
  model?.coefficients.find((each) => each.name === name)?.estimate ?? null;

/** The standard that was learned for each router and policy version, and the term for ownership beside it. */
export function composeFits({ fits }: Neutrality): FitRow[] {
  return fits.map((fit) => ({
    key: `${fit.router} / ${fit.policy_version ?? ""}`,
    router: fit.router,
    policy_version: fit.policy_version,
    decisions: fit.baseline_model?.decisions ?? null,
    quality: estimateOf(fit.baseline_model, "quality"),
    log_cost: estimateOf(fit.baseline_model, "log_cost"),
    latency_s: estimateOf(fit.baseline_model, "latency_s"),
    focal: estimateOf(fit.full_model, "focal"),
    focal_error: fit.full_model?.coefficients.find(({ name }) => name === "focal")?.robust_se ?? null,
    reason: fit.reason === null ? null : explainReason(fit.reason),
  }));
}

/** Decisions that are not tested, each under the first reason that applies; reasons that apply to none are left out. */
export const composeExcluded = ({
  excluded,
  baseline,
}: Pick<Neutrality, "excluded" | "baseline">): ExcludedRow[] =>
  EXCLUSION_REASONS.filter((reason) => excluded[reason] > 0).map((reason) => ({
    key: reason,
    label: (reason === "no_fit" ? NO_STANDARD[baseline] : undefined) ?? EXCLUSION_WORDS[reason],
    decisions: excluded[reason],
  }));

/** What a decision lacks that no fit covers, where nothing is fitted. */
const NO_STANDARD: Partial<Record<Baseline, string>> = {
  owner_blind: "no copy blind to ownership decided there",
  reference_share: "no share was fixed for its task",
};

/** The arms of an experiment, row by row; empty for other baselines, and where the arms never met. */
export function composeExperimentRows({ experiment }: Neutrality): { term: string; value: string }[] {
  if (!experiment || experiment.n_a === 0) return [];
  const { n_a, x_a, n_b, x_b, difference, mantel_haenszel_odds_ratio, two_stream_e_value } = experiment;
  const arm = (x: number, n: number) =>
    `${formatNumber(x)} of ${formatCount(n, "decision")}${n > 0 ? `, ${formatPercent(x / n)}` : ""}`;
  return [
    { term: "Production chose the focus in", value: arm(x_a, n_a) },
    { term: "The copy blind to ownership in", value: arm(x_b, n_b) },
    {
      term: "Difference within days and strata",
      value: difference === null ? "not known" : `${formatPoints(difference)} points`,
    },
    ...(mantel_haenszel_odds_ratio === null
      ? []
      : [{ term: "Odds ratio (Mantel-Haenszel)", value: formatNumber(mantel_haenszel_odds_ratio, 2) }]),
    ...(two_stream_e_value === null
      ? []
      : [
          {
            term: "Second opinion (two-stream e-value)",
            value: two_stream_e_value > 0 ? evidenceFigure(Math.log(two_stream_e_value)) : "0",
          },
        ]),
  ];
}

/** What every reading of candidates rests on, whatever the data; the methods page says the same at length. */
const OF_CANDIDATES: readonly string[] = [
  "The logged quality, cost and latency are those that the router used. What is not logged and goes with ownership looks like tilt, or hides it.",
  "A router that flatters its own scores passes this test; score honesty asks for that.",
];

/** An experiment and a share fixed in advance look at no candidate. */
export const composeAssumptions = ({
  assumptions,
  baseline,
}: Pick<Neutrality, "assumptions" | "baseline">): string[] => [
  ...assumptions.map(explainReason),
  ...(baseline === "partner_revealed" || baseline === "declared_policy" ? OF_CANDIDATES : []),
];
