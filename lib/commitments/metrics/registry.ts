import { METHOD_VERSION } from "@/lib/neutrality";
import type { CheckMetric, MetricName } from "../checks/definition";
import { ATTESTATION } from "./attestation";
import { COVERAGE } from "./coverage";
import { ELIGIBILITY_PARITY } from "./eligibility-parity";
import { ERROR_PARITY } from "./error-parity";
import { EXCLUSION_PARITY } from "./exclusion-parity";
import { FALLBACK_FLOW } from "./fallback-flow";
import { LATENCY_PARITY } from "./latency-parity";
import { LISTING_TIME } from "./listing-time";
import type { Metric } from "./metric";
import { NOTICE_PERIOD } from "./notice-period";
import { ROUTING_TILT } from "./routing-tilt";
import { SCORE_HONESTY } from "./score-honesty";
import { SHARE_CEILING } from "./share-ceiling";

const METRICS: { [N in MetricName]: Metric<N> } = {
  routing_tilt: ROUTING_TILT,
  share_ceiling: SHARE_CEILING,
  score_honesty: SCORE_HONESTY,
  exclusion_parity: EXCLUSION_PARITY,
  eligibility_parity: ELIGIBILITY_PARITY,
  listing_time: LISTING_TIME,
  latency_parity: LATENCY_PARITY,
  error_parity: ERROR_PARITY,
  fallback_flow: FALLBACK_FLOW,
  coverage: COVERAGE,
  notice_period: NOTICE_PERIOD,
  attestation: ATTESTATION,
};

/** How a metric is measured and judged. A check's test is always given to the metric of its own name. */
export const metricOf = (name: MetricName): Metric<MetricName> => METRICS[name] as Metric<MetricName>;

/** By which method a test is judged: that of verdicts, and which of its metric's own rules where it has had another. */
export function methodOf(test: CheckMetric): string {
  const rule = metricOf(test.metric).rule?.(test);
  return rule === undefined ? METHOD_VERSION : `${METHOD_VERSION}.${rule}`;
}

const ruleOf = (method: string): string => method.split(".")[1] ?? "";

/** Whether two methods measure by the same of a metric's own rules: then what one has kept the other reads. */
export const isSameRule = (method: string, other: string): boolean => ruleOf(method) === ruleOf(other);
