import { readHonesty } from "./score-honesty-sql";
import { sidesMetric } from "./sides/sides-metric";

/** By how much the focus's models are predicted better than they turn out, less the same of partners', in points. */
export const SCORE_HONESTY = sidesMetric<"score_honesty">({
  read: readHonesty,
  measure: { name: "flattery", unit: "points" },
  own: "1",
});
