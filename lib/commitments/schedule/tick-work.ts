import { remindConditions, tickReviews } from "@/lib/register/server";
import { askPeople } from "../attestations/ask-people";
import { judgeConditions } from "../findings/overdue-conditions";

type Part = { what: string; run: (now_ms: number) => Promise<unknown> };

const PARTS: readonly Part[] = [
  { what: "Reviews to be made anew", run: tickReviews },
  { what: "Conditions that are soon due", run: remindConditions },
  { what: "Overdue conditions", run: judgeConditions },
  { what: "People whom checks ask", run: askPeople },
];

/**
 * What follows from days by the real clock: reviews to be made anew, conditions that are soon due, findings of those that
 * are overdue, answers that attestations wait for. People work by this clock also where checks run by a simulated one; then nothing is asked of them. A fault
 * in one is logged and does not keep the others from running; each is tried again with the next look.
 */
export async function tickWork(now_ms: number, parts: readonly Part[] = PARTS): Promise<void> {
  for (const { what, run } of parts)
    try {
      await run(now_ms);
    } catch (error) {
      console.warn(`${what} could not be looked at; trying again.`, error);
    }
}
