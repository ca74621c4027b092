import { niceAxis } from "@/lib/kernel/chart";
import {
  formatDayMonth,
  formatNumber,
  formatPercent,
  formatPercentNumber,
  formatPoints,
} from "@/lib/kernel/format";
import type { WaterfallModel, WaterfallStep } from "@/lib/kernel/proof-chart";
import { addDays, parseInstant } from "@/lib/kernel/time";
import type { Rise, RisePeriod } from "@/lib/neutrality";
import type { Finding, NeutralityEvidence } from "./schema";
import { subjectWords } from "./words";

const lastDay = (to: string): string => formatDayMonth(addDays(parseInstant(to) ?? 0, -1));
/** "15 April to 26 June": the days of a period, both included. */
export const periodWords = ({ from, to }: RisePeriod): string => `${formatDayMonth(from)} to ${lastDay(to)}`;

/** "Of +6.7 points, 2.6 are beyond what was earned or brought by the work." */
export function waterfallFinding({ answer, party_name }: NeutralityEvidence): Finding | null {
  const { rise, neutrality } = answer;
  if (!rise) return null;
  // "Of +6.7 points, 2.6": what is spoken of as a part needs no plus.
  const beyond = formatNumber(rise.beyond * 100, 1);
  const margin = formatNumber(rise.margin * 100, 1);
  const text = [
    `The share of ${subjectWords(neutrality, party_name)}, ${periodWords(rise.before)} against ${periodWords(rise.after)}. The parts add to the change exactly.`,
    `Beyond expected: ${beyond} points, give or take ${margin} in 99 of 100 such comparisons.`,
  ];
  return { title: titleOf(rise, beyond, margin), text };
}

/** A part of the change under this counts as small beside it; under half a point it is small by itself. */
const SMALL_PART = 0.25;
const SMALL = 0.005;

function titleOf(rise: Rise, beyond: string, margin: string): string {
  const change = formatPoints(rise.change);
  const said = `Of ${change} points, ${beyond} are beyond what was earned or brought by the work`;
  if (Math.abs(rise.beyond) > rise.margin) return `${said}.`;
  if (Math.abs(rise.beyond) <= Math.max(SMALL, SMALL_PART * Math.abs(rise.change)))
    return `The change of ${change} points is explained by the work and by what was earned.`;
  return `${said}, give or take ${margin}.`;
}

/** From the first third of the window to the last, part by part; null under three weeks. */
export function composeWaterfall(input: NeutralityEvidence): WaterfallModel | null {
  const { answer, generated } = input;
  const { rise, neutrality } = answer;
  if (!rise) return null;
  const hue = neutrality.focus === "first_party" ? "own" : "ink";
  const steps = stepsOf(rise, hue, neutrality.verdict === "breach");
  const axis = niceAxis(
    steps.flatMap(({ from, to, margin }) => [from, to, to + (margin ?? 0), to - (margin ?? 0)]),
    5,
  );
  return {
    title: "What changed the share",
    unit: `strokes are levels, bars are changes in points; axis starts at ${formatPercentNumber(axis.min, 0)}\u00a0%`,
    summary: waterfallFinding(input)?.title ?? "",
    generated,
    file_name: "what-changed-the-share",
    table: {
      columns: [
        { label: "Part", kind: "text" },
        { label: "Share, %", kind: "percent" },
        { label: "Change, points", kind: "points" },
        { label: "Margin, points", kind: "number", digits: 1 },
      ],
      rows: steps.map(({ label, kind, from, to, margin }) => [
        label,
        to,
        kind === "change" ? to - from : null,
        margin === null ? null : margin * 100,
      ]),
    },
    steps,
    axis,
  };
}

function stepsOf(rise: Rise, hue: "own" | "ink", breach: boolean): WaterfallStep[] {
  const { before, after, mix, earned, beyond, margin } = rise;
  const level = (key: string, label: string, at: number): WaterfallStep => ({
    key,
    label,
    kind: "level",
    from: at,
    to: at,
    figure: formatPercent(at),
    tone: hue,
    margin: null,
  });
  const change = (
    key: string,
    label: string,
    from: number,
    size: number,
    look: Pick<WaterfallStep, "tone" | "margin">,
  ): WaterfallStep => ({
    key,
    label,
    kind: "change",
    from,
    to: from + size,
    figure: formatPoints(size),
    ...look,
  });
  const start = before.observed;
  return [
    level("before", `To ${lastDay(before.to)}`, start),
    change("mix", "Brought by the work", start, mix, { tone: "quiet", margin: null }),
    change("earned", "Earned by quality, price, latency", start + mix, earned, {
      tone: "middle",
      margin: null,
    }),
    change("beyond", "Beyond expected", start + mix + earned, beyond, {
      tone: breach ? "breach" : "ink",
      margin,
    }),
    level("after", `From ${formatDayMonth(after.from)}`, after.observed),
  ];
}
