import type { Actor } from "@/lib/access";
import { conflict, invalid } from "@/lib/kernel/errors";
import { actOnFinding, type Deed, type Scene } from "./act";
import { closableOf, readClosingResult } from "./closing";
import { readClosingJudgement } from "./closing-judgement";
import { whyNotClosing, whyNotShown } from "./rules";
import type { CloseInput, FindingView } from "./schema";
import { isOfCheck } from "./store";

/**
 * Closes a finding by a later result that shows it; of a condition by its latest judgement, which says that it works. Throws 409
 * `not_shown` with the reason why one does not.
 */
export function closeFinding(
  actor: Actor,
  id: string,
  { result, judgement }: CloseInput,
): Promise<FindingView> {
  return actOnFinding(actor, id, "close", async (scene) => {
    if (result !== undefined) return byResult(scene, result);
    return byJudgement(scene, judgement ?? "");
  });
}

// When, says the database.
const CLOSED = { closed_at: new Date(0), risk_until: null };

async function byResult({ tx, finding }: Scene, result: string): Promise<Deed> {
  if (!isOfCheck(finding))
    throw conflict("not_shown", "A condition is shown to work by the judgement of its proof.");
  const shown = await readClosingResult(tx, result);
  if (!shown) throw invalid([{ pointer: "/result", message: "There is no result with this id." }]);
  const why = whyNotClosing(closableOf(finding), shown);
  if (why !== null) throw conflict("not_shown", why);
  return {
    data: { ...CLOSED, closing_result_id: result },
    events: [{ kind: "closed", detail: { result } }],
  };
}

async function byJudgement({ tx, finding }: Scene, judgement: string): Promise<Deed> {
  const shown = await readClosingJudgement(tx, judgement);
  if (!shown) throw invalid([{ pointer: "/judgement", message: "There is no judgement with this id." }]);
  const { condition_id, opened_at } = finding;
  const why = whyNotShown({ condition_id, opened_ms: opened_at.getTime() }, shown);
  if (why !== null) throw conflict("not_shown", why);
  return {
    data: { ...CLOSED, closing_check_id: judgement },
    events: [{ kind: "closed", detail: { judgement } }],
  };
}
