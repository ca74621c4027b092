import type { Actor } from "@/lib/access";
import { invalid, personRequired } from "@/lib/kernel/errors";
import { actOnFinding } from "./act";
import type { FindingView, RiskRequestInput } from "./schema";

/** Asks that the risk of a finding be accepted up to a day; another person decides. Keys are refused. */
export function requestRisk(actor: Actor, id: string, input: RiskRequestInput): Promise<FindingView> {
  if (actor.kind === "key") throw personRequired();
  return actOnFinding(actor, id, "request_risk", async ({ today }) => {
    if (input.until <= today)
      throw invalid([{ pointer: "/until", message: "A risk is accepted for days to come." }]);
    return { events: [{ kind: "risk_requested", detail: { ...input } }], reason: input.reason };
  });
}
