import { readErrors } from "./error-parity-sql";
import { sidesMetric } from "./sides/sides-metric";

/** Share of partners' requests that fail less the focus's, within router and task, in points. */
export const ERROR_PARITY = sidesMetric<"error_parity">({
  read: readErrors,
  measure: { name: "error_difference", unit: "points" },
  own: "0",
});
