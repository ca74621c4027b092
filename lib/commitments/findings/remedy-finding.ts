import type { Actor } from "@/lib/access";
import { type InputError, invalid } from "@/lib/kernel/errors";
import { formatDate } from "@/lib/kernel/format";
import { toDate } from "../day";
import { actOnFinding } from "./act";
import type { FindingView, RemedyInput } from "./schema";
import type { FindingRow } from "./store";
import { dayOrNull } from "./view";

/** The day of the result that opened a finding of tilt; null of others. */
const openedOn = ({ kind, opened_result }: FindingRow): string | null =>
  kind === "tilt" ? dayOrNull(opened_result?.day ?? null) : null;

const isEarly = (finding: FindingRow, remedied_on: string): boolean =>
  remedied_on < (openedOn(finding) ?? "");

/**
 * What is wrong with the day of a remedy. A later remedy takes the place of one that did not hold: it is never set back,
 * or a window that began before what was really done would show that it worked.
 */
function faultOf(finding: FindingRow, input: RemedyInput, today: string): InputError | null {
  const { remedied_on, why_earlier } = input;
  const at = (pointer: string, message: string): InputError => ({ pointer, message });
  const [from, known] = [dayOrNull(finding.window_from), dayOrNull(finding.remedied_on)];
  if (remedied_on > today) return at("/remedied_on", "This day has not come yet.");
  if (from !== null && remedied_on < from)
    return at("/remedied_on", "It lies before the window of the finding.");
  if (known !== null && remedied_on < known)
    return at(
      "/remedied_on",
      `A remedy is recorded since ${formatDate(known)}: another one comes later, or on that day.`,
    );
  const opened = openedOn(finding);
  if (opened !== null && isEarly(finding, remedied_on) && why_earlier === undefined)
    return at(
      "/why_earlier",
      `The result that opened the finding is of ${formatDate(opened)}: say how what was done before can be what mended it.`,
    );
  return null;
}

/** Records what was done about a finding, and since when: a check whose window begins later is its retest. Throws 422. */
export function remedyFinding(actor: Actor, id: string, input: RemedyInput): Promise<FindingView> {
  return actOnFinding(actor, id, "remedy", async ({ finding, today }) => {
    const fault = faultOf(finding, input, today);
    if (fault) throw invalid([fault]);
    const { remedy, remedied_on, why_earlier } = input;
    const ends = finding.status === "risk_accepted";
    // What explains an early day is kept of an early day alone: a timeline is never mended.
    const early = isEarly(finding, remedied_on) && why_earlier !== undefined;
    const detail = { remedy, remedied_on, ...(early ? { why_earlier } : {}) };
    return {
      data: {
        remedy,
        remedied_on: toDate(remedied_on),
        ...(ends ? { risk_until: null } : {}),
      },
      events: [
        { kind: "remedied", detail },
        ...(ends ? [{ kind: "risk_ended" as const, detail: { because: "remedied" } }] : []),
      ],
    };
  });
}
