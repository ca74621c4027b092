import { readExclusions } from "./exclusion-parity-sql";
import { sidesMetric } from "./sides/sides-metric";

/** The focus's share of what is excluded less its share of what is routed; a jump at a policy version is watched. */
export const EXCLUSION_PARITY = sidesMetric<"exclusion_parity">({
  read: readExclusions,
  measure: { name: "exclusion_difference", unit: "points" },
  // Both sides are shares of the focus: what is excluded is shown as its own.
  own: "1",
  jumps: true,
});
