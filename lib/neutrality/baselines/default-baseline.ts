import type { Baseline, NeutralityQuery } from "../schema";
import { MIN_COVERAGE } from "../stats/verdict";
import { type ExperimentReach, readExperimentReach } from "../store/arms";

/** A copy with a fifth of the traffic is an experiment by design. */
const MIN_SHARE = 0.2;

/**
 * Decisions that a comparison must be worth to rule out odds of 1.05 at 99 %: V >= 2 ln(2 / alpha) / theta^2, where a
 * decision's variance is at most a quarter.
 */
const SETTLING_WORTH = (8 * Math.log(2 / 0.01)) / Math.log(1.05) ** 2;

/**
 * Whether an experiment is taken unasked: it covers as much of production as `kept` needs, and has a fifth of the traffic
 * or is large enough by itself. So a copy with two requests of a hundred does not push aside what the other baseline can
 * see. It is known before a single choice is looked at: nobody gets the baseline that suits the outcome.
 */
export const experimentSuffices = ({ routed, paired, worth }: ExperimentReach): boolean =>
  routed > 0 && paired >= MIN_COVERAGE * routed && (worth >= MIN_SHARE * paired || worth >= SETTLING_WORTH);

/** The baseline of a question that names none. A router's own rule and a fixed share are never taken unasked. */
export async function defaultBaseline(query: NeutralityQuery): Promise<Baseline> {
  const reach = await readExperimentReach(query);
  return reach && experimentSuffices(reach) ? "owner_blind" : "partner_revealed";
}
