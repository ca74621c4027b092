import { readEligible } from "./eligibility-parity-sql";
import { sidesMetric } from "./sides/sides-metric";

/** How often the focus's offered models are eligible less partners', in points; a jump at a policy version is watched. */
export const ELIGIBILITY_PARITY = sidesMetric<"eligibility_parity">({
  read: readEligible,
  measure: { name: "eligibility_difference", unit: "points" },
  own: "1",
  jumps: true,
});
