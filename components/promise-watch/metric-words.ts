import type { MetricName, ResultMeasure } from "@/lib/commitments";
import { formatCost, formatCount, formatNumber, formatPercent } from "@/lib/kernel/format";

export const METRIC_LABELS: Record<MetricName, string> = {
  routing_tilt: "Routing tilt",
  share_ceiling: "Share ceiling",
  score_honesty: "Score honesty",
  exclusion_parity: "Exclusion parity",
  eligibility_parity: "Eligibility parity",
  listing_time: "Time to listing",
  latency_parity: "Latency parity",
  error_parity: "Error parity",
  fallback_flow: "Fallback flow",
  coverage: "Coverage",
  notice_period: "Notice period",
  attestation: "Attestation",
};

/** What each metric measures, in one sentence: shown where one is chosen. */
export const METRIC_MEANINGS: Record<MetricName, string> = {
  routing_tilt: "Whether the router prefers the focus to equal candidates of others.",
  share_ceiling: "Whether the focus’s share of what is routed stays below a ceiling.",
  score_honesty: "Whether the router’s own quality scores flatter the focus, held against outcomes.",
  exclusion_parity: "Whether the focus has more of what nobody can test than of what is routed.",
  eligibility_parity: "Whether partners’ models are offered, and eligible, as often as the focus’s.",
  listing_time: "Whether partners’ products are listed as soon after their release as our own.",
  latency_parity: "Whether partners’ models are served as fast as the focus’s.",
  error_parity: "Whether partners’ models are served with as few failures as the focus’s.",
  fallback_flow: "Whether fallbacks flow to the focus more than from it.",
  coverage: "Whether enough of the traffic can be tested at all.",
  notice_period: "Whether changes of routing policy are announced as long before as promised.",
  attestation: "What people answer, with evidence, where nothing can be measured.",
};

export const metricLabel = (metric: string): string =>
  METRIC_LABELS[metric as MetricName] ?? metric.replaceAll("_", " ");

const DIGITS: Record<ResultMeasure["unit"], number> = {
  share: 1,
  points: 2,
  odds: 2,
  ratio: 2,
  days: 0,
  count: 0,
  usd: 2,
  log: 2,
};

/** A value of a result in its unit; null is unknown and has no words here. */
export function measureValue(value: number, unit: ResultMeasure["unit"]): string {
  switch (unit) {
    case "share":
      return formatPercent(value, DIGITS.share);
    case "points":
      return `${formatNumber(value * 100, DIGITS.points)} points`;
    case "odds":
    case "ratio":
      return `${formatNumber(value, DIGITS[unit])} times`;
    case "days":
      return Number.isInteger(value) ? formatCount(value, "day") : `${formatNumber(value, 1)} days`;
    case "usd":
      return formatCost(value);
    default:
      return formatNumber(value, DIGITS[unit]);
  }
}

/** "between 1.57 and 1.73 times", "at least 1.57 times"; null where neither bound is known. */
export function intervalWords({ lower, upper, unit }: ResultMeasure): string | null {
  const [low, high] = [lower, upper].map((bound) => (bound === null ? null : measureValue(bound, unit)));
  if (low && high) {
    // The unit is said once: between 1.57 and 1.73 times.
    const [figure, unit_word] = low.split(" ");
    return `between ${unit_word && high.endsWith(` ${unit_word}`) ? figure : low} and ${high}`;
  }
  if (low) return `at least ${low}`;
  return high ? `at most ${high}` : null;
}
