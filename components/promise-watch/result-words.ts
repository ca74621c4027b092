import type { Day, ResultListItem, ResultMeasure, ResultTrigger } from "@/lib/commitments";
import { capitalise, countInWords, formatCount, formatDate } from "@/lib/kernel/format";
import { explainReason } from "@/lib/neutrality";
import { focusWords } from "./focus-words";
import { intervalWords, measureValue } from "./metric-words";

/** How a decision came about that no router made. */
const EXCLUDED: Record<string, string> = {
  pinned: "what customers pinned",
  fallback: "fallbacks",
  sticky: "sticky sessions",
  cache: "what came from a cache",
  internal: "internal requests",
};

/** By the name of the measure, with whom it is about and of which kind it is. */
const MEASURES: Record<string, (who: string, kind: string) => string> = {
  odds_ratio: (who) => `Odds of choosing ${who}`,
  beyond_expected: (who) => `Decisions for ${who} beyond what was expected`,
  observed_share: (who) => `Share of ${who}, observed`,
  expected_share: (who) => `Share of ${who}, expected`,
  share: (who) => `Share of ${who}`,
  watch_above: () => "Watched from",
  flattery: (who) => `Predicted quality above outcomes, for ${who} more than for partners’`,
  exclusion_difference: (who, kind) =>
    `Share of ${who} in ${EXCLUDED[kind] ?? "what no router decided"}, beyond that in what a router decided`,
  eligibility_difference: (who) => `${capitalise(who)} eligible more often than partners’`,
  candidates_difference: (who) => `${capitalise(who)} among the candidates more often than partners’`,
  latency_ratio: (who) => `Partners’ latency by that of ${who}`,
  error_difference: (who) => `Partners’ failures beyond those of ${who}`,
  net_flow: (who) => `Fallbacks to ${who} beyond those from them`,
  listing_gap: () => "Partners listed later than ours",
  partners_median: () => "Partners’ median",
  own_median: () => "Our own median",
  still_waiting: () => "Released and not listed yet",
  dates_unknown: () => "Left out, since the register does not know when",
  coverage: () => "Coverage",
  unattributed: () => "Without a known owner",
  coverage_lately: () => "Coverage since the last due day",
  unattributed_lately: () => "Without a known owner since the last due day",
  notice_days: () => "Shortest notice",
  answered_kept: () => "Answered “kept”",
};

/** What a figure is, of whom; what follows the colon of its name is the kind that it is of. */
export function measureLabel(name: string, focus = "first_party"): string {
  const [figure = "", kind = ""] = name.split(": ");
  return MEASURES[figure]?.(focusWords(focus), kind) ?? name.replaceAll("_", " ");
}

/** Of a tilt the count of decisions before the odds, which are an average over the window. */
export const inOrder = (measures: readonly ResultMeasure[]): ResultMeasure[] =>
  measures.toSorted((a, b) => Number(a.name === "odds_ratio") - Number(b.name === "odds_ratio"));

/** Measures whose limit is the least that is wanted; all others have the most that is allowed. */
const LEAST = new Set(["coverage", "coverage_lately", "notice_days", "answered_kept"]);

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
  coverage_lately:
    "Since the last due day less of what is routed can be tested than was fixed; over the whole window it is still enough.",
  unattributed_lately:
    "Since the last due day more has a candidate without a known owner than was fixed; over the whole window it is not too much.",
  too_few: "There are too few to say anything of, neither for nor against.",
  nothing_listed: "No product has a known release and listing, or waits for one.",
  still_waiting:
    "Products are released and not listed yet; the verdict hangs on how long they will have waited.",
  dates_not_exact: "Of some products only the month or the year is known; the verdict hangs on the day.",
  dates_unknown: "Products left out, since the register does not know when they came out or were listed",
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
  notice_opened_late: "Announced, and opened after the day on which it took effect",
  notice_says_other: "Opened, and it announced something else",
  notice_not_comparable: "Opened, in no form that can be compared with a policy",
  decided_before: "Decided before the time that the register gives",
  not_in_register: "Decided without being in the register",
  alarms_on_due_days:
    "It was looked at between due days: by itself such a look is never more than inconclusive, since each would be another chance of a false alarm.",
  said_not_kept: "Somebody says that it was not kept.",
  said_cannot_say: "Somebody cannot say.",
  not_all_answered: "Not everybody who is asked has answered.",
  without_evidence: "An answer lacks the evidence that is wanted, or it has expired.",
  all_say_kept: "Everybody who is asked says that it was kept.",
  breach_reached_before: "A breach that was reached in this window stays one to its end.",
  breach_no_longer_reached:
    "A breach stood before. The days have been measured again since, and as they are now they never bore it out.",
  failed: "The run could not be completed",
  jump_at_version: "It jumped with a policy version",
  candidates_jump_at_version: "How often either side is a candidate at all jumped with a policy version",
};

/** A reason of a result as a sentence; what follows the colon is whom or what it is about. */
export function reasonWords(code: string): string {
  const colon = code.indexOf(": ");
  const [name, detail] = colon < 0 ? [code, null] : [code.slice(0, colon), code.slice(colon + 2)];
  if (name === "clusters" && detail)
    return `Decisions of one ${detail} may depend on each other; the interval allows for it.`;
  const known = REASONS[name];
  if (known === undefined) return explainReason(code);
  return detail === null ? known : `${known.replace(/\.$/, "")}: ${detail}.`;
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

/** What is counted as n, by metric. */
const COUNTED: Partial<Record<string, [string, string]>> = {
  listing_time: ["product", "products"],
  notice_period: ["policy", "policies"],
  attestation: ["person asked", "people asked"],
  fallback_flow: ["fallback", "fallbacks"],
  eligibility_parity: ["candidate", "candidates"],
};

type Covered = Pick<ResultListItem, "window_from" | "day" | "figures"> & {
  check: Pick<ResultListItem["check"], "metric">;
};

/**
 * What a result judged: "223 days from 23 March 2026 to 31 October 2026; 38,849 decisions". `from`: where only the days from
 * there on have a say, as of an attestation, which asks about one period.
 */
export function coversWords({ window_from, day, figures, check }: Covered, from: Day = window_from): string {
  const days = Math.round((Date.parse(day) - Date.parse(from)) / 86_400_000) + 1;
  const [one, many] = COUNTED[check.metric] ?? ["decision", "decisions"];
  return `${countInWords(days, "day")} from ${formatDate(from)} to ${formatDate(day)}; ${formatCount(figures.n, one, many)}`;
}
