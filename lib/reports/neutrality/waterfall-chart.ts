import { type ChartTable, niceAxis } from "@/lib/kernel/chart";
import {
  formatDayMonth,
  formatNumber,
  formatPercent,
  formatPercentNumber,
  formatPoints,
} from "@/lib/kernel/format";
import type { WaterfallModel, WaterfallStep } from "@/lib/kernel/proof-chart";
import { addDays, parseInstant } from "@/lib/kernel/time";
import type { Baseline, Neutrality, Rise, RisePeriod } from "@/lib/neutrality";
import type { Finding, NeutralityEvidence } from "./schema";
import { STANDARDS } from "./standards";
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
  return { title: titleOf(rise, { beyond, margin }, neutrality.baseline), text };
}

/** A part of the change under this counts as small beside it; under half a point it is small by itself. */
const SMALL_PART = 0.25;
const SMALL = 0.005;

function titleOf(
  rise: Rise,
  { beyond, margin }: { beyond: string; margin: string },
  baseline: Baseline,
): string {
  const change = formatPoints(rise.change);
  const standard = STANDARDS[baseline];
  const said = `Of ${change} points, ${beyond} are ${standard.beyond}`;
  if (Math.abs(rise.beyond) > rise.margin) return `${said}.`;
  if (Math.abs(rise.beyond) <= Math.max(SMALL, SMALL_PART * Math.abs(rise.change)))
    return baseline === "partner_revealed"
      ? `The change of ${change} points is explained by the work and by what was earned.`
      : `Hardly anything of the ${change} points is ${standard.beyond}.`;
  return `${said}, give or take ${margin}.`;
}

/** From the first third of the window to the last, part by part; null under three weeks. */
export function composeWaterfall(input: NeutralityEvidence): WaterfallModel | null {
  const { answer, generated } = input;
  const { rise, neutrality } = answer;
  if (!rise) return null;
  const hue = neutrality.focus === "first_party" ? "own" : "ink";
  const steps = stepsOf(rise, hue, neutrality);
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
    table: waterfallTable(steps),
    steps,
    axis,
  };
}

/** The twin of a waterfall: where each part leads, and by how much. */
export const waterfallTable = (steps: readonly WaterfallStep[]): ChartTable => ({
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
});

function stepsOf(
  rise: Rise,
  hue: "own" | "ink",
  { verdict, baseline }: Pick<Neutrality, "verdict" | "baseline">,
): WaterfallStep[] {
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
    // A fixed share moves with the tasks alone.
    ...(baseline === "reference_share" && earned === 0
      ? []
      : [change("earned", STANDARDS[baseline].moved, start + mix, earned, { tone: "middle", margin: null })]),
    change("beyond", "Beyond expected", start + mix + earned, beyond, {
      tone: verdict === "breach" ? "breach" : "ink",
      margin,
    }),
    level("after", `From ${formatDayMonth(after.from)}`, after.observed),
  ];
}
