import type { Actor } from "@/lib/access";
import { conflict, invalid } from "@/lib/kernel/errors";
import { actOnFinding } from "./act";
import { closableOf, readClosingResult } from "./closing";
import { whyNotClosing } from "./rules";
import type { CloseInput, FindingView } from "./schema";

/** Closes a finding by a later result that shows it. Throws 409 `not_shown` with the reason why one does not. */
export function closeFinding(actor: Actor, id: string, { result }: CloseInput): Promise<FindingView> {
  return actOnFinding(actor, id, "close", async ({ tx, finding }) => {
    const shown = await readClosingResult(tx, result);
    if (!shown) throw invalid([{ pointer: "/result", message: "There is no result with this id." }]);
    const why = whyNotClosing(closableOf(finding), shown);
    if (why !== null) throw conflict("not_shown", why);
    return {
      // When, says the database.
      data: { closing_result_id: result, closed_at: new Date(), risk_until: null },
      events: [{ kind: "closed", detail: { result } }],
    };
  });
}
