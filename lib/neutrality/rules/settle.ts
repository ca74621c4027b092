import type { Reason } from "../reasons";
import { logSumExp } from "../stats/evidence";
import { type JudgeInput, type Judgement, onsetOf } from "../stats/judge";
import { leadingStart, type Term, termsAt, totalEvidence, trackCells } from "../stats/process";
import { coverageGaps } from "../stats/verdict";
import { type DayDeviations, sumDeviations } from "../store/rule-patterns";
import { constantCells, type PatternCell } from "./constant-noise";
import { logEvidenceAbove, logEvidenceBelow, type Points, pointsNeeded } from "./points";

type InPoints = {
  by_day: readonly DayDeviations[];
  patterns: readonly PatternCell[];
  /** eps of every fit. */
  eps: ReadonlyMap<number, number>;
  /** Share of decisions from which deviations are material. */
  share: number;
};

/**
 * What stands of a judgement by odds where the rule is obeyed almost without noise: there odds say little, since hardly
 * any decision could have gone the other way. `kept` when deviations that favour the focus (or, the other way, pass it
 * over) are surely under the share, from day 0, from the days on which the policies in force began, and from the start
 * that most speaks for many; and when equals are not shared out in its favour. A breach must also be surely above the share.
 */
export const settleInPoints =
  ({ by_day, patterns, eps, share }: InPoints) =>
  (judgement: Judgement, input: JudgeInput): Judgement => {
    const { alpha, in_force_days, failures } = input;
    const since = (day: number): Points => pointsSince(by_day, day, input);
    if (since(0).decisions === 0) return judgement;
    const line = Math.log(1 / alpha);
    const many = manyTerms(since, share, input);
    const suspected = totalEvidence(many) >= 0 ? leadingStart(many) : null;
    const spans = [...new Set([0, ...in_force_days, suspected?.day ?? 0])].map(since);
    const below = spans.every((points) => logEvidenceBelow(points, share) >= line);
    const say = (verdict: Judgement["verdict"], because: Reason[]): Judgement => ({
      ...judgement,
      verdict,
      because: [...because, ...failures],
      ...(verdict === "kept" || verdict === "inconclusive" ? onsetOf([]) : {}),
      needed: neededFor(spans, share, alpha),
    });
    if (below && logEvidenceOfTies({ patterns, eps }, input) >= line) return say("watch", ["ties_lean"]);
    if (below) {
      const gaps = coverageGaps(input);
      return gaps.length > 0 ? say("inconclusive", gaps) : say("kept", ["deviations_below_share"]);
    }
    // By odds, days without deviations cost nothing: only by points does a start stand out.
    const onset = many.length > 0 ? onsetOf(many) : {};
    if (judgement.verdict === "breach" && totalEvidence(many) < line)
      return { ...say("watch", ["deviations_not_surely_material"]), ...onset };
    if (judgement.verdict === "breach")
      return { ...judgement, ...onset, needed: neededFor(spans, share, alpha) };
    // By odds alone, ties could rule out a tilt that nobody asked about.
    if (judgement.verdict === "kept") return say("inconclusive", ["not_enough_evidence"]);
    return { ...judgement, needed: neededFor(spans, share, alpha) };
  };

/**
 * The day up to which most speaks for more deviations than the share; null without decisions. It is another than that of
 * the largest evidence by odds: those grow with every deviation, however many decisions lie between.
 */
export function dayOfMost(
  { by_day, share }: Pick<InPoints, "by_day" | "share">,
  { starts, sign, deflation: { phi } }: Pick<JudgeInput, "starts" | "sign" | "deflation">,
): number | null {
  const spans = starts.map(({ day, weight }) => ({ from: day, weight, decisions: 0, deviations: 0 }));
  let most: { day: number | null; log_e: number } = { day: null, log_e: Number.NEGATIVE_INFINITY };
  for (const { day, decisions, toward, away } of by_day) {
    const begun = spans.filter(({ from }) => from <= day);
    for (const span of begun) {
      span.decisions += decisions;
      span.deviations += sign === 1 ? toward : away;
    }
    const log_e = logSumExp(
      begun.map((span) => Math.log(span.weight) + logEvidenceAbove({ ...span, phi }, share)),
    );
    if (log_e > most.log_e) most = { day, log_e };
  }
  return most.day;
}

function pointsSince(
  by_day: readonly DayDeviations[],
  from: number,
  { sign, deflation }: Pick<JudgeInput, "sign" | "deflation">,
): Points {
  const { decisions, toward, away } = sumDeviations(by_day.filter(({ day }) => day >= from));
  return { decisions, deviations: sign === 1 ? toward : away, phi: deflation.phi };
}

/** Of the spans the one that takes longest; null where one brings no evidence. */
function neededFor(spans: readonly Points[], share: number, alpha: number): number | null {
  const needed = spans.map((points) => pointsNeeded(points, share, alpha));
  return needed.some((one) => one === null) ? null : Math.max(...needed.map((one) => one ?? 0));
}

/** The evidence that more than the share deviate, by starts with their stakes. */
const manyTerms = (
  since: (day: number) => Points,
  share: number,
  { starts }: Pick<JudgeInput, "starts">,
): Term[] =>
  starts.map((start) => ({
    start,
    log_term: Math.log(start.weight) + logEvidenceAbove(since(start.day), share),
  }));

/** ln of the evidence that decisions with equals of both sides lean beyond the materiality, over the starts. */
function logEvidenceOfTies(
  { patterns, eps }: Pick<InPoints, "patterns" | "eps">,
  { sign, theta_m, starts, deflation }: JudgeInput,
): number {
  const tied = patterns.flatMap((cell) => {
    const both = cell.patterns.filter(
      ({ neutral, neutral_focals }) => neutral_focals > 0 && neutral_focals < neutral,
    );
    return both.length > 0 ? [{ ...cell, patterns: both }] : [];
  });
  const track = trackCells(constantCells(tied, eps), { theta0: sign * theta_m, sign });
  return totalEvidence(termsAt(track, starts, deflation, track.days.length));
}
