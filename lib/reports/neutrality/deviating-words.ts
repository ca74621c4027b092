import { formatCount, formatNumber, formatPercent } from "@/lib/kernel/format";
import type { Neutrality } from "@/lib/neutrality";
import { sideOf } from "./words";

/** Said wherever single unlikely choices are shown: by themselves they are no evidence. */
export const ALSO_NEUTRAL =
  "A neutral router makes such choices as well, as often as their chance says; the verdict counts what is beyond.";

/** How many the list holds, and what they have in common: no more than that. */
export const deviatingTitle = (total: number, noun: string, threshold: number): string =>
  `${formatCount(total, noun)} whose neutral chance was under ${formatPercent(threshold, 0)}, or that had a likelier candidate on the other side`;

/** What is listed, and how many the verdict counts beyond the expected. */
export function deviatingLead(
  verdict: Pick<Neutrality, "usable" | "observed" | "expected" | "direction" | "tilt">,
  subject: string,
): string {
  const side = sideOf(verdict);
  const listed = side === 1 ? `Choices of ${subject}` : `Choices against ${subject}`;
  const beyond = verdict.observed.focal - verdict.expected.focal;
  const excess =
    verdict.usable === 0
      ? ""
      : ` Over the whole view that is ${formatNumber(Math.abs(beyond))} ${beyond >= 0 ? "more" : "fewer"} for ${subject} than expected.`;
  return `${listed}, the least likely first. ${ALSO_NEUTRAL}${excess}`;
}
