import { type Judgement, judgeTable } from "../../lib/neutrality/stats/judge";
import { listStarts } from "../../lib/neutrality/stats/starts";
import type { Cell } from "../../lib/neutrality/stats/table";
import { ALPHA, DAYS, THETA_M } from "./plan";

/** The product's own answer at the last look: full coverage, no guards, nothing estimated. */
export const judgeKnown = (
  cells: readonly Cell[],
  phi: number,
  versions: readonly number[],
  strata?: readonly (readonly Cell[])[],
): Judgement =>
  judgeTable({
    ...{ cells, strata, starts: listStarts(versions, DAYS - 1) },
    deflation: { phi, covariances: new Map() },
    ...{ alpha: ALPHA, theta_m: THETA_M, sign: 1 as const },
    in_force_days: [versions.at(-1) ?? 0],
    ...{ coverage: 1, unattributed: 0, failures: [], guards: () => [], with_peak: false },
  });
