import { cellsOfFixed } from "./fixed-cells";
import type { Judging } from "./judging";
import type { Measured } from "./measured";
import type { FixedStratum, Neutrality } from "./schema";
import { selectByEvidence } from "./stats/e-bh";
import { capped } from "./stats/evidence";
import { poolBins, sumShown } from "./stats/table";
import { estimateTilt } from "./stats/tilt";

type Stratum = Neutrality["strata"][number];

/** A stratum's own figures; its shares are null where it has no data. */
export type StratumFigures = Omit<Stratum, "observed" | "expected"> & {
  observed: number | null;
  expected: number | null;
};

/**
 * Each fixed stratum with its part of the evidence, all others last, and those that e-BH names among all of them: their
 * number was fixed too.
 */
export function composeFixed(
  measured: Pick<Measured, "cells" | "strata">,
  fixed: readonly FixedStratum[],
  { judgement, alpha }: Pick<Judging, "judgement" | "alpha">,
): StratumFigures[] {
  const log_e = judgement.mixed?.log_e_strata ?? [];
  const named = selectByEvidence(log_e, alpha);
  return cellsOfFixed(measured, fixed).map((cells, place) => {
    const { router, task } = fixed[place] ?? { router: null, task: null };
    const { n, x, q } = sumShown(cells);
    return {
      ...{ router, task, decisions: n },
      observed: n > 0 ? x / n : null,
      expected: n > 0 ? q / n : null,
      log_odds: n > 0 ? estimateTilt(poolBins(cells), x) : null,
      e_value: capped(log_e[place] ?? 0),
      named: named.has(place),
    };
  });
}
