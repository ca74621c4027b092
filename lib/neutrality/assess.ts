import { type Actor, authorize } from "@/lib/access";
import { namedInvestees } from "./baselines/assumptions";
import { composeCalibration } from "./calibration-split";
import { composeNeutrality } from "./compose";
import type { Context } from "./context";
import { composeEvidence } from "./evidence-series";
import { judgeMeasured } from "./judging";
import { keptAnswer } from "./kept-answer";
import { measure } from "./measure";
import { composeRise } from "./rise";
import type { Neutrality, NeutralityQuery, NeutralityWithSeries } from "./schema";
import { composeSeries } from "./series";
import { composeSinceOnset, composeStrataBounds } from "./strata";
import { oneAtATime } from "./turns";

/**
 * Whether the router picks the focus's models more (or less) often than a neutral one would, on the decisions of
 * the window: `docs/methods.md`. The same answer for everybody who may see it; whom `investees` means is what the one
 * who asks may see of it. Throws 403, and 422 for a focus on nobody.
 */
export const assess = async (actor: Actor, query: NeutralityQuery): Promise<Neutrality> =>
  (await assessWithSeries(actor, query)).neutrality;

/** As `assess`, with the series of its chart. Kept in memory until traffic, catalogue, policies or sources change. */
export async function assessWithSeries(actor: Actor, query: NeutralityQuery): Promise<NeutralityWithSeries> {
  authorize(actor, "routing:read");
  return keptAnswer(actor, "verdict", query, (context) => oneAtATime(() => compute(query, context)));
}

async function compute(query: NeutralityQuery, context: Context): Promise<NeutralityWithSeries> {
  const measured = await measure(query, context);
  const judging = judgeMeasured(query, measured);
  const composed = composeNeutrality(query, measured, judging);
  const assumptions = [...composed.assumptions, ...namedInvestees(query, context)];
  const neutrality = { ...composed, assumptions };
  return {
    neutrality,
    daily: composeSeries(query, measured, judging, 1),
    seven_days: composeSeries(query, measured, judging, 7),
    since_onset: composeSinceOnset(measured, judging),
    strata_bounds: composeStrataBounds(measured, judging),
    rise: composeRise(query, measured.cells, judging),
    ...composeEvidence(query, measured, judging),
    calibration_split: composeCalibration(measured, judging, neutrality.strata),
  };
}
