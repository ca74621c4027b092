import { remindConditions, tickReviews } from "@/lib/register/server";
import { judgeConditions } from "../findings/overdue-conditions";

/**
 * What follows from days by the real clock: reviews to be made anew, conditions that are soon due, findings of those that
 * are overdue. People work by this clock also where checks run by a simulated one; then nothing is asked of them. A fault
 * in one is logged and does not keep the others from running; each is tried again with the next look.
 */
export async function tickWork(now_ms: number): Promise<void> {
  await logged("Reviews to be made anew", () => tickReviews(now_ms));
  await logged("Conditions that are soon due", () => remindConditions(now_ms));
  await logged("Overdue conditions", judgeConditions);
}

async function logged(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.warn(`${what} could not be looked at; trying again.`, error);
  }
}
