import type { Cell } from "../../lib/neutrality/stats/table";
import { logPartition } from "../../lib/neutrality/stats/tilt";
import { ALPHA, DAYS, type Scenario, THETA_M } from "./plan";

/**
 * ln of the likelihood of the scenario's tilt over that of the materiality, from the onset to the look that called it a
 * breach, over ln(1/alpha). Less the divergence of every decision it is a martingale, so that its mean at any look is
 * the mean of the decisions until then over ln(1/alpha) / KL (Wald 1945); and it varies far less from stream to stream.
 */
export function gainedUntil(
  days: readonly (readonly Cell[])[],
  { tilt, onset }: Pick<Scenario, "tilt" | "onset">,
  breach: number | null,
): number {
  let sum = 0;
  for (const cells of days.slice(onset, (breach ?? DAYS - 1) + 1))
    for (const { x, bins } of cells)
      sum += (tilt - THETA_M) * x - (logPartition(bins, tilt) - logPartition(bins, THETA_M));
  return sum / Math.log(1 / ALPHA);
}
