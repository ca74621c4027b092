import { judgeMeasured } from "../judging";
import type { Measured } from "../measured";
import { leastFavourableWay } from "../rules/least-favourable";
import type { NeutralityQuery } from "../schema";
import type { MaterialityPoint } from "./schema";

/** Odds ratios of 1.00 to 1.50. */
export const MATERIALITIES = Array.from({ length: 11 }, (_, step) => (100 + 5 * step) / 100);

/** The verdict if this tilt, an odds ratio, had been called material. Pure. */
export function judgeMateriality(
  query: NeutralityQuery,
  measured: Measured,
  materiality: number,
): MaterialityPoint {
  const judge = (way: Measured) => judgeMeasured({ ...query, materiality }, way);
  // What is least favourable to one materiality may be the best for another.
  const { judgement } = judge(leastFavourableWay(measured.ways ?? [measured], judge));
  const { verdict, because, totals, log_e_material } = judgement;
  return { materiality, verdict, because, log_e_value: totals.n > 0 ? log_e_material : null };
}
