import { readFallbacks } from "./fallback-flow-sql";
import { sidesMetric } from "./sides/sides-metric";

/** Of all fallbacks the share that goes from others to the focus, less the share that goes the other way. */
export const FALLBACK_FLOW = sidesMetric<"fallback_flow">({
  read: readFallbacks,
  measure: { name: "net_flow", unit: "points" },
  own: "1",
  // All may go to the focus, and all to others.
  counted: "both",
});
