import type { Actor } from "@/lib/access";
import { invalid, personRequired } from "@/lib/kernel/errors";
import { notify } from "@/lib/register/server";
import { plusDays } from "../day";
import { actOnFinding } from "./act";
import type { FindingView, RiskRequestInput } from "./schema";
import { aboutOf } from "./store";

/** A leap year: the same day of the next year is never too late. */
const MOST_RISK_DAYS = 366;

/** Asks that the risk of a finding be accepted up to a day, a year ahead at most; another person decides, and compliance is told. Keys are refused. */
export function requestRisk(actor: Actor, id: string, input: RiskRequestInput): Promise<FindingView> {
  if (actor.kind === "key") throw personRequired();
  return actOnFinding(actor, id, "request_risk", async ({ tx, finding, today }) => {
    if (input.until <= today)
      throw invalid([{ pointer: "/until", message: "A risk is accepted for days to come." }]);
    const last = plusDays(today, MOST_RISK_DAYS);
    if (input.until > last)
      throw invalid([
        { pointer: "/until", message: `A risk is accepted for a year at most: ${last} at the latest.` },
      ]);
    const to = { role: "compliance" } as const;
    await notify(tx, actor, {
      ...{ kind: "risk_requested", to, ...aboutOf(finding), detail: { until: input.until } },
    });
    return { events: [{ kind: "risk_requested", detail: { ...input } }], reason: input.reason };
  });
}
