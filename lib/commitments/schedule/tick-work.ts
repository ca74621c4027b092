import { remindConditions, tickReviews } from "@/lib/register/server";
import { judgeConditions } from "../findings/overdue-conditions";

/**
 * What follows from days by the real clock: reviews to be made anew, conditions that are soon due, findings of those that
 * are overdue. People work by this clock also where checks run by a simulated one; then nothing is asked of them.
 */
export async function tickWork(now_ms: number): Promise<void> {
  await tickReviews(now_ms);
  await remindConditions(now_ms);
  await judgeConditions();
}
