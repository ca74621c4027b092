import type { Day, ResultFigures, ResultListItem, ResultMeasure } from "@/lib/commitments";
import { formatCount, formatDate, formatNumber, formatPercent } from "@/lib/kernel/format";
import type { TermKey } from "@/lib/reports";
import { focusWords } from "./focus-words";
import { intervalWords, measureValue } from "./metric-words";
import { powerWords } from "./strata-words";

export type Tilt = NonNullable<ResultFigures["tilt"]>;
type Judged = Pick<ResultListItem, "verdict" | "figures" | "window_from" | "day">;

/** "4,610 decisions for our own models beyond what was expected". */
export function excessWords(beyond: number, focus: string): string {
  const [n, who] = [Math.round(beyond), focusWords(focus)];
  if (n === 0) return `As many decisions for ${who} as were expected`;
  if (n > 0) return `${formatCount(n, "decision")} for ${who} beyond what was expected`;
  return `${formatNumber(-n)} fewer ${n === -1 ? "decision" : "decisions"} for ${who} than expected`;
}

/** "27 July 2026, when policy v3 began"; null without an onset. */
export function onsetWords({ onset }: Tilt): string | null {
  if (onset.day === null) return null;
  const versions = onset.policy_version;
  return `${formatDate(onset.day)}${versions === null ? "" : `, when policy ${versions} began`}`;
}

const isTilted = ({ verdict }: Pick<Judged, "verdict">) => verdict === "breach" || verdict === "watch";

/**
 * The headline of a result about tilt: the count first, since the onset where there is one. "4,208 decisions for our own
 * models beyond what was expected since 27 July 2026, when policy v3 began". Null without a decision to test.
 */
export function tiltHeadline({ verdict, figures, window_from }: Judged, focus: string): string | null {
  const { tilt } = figures;
  if (!tilt || figures.n === 0) return null;
  const over = tilt.observed - tilt.expected;
  const onset = isTilted({ verdict }) ? onsetWords(tilt) : null;
  if (onset && tilt.since_onset) return `${excessWords(tilt.since_onset.beyond, focus)} since ${onset}`;
  if (onset)
    return `${excessWords(over, focus)} since ${formatDate(window_from)}, with the evidence strongest from ${onset}`;
  return `${excessWords(over, focus)} since ${formatDate(window_from)}`;
}

const odds = (log: number | null) => (log === null ? null : Math.exp(log));

function oddsWords({ log_odds, lower, upper }: NonNullable<Tilt["since_onset"]>): string {
  const measure: ResultMeasure = {
    ...{ name: "odds_ratio", unit: "odds", limit: null },
    ...{ value: odds(log_odds), lower: odds(lower), upper: odds(upper) },
  };
  const interval = intervalWords(measure);
  const value = measure.value === null ? "without a finite estimate" : measureValue(measure.value, "odds");
  return `odds ${value}${interval ? `, ${interval}` : ""}`;
}

/** Since when a tilt could have been seen, of what is kept: an average does not exclude one that began days ago. */
function seenWords({ seen_from }: Tilt, day: Day): string {
  if (!seen_from) return "It is an average: a tilt that began lately may not show in it yet.";
  const alone = `The days from ${formatDate(seen_from)} to ${formatDate(day)} alone rule a material tilt out.`;
  return `${alone} One that began after ${formatDate(seen_from)} could not have been seen yet.`;
}

/** What a result about tilt found, in sentences; the headline stands above them. */
export function tiltSentences(result: Judged, focus: string): string[] {
  const { verdict, figures, window_from, day } = result;
  const { tilt } = figures;
  if (!tilt || figures.n === 0) return [];
  const { since_onset } = tilt;
  const onset = isTilted(result) ? onsetWords(tilt) : null;
  const over = Math.round(tilt.observed) - Math.round(tilt.expected);
  const whole = `In the whole window since ${formatDate(window_from)}, ${formatNumber(tilt.observed)} of ${formatCount(figures.n, "decision")} went to ${focusWords(focus)}, against ${formatNumber(tilt.expected)} expected: ${formatNumber(Math.abs(over))} ${over < 0 ? "fewer" : "more"}.`;
  return [
    ...(onset && since_onset
      ? [
          `Since ${onset}: ${oddsWords(since_onset)}, over ${formatCount(since_onset.decisions, "decision")}. The data picked that day, so this interval carries no guarantee; the evidence does.`,
        ]
      : []),
    whole,
    ...(verdict === "kept" ? [seenWords(tilt, day)] : []),
    `The odds in the table are the average since the window’s first day, ${formatDate(window_from)}: a tilt that began later is diluted in them, while the evidence counts from when it began.`,
  ];
}

/** A fact, and the term of the glossary that explains it. */
export type TiltFact = { term: string; value: string; explained: TermKey | null };

/** What a result counts beyond the expected, and since which day: since the onset where it has one, else `since` is null. */
export function beyondExpected({ verdict, figures }: Judged): { beyond: number; since: Day | null } | null {
  const { tilt } = figures;
  if (!tilt || figures.n === 0) return null;
  if (isTilted({ verdict }) && tilt.onset.day !== null && tilt.since_onset)
    return { beyond: tilt.since_onset.beyond, since: tilt.onset.day };
  return { beyond: tilt.observed - tilt.expected, since: null };
}

/** What the evidence is and what was taken off it: φ, η, r, coverage. */
export function tiltFacts({ tilt, because }: ResultFigures, alpha: number): TiltFact[] {
  if (!tilt || tilt.log_e_value === null) return [];
  const { peak, phi, eta, r, coverage, needed } = tilt;
  const line = formatNumber(1 / alpha);
  const fact = (term: string, value: string | null, explained: TermKey | null = null): TiltFact[] =>
    value === null ? [] : [{ term, value, explained }];
  const number = (value: number | null, digits: number, words: string) =>
    value === null ? null : `${formatNumber(value, digits)}: ${words}`;
  const points = because.includes("deviations_below_share");
  return [
    ...fact("Evidence", `${powerWords(tilt.log_e_value)}; the line of breach is ${line}`, "evidence"),
    ...fact(
      "Largest so far",
      peak.log_e_value === null || peak.day === null
        ? null
        : `${powerWords(peak.log_e_value)}, on ${formatDate(peak.day)}`,
    ),
    ...fact(
      "Dependence φ",
      number(phi, 2, "how much decisions of one client or session depend on each other; 1 is none"),
      "deflator",
    ),
    ...fact(
      "Counted η",
      number(eta, 3, "the part of the evidence left after φ and the error of the baseline"),
      "deflator",
    ),
    ...fact(
      "Error r",
      number(r, 3, "variance of the estimated baseline, by that of the decisions"),
      "deflator",
    ),
    ...fact(
      "Coverage",
      coverage === null ? null : `${formatPercent(coverage)} of what is routed can be tested`,
      "coverage",
    ),
    ...fact(
      "Needed",
      needed === null || needed <= 0 || points
        ? null
        : `about ${formatCount(Math.ceil(needed), "decision")} more like these`,
    ),
  ];
}

/** Why the figures of the neutrality page over the same days are others than those of a result. */
export function askedAnew(baseline: string): string {
  const evidence =
    "there the evidence is of all decisions together, where the check may have fixed parts of it";
  if (baseline === "partner_revealed")
    return `Its figures are others: there one standard is learnt now over all the days, here each day is judged by the standard as it was frozen before that day; ${evidence}.`;
  if (baseline === "declared_policy")
    return `Its figures may be others: there the noise around the rule is estimated now over all the days, here as it was known before each day; ${evidence}.`;
  return `Its figures may be others: ${evidence}.`;
}
