import {
  capitalise,
  formatCount,
  formatDayMonth,
  formatList,
  formatPercent,
  formatPoints,
  numberWord,
} from "@/lib/kernel/format";
import type { Neutrality, NeutralityWithSeries, SinceOnset } from "@/lib/neutrality";
import { explainReason, focusSubject } from "@/lib/neutrality";
import type { Evidence, Phrase, RouterAnswer } from "./schema";
import { gravest, isGraver, onsetWords, riseWord, SAME_RISE, taskWords, verdictOf } from "./words";

/** A task carries an excess when at least this part of it lies there. */
const CARRIES = 0.8;

/** The excess since the onset, in the one task that carries it where one does. */
export function carriedExcess({ since_onset }: NeutralityWithSeries): SinceOnset | null {
  const [all, ...strata] = since_onset;
  if (!all) return null;
  const top = strata.find((row) => row.task !== null);
  return top && Math.abs(top.beyond) >= CARRIES * Math.abs(all.beyond) ? top : all;
}

/** Of the routers with the worst verdict the one with most decisions beyond expected. */
export function worstRouter(routers: readonly RouterAnswer[]): RouterAnswer | undefined {
  const size = ({ answer }: RouterAnswer) => Math.abs(carriedExcess(answer)?.beyond ?? 0);
  return routers.toSorted((a, b) =>
    verdictOf(a) === verdictOf(b) ? size(b) - size(a) : isGraver(verdictOf(a), verdictOf(b)) ? -1 : 1,
  )[0];
}

function excessPhrases(name: string, answer: NeutralityWithSeries): Phrase[] {
  const excess = carriedExcess(answer);
  const onset = onsetWords(answer);
  if (!excess || onset === null) return [];
  const beyond = Math.round(excess.beyond);
  return [
    { text: `Since ${onset}, ` },
    { text: name, tone: "strong" },
    { text: beyond >= 0 ? " has sent " : " has kept " },
    { text: formatCount(Math.abs(beyond), "request"), tone: "strong" },
    { text: `${excess.task ? ` in ${taskWords(excess.task)}` : ""} ${beyond >= 0 ? "to" : "from"} ` },
    { text: "our own models", tone: "own" },
    {
      text: ` that a router that cannot see owners would have sent ${beyond >= 0 ? "elsewhere" : "to them"}.`,
    },
  ];
}

/** What the other routers did: "Simulated Desk and Simulated Flow rose by as much and kept the promise." */
function othersPhrase(worst: RouterAnswer, routers: readonly RouterAnswer[]): Phrase[] {
  const kept = routers.filter((router) => router !== worst && verdictOf(router) === "kept");
  if (kept.length === 0) return [];
  const change = worst.answer.rise?.change ?? 0;
  const alike = kept.every(({ answer }) => Math.abs((answer.rise?.change ?? 0) - change) < SAME_RISE);
  const rose =
    alike && Math.abs(change) >= SAME_RISE ? ` ${change > 0 ? "rose" : "fell"} by as much and` : "";
  return [{ text: ` ${formatList(kept.map(({ router }) => router))}${rose} kept the promise.` }];
}

function comparison({ observed, expected, usable }: Neutrality): Phrase[] {
  if (observed.share === null || expected.share === null) return [];
  return [
    { text: "Our own models", tone: "own" },
    { text: ` were chosen in ${formatPercent(observed.share)} of ${formatCount(usable, "decision")}; ` },
    { text: `a router that cannot see owners would have chosen them in ${formatPercent(expected.share)}.` },
  ];
}

/** The verdict in two or three sentences. */
export function composeLead({ overall, routers }: Evidence): Phrase[] {
  const { neutrality } = overall;
  const verdict = gravest(neutrality.verdict, routers);
  const worst = worstRouter(routers);
  if (verdict === "no_data" || (neutrality.usable === 0 && !worst))
    return neutrality.because.map((code) => ({ text: `${explainReason(code)} ` }));
  const own = worst && verdictOf(worst) === verdict ? worst : undefined;
  const subject = own?.answer ?? overall;
  const found =
    verdict === "breach" || verdict === "watch" ? excessPhrases(own?.router ?? "the routers", subject) : [];
  const body = found.length > 0 ? found : comparison(neutrality);
  const because =
    verdict === "inconclusive" || verdict === "watch" ? subject.neutrality.because.slice(0, 1) : [];
  return [
    ...body,
    ...because.map((code) => ({ text: ` ${explainReason(code)}` })),
    ...(own && verdict !== "kept" ? othersPhrase(own, routers) : []),
  ];
}

/** The finding over the main chart: "Our share rose to 29.4 %. A neutral router would have reached 27.0 %." */
export function composeFinding({ rise, neutrality }: NeutralityWithSeries): string {
  const observed = rise?.after.observed ?? neutrality.observed.share;
  const expected = rise?.after.expected ?? neutrality.expected.share;
  if (observed === null || expected === null) return "No decision can be tested yet.";
  const change = rise?.change ?? 0;
  const moved = Math.abs(change) < 0.005 ? "is" : change > 0 ? "rose to" : "fell to";
  const reached = Math.abs(change) < 0.005 ? "have" : change > 0 ? "have reached" : "have come to";
  return `Our share ${moved} ${formatPercent(observed)}. A neutral router would ${reached} ${formatPercent(expected)}.`;
}

/** What is drawn, over which periods, and what the grey range is. */
export function findingText({ rise }: NeutralityWithSeries, routers: number): string {
  const of = routers === 1 ? "the one router" : `all ${numberWord(routers)} routers`;
  const periods = rise
    ? ` The figures compare ${formatDayMonth(rise.before.from)} to ${formatDayMonth(dayBefore(rise.before.to))} with ${formatDayMonth(rise.after.from)} to ${formatDayMonth(dayBefore(rise.after.to))}.`
    : "";
  return `First-party share of ${of}. The grey range holds what a router that cannot see owners would do.${periods}`;
}

const dayBefore = (day: string): number => Date.parse(`${day}T00:00:00Z`) - 1;

/** Why a router's share changed, from the parts of its rise; the figures stand beneath the chart. */
export function storySentence({ router, answer }: RouterAnswer): string {
  const { rise, neutrality } = answer;
  const word = riseWord(rise, neutrality.verdict);
  const onset = onsetWords(answer);
  const excess = carriedExcess(answer);
  if ((neutrality.verdict === "breach" || neutrality.verdict === "watch") && onset && excess) {
    const where = excess.task ? `In ${taskWords(excess.task)} it` : "It";
    return `${capitalise(onset)}. ${where} prefers our models beyond what quality, price and latency explain.`;
  }
  if (word === "earned")
    return "At the same work, our models became the better choice by quality, price and latency, as the router weighs them between partners.";
  if (word === "mix") return "The work moved to tasks in which our models are chosen more often.";
  if (neutrality.usable === 0) return neutrality.because.map(explainReason).join(" ");
  if (rise && Math.abs(rise.change) < SAME_RISE)
    return `The share changed by ${formatPoints(rise.change)} points, from ${formatPercent(rise.before.observed)} to ${formatPercent(rise.after.observed)}.`;
  return `${focusSubject(neutrality.focus)} on ${router}: ${neutrality.because.map(explainReason).join(" ")}`;
}
