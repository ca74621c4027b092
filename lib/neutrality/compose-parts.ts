import { composeCalibration } from "./calibration-split";
import { composeEvidence } from "./evidence-series";
import type { Judging } from "./judging";
import type { Measured } from "./measured";
import { composeRise } from "./rise";
import type { Neutrality, NeutralityQuery, NeutralityWithSeries } from "./schema";
import { composeSeries } from "./series";
import { composeSinceOnset, composeStrata, composeStrataBounds } from "./strata";

/** What is told along the days and by stratum. */
export type Parts = Omit<NeutralityWithSeries, "neutrality"> & Pick<Neutrality, "strata">;

function composeParts(query: NeutralityQuery, measured: Measured, judging: Judging): Parts {
  const strata = composeStrata(measured, judging);
  return {
    strata,
    daily: composeSeries(query, measured, judging, 1),
    seven_days: composeSeries(query, measured, judging, 7),
    since_onset: composeSinceOnset(measured, judging),
    strata_bounds: composeStrataBounds(measured, judging),
    rise: composeRise(query, measured.cells, judging),
    ...composeEvidence(query, measured, judging),
    calibration_split: composeCalibration(measured, judging, strata),
  };
}

/** All of a judgement that the parts hang on, beside the cells. */
const basisOf = ({ sign, alpha, theta_m, phi, judgement: { verdict, onset } }: Judging): string =>
  JSON.stringify([sign, alpha, theta_m, phi, verdict, onset?.day ?? null]);

/** Composes the parts of one question, some of them while the engine is still reading what only a guard hangs on. */
export class PartsOf {
  readonly #query: NeutralityQuery;
  #early: { cells: Measured["cells"]; basis: string; parts: Parts } | null = null;

  constructor(query: NeutralityQuery) {
    this.#query = query;
  }

  /** Before all is known: they stand where the judgement does. */
  begin(measured: Measured, judging: Judging): void {
    const parts = composeParts(this.#query, measured, judging);
    this.#early = { cells: measured.cells, basis: basisOf(judging), parts };
  }

  of(measured: Measured, judging: Judging): Parts {
    const early = this.#early;
    if (early && early.cells === measured.cells && early.basis === basisOf(judging)) return early.parts;
    return composeParts(this.#query, measured, judging);
  }
}
