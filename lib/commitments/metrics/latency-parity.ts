import { readLatencies } from "./latency-parity-sql";
import { sidesMetric } from "./sides/sides-metric";

/** How much longer partners' answers take than the focus's, within router and task: a ratio of geometric means. */
export const LATENCY_PARITY = sidesMetric<"latency_parity">({
  read: readLatencies,
  measure: { name: "latency_ratio", unit: "ratio" },
  show: Math.exp,
  limit: Math.log1p,
  own: "0",
});
