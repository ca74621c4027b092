import type { Actor } from "@/lib/access";
import { invalid } from "@/lib/kernel/errors";
import { toDate, toDay } from "../day";
import { actOnFinding } from "./act";
import type { FindingView, RemedyInput } from "./schema";

/** Records what was done about a finding, and since when: a check whose window begins later is its retest. */
export function remedyFinding(actor: Actor, id: string, input: RemedyInput): Promise<FindingView> {
  return actOnFinding(actor, id, "remedy", async ({ finding, today }) => {
    const { remedy, remedied_on } = input;
    if (remedied_on > today)
      throw invalid([{ pointer: "/remedied_on", message: "This day has not come yet." }]);
    if (finding.window_from && remedied_on < toDay(finding.window_from))
      throw invalid([{ pointer: "/remedied_on", message: "It lies before the window of the finding." }]);
    const ends = finding.status === "risk_accepted";
    return {
      data: {
        remedy,
        remedied_on: toDate(remedied_on),
        ...(ends ? { risk_until: null } : {}),
      },
      events: [
        { kind: "remedied", detail: { remedy, remedied_on } },
        ...(ends ? [{ kind: "risk_ended" as const, detail: { because: "remedied" } }] : []),
      ],
    };
  });
}
