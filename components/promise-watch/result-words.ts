import type { ResultListItem, ResultMeasure, ResultTrigger } from "@/lib/commitments";
import { countInWords, formatDate, formatNumber } from "@/lib/kernel/format";
import { explainReason } from "@/lib/neutrality";
import { intervalWords, measureValue } from "./metric-words";

const MEASURES: Record<string, string> = {
  odds_ratio: "Odds of the focus",
  beyond_expected: "Decisions beyond what was expected",
  observed_share: "Share observed",
  expected_share: "Share expected",
  share: "Share of the focus",
  watch_above: "Watched from",
  flattery: "Flattery of the focus’s scores",
  exclusion_difference: "Excluded more than routed",
  eligibility_difference: "Eligible more often than partners’",
  latency_ratio: "Partners’ latency by the focus’s",
  error_difference: "Partners’ failures beyond the focus’s",
  net_flow: "Net flow of fallbacks to the focus",
  listing_gap: "Partners listed later than ours",
  partners_median: "Partners’ median",
  own_median: "Our own median",
  coverage: "Coverage",
  unattributed: "Without a known owner",
  notice_days: "Shortest notice",
  answered_kept: "Answered “kept”",
};

export const measureLabel = (name: string): string => MEASURES[name] ?? name.replaceAll("_", " ");

/** Measures whose limit is the least that is wanted; all others have the most that is allowed. */
const LEAST = new Set(["coverage", "notice_days", "answered_kept"]);

/** "at most 1.05 times"; null where nothing limits it. */
export function limitWords({ name, limit, unit }: ResultMeasure): string | null {
  if (limit === null) return null;
  // Where it is asked who is treated worse, odds may not be less than so much below 1.
  const least = LEAST.has(name) || (name === "odds_ratio" && limit < 1);
  return `${least ? "at least" : "at most"} ${measureValue(limit, unit)}`;
}

const REASONS: Record<string, string> = {
  nothing_routed: "Nothing was routed in these days.",
  covered: "Enough of what is routed can be tested.",
  coverage: "Less of what is routed can be tested than was fixed.",
  unattributed: "More has a candidate without a known owner than was fixed.",
  nothing_listed: "No product has a known release and listing.",
  one_side_alone: "Only one of the two sides is there, so nothing can be compared.",
  nothing_to_compare: "Nothing is there to compare.",
  beyond_tolerance: "The difference is surely beyond the tolerance.",
  within_tolerance: "The difference is within the tolerance.",
  within_tolerance_not_zero: "There is a difference, and it is surely within the tolerance.",
  more_than_none: "There is a difference; whether it is beyond the tolerance is not known.",
  above_ceiling: "The share is above the ceiling.",
  near_ceiling: "The share is near the ceiling.",
  below_ceiling: "The share is below the ceiling.",
  nothing_took_effect: "No policy took effect in these days.",
  announced_in_time: "Every change was announced in time and opened.",
  no_notice: "Without any notice",
  notice_too_short: "Announced too late",
  notice_not_opened: "Announced and not opened",
  notice_says_other: "Opened, and it announced something else",
  clusters: "Decisions may depend on each other within one",
  said_not_kept: "Somebody says that it was not kept.",
  said_cannot_say: "Somebody cannot say.",
  not_all_answered: "Not everybody who is asked has answered.",
  without_evidence: "An answer lacks the evidence that is wanted, or it has expired.",
  all_say_kept: "Everybody who is asked says that it was kept.",
  breach_reached_before: "A breach that was reached in this window stays one to its end.",
  failed: "The run could not be completed",
  jump_at_version: "It jumped with a policy version",
};

/** A reason of a result as a sentence; what follows the colon is whom or what it is about. */
export function reasonWords(code: string): string {
  const colon = code.indexOf(": ");
  const [name, detail] = colon < 0 ? [code, null] : [code.slice(0, colon), code.slice(colon + 2)];
  const known = REASONS[name];
  if (known === undefined) return explainReason(code);
  return detail === null ? known : `${known}: ${detail}.`;
}

export const TRIGGER_LABELS: Record<ResultTrigger, string> = {
  scheduled: "on schedule",
  late_data: "run again for late data",
  purge: "run again after a purge",
  catalogue_change: "run again after a change of the catalogue",
  on_demand: "on demand",
};

/** "1.65 times, between 1.57 and 1.73 times"; null where the figure is not known. */
export function figureWords(measure: ResultMeasure): string | null {
  if (measure.value === null) return intervalWords(measure);
  const interval = intervalWords(measure);
  return `${measureValue(measure.value, measure.unit)}${interval ? `, ${interval}` : ""}`;
}

/** What the result judged: "over 130 days up to 24 August 2026, 38,849 judged". */
export function coversWords({
  window_from,
  day,
  figures,
}: Pick<ResultListItem, "window_from" | "day" | "figures">) {
  const days = Math.round((Date.parse(day) - Date.parse(window_from)) / 86_400_000) + 1;
  return `${countInWords(days, "day")} from ${formatDate(window_from)} to ${formatDate(day)}; n = ${formatNumber(figures.n)}`;
}
