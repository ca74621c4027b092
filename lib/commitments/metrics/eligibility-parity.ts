import { OFFERED, readEligible } from "./eligibility-parity-sql";
import { versionRows } from "./sides/rows";
import { sidesMetric } from "./sides/sides-metric";

/**
 * How often the focus's offered models are eligible less partners', in points; and beside it how often either side is among
 * the candidates at all: models that are not offered are never found ineligible. A jump of either at a policy version is
 * watched.
 */
export const ELIGIBILITY_PARITY = sidesMetric<"eligibility_parity">({
  read: readEligible,
  measure: { name: "eligibility_difference", unit: "points" },
  figures: () => [
    { name: "eligibility_difference", judged: true, jump: "jump_at_version" },
    { name: "candidates_difference", judged: false, kind: OFFERED, jump: "candidates_jump_at_version" },
  ],
  rows: (groups) => [
    ...versionRows(
      groups.filter(({ kind }) => kind === undefined),
      "1",
    ),
    ...versionRows(
      groups.filter(({ kind }) => kind === OFFERED),
      "1",
      ", among the candidates",
    ),
  ],
  own: "1",
});
