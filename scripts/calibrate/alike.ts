import type { Judgement } from "../../lib/neutrality/stats/judge";
import type { Verdict } from "../../lib/neutrality/stats/verdict";

const TOLERANCE = 1e-9;

type Expected = {
  verdict?: Verdict | undefined;
  log_e_material: number | undefined;
  log_e_zero?: number | undefined;
  /** Whether the interval holds the true tilt. */
  holds_truth?: boolean | undefined;
  tilt: number;
};

/** Throws unless the day by day reckoning ends where the product's own judgement of the whole table does. */
export function assertAlike(judged: Judgement, expected: Expected): void {
  for (const name of ["log_e_material", "log_e_zero"] as const) {
    const [ours, theirs] = [expected[name], judged[name]];
    if (ours !== undefined && !(Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(theirs))))
      throw new Error(`${name} is ${ours} looked at by day and ${theirs} judged at once.`);
  }
  if (expected.verdict !== undefined && expected.verdict !== judged.verdict)
    throw new Error(
      `The verdict is ${expected.verdict} looked at by day and ${judged.verdict} judged at once.`,
    );
  if (expected.holds_truth === undefined) return;
  const { lower, upper } = judged.interval;
  const inside = (lower === null || lower <= expected.tilt) && (upper === null || upper >= expected.tilt);
  if (inside !== expected.holds_truth)
    throw new Error(`The interval ${lower} to ${upper} and the look at ${expected.tilt} do not agree.`);
}
