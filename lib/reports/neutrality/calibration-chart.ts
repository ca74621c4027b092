import { type ChartCell, niceAxis } from "@/lib/kernel/chart";
import { formatDayMonth, formatNumber, numberWord } from "@/lib/kernel/format";
import type { CalibrationDot, CalibrationModel, CalibrationPanel } from "@/lib/kernel/proof-chart";
import type { CalibrationSplit, NeutralityWithSeries } from "@/lib/neutrality";
import { taskWords } from "../overview/words";
import type { Finding, NeutralityEvidence } from "./schema";
import { placeOf, sideOf } from "./words";

const OTHERS = 2;

const titleOf = ({ router, task }: CalibrationSplit): string => {
  if (router === null) return "All routers";
  return task === null ? router || "Unnamed router" : `${router || "Unnamed router"}, ${taskWords(task)}`;
};

const decisionsOf = (dots: readonly CalibrationDot[]): number =>
  dots.reduce((sum, { decisions }) => sum + decisions, 0);

/** The split that the verdict speaks of: the stratum or router that carries the excess, else all. */
function mainSplit(answer: NeutralityWithSeries): CalibrationSplit | null {
  const [all] = answer.calibration_split;
  const { verdict } = answer.neutrality;
  if (verdict !== "breach" && verdict !== "watch") return all ?? null;
  const { router, task } = placeOf(answer);
  const found = answer.calibration_split.find(
    (split) => split.router === router && split.task === task && router !== null,
  );
  return found ?? all ?? null;
}

/** Routers that the verdict does not speak of, those with most decisions first. */
function otherSplits(answer: NeutralityWithSeries, main: CalibrationSplit): CalibrationSplit[] {
  const size = ({ before, since }: CalibrationSplit) => decisionsOf(before) + decisionsOf(since);
  return answer.calibration_split
    .filter(({ router, task }) => router !== null && task === null && router !== main.router)
    .toSorted((a, b) => size(b) - size(a))
    .slice(0, OTHERS);
}

const panelOf = (split: CalibrationSplit, note: string): CalibrationPanel => ({
  key: `${split.router ?? "all"} ${split.task ?? ""}`,
  title: titleOf(split),
  note,
  before: split.before,
  since: split.since,
});

const above = (dots: readonly CalibrationDot[]): number =>
  dots.filter(({ observed, expected }) => observed > expected).length;

const apart = (dots: readonly CalibrationDot[], side: 1 | -1): number =>
  dots.filter(({ expected, lower, upper }) => (side === 1 ? lower > expected : upper < expected)).length;

function groupsWords(dots: readonly CalibrationDot[]): string {
  const k = above(dots);
  if (k === dots.length) return `every group lies above`;
  if (k === 0) return `every group lies below`;
  return `${numberWord(k)} of ${numberWord(dots.length)} groups lie above`;
}

/** "Before 27 July, seven of sixteen groups lie above what was expected; since then every group lies above." */
export function calibrationFinding(input: NeutralityEvidence): Finding | null {
  const { answer } = input;
  const main = mainSplit(answer);
  if (!main) return null;
  const { day, policy_version } = answer.neutrality.onset;
  const side = sideOf(answer.neutrality);
  const n = apart(main.since, side);
  const interval = `In ${n === 0 ? "none" : numberWord(n)} of them the 99\u00a0% interval lies wholly ${side === 1 ? "above" : "below"} the line.`;
  const text = [
    `${titleOf(main)}. Decisions are grouped by the share that was expected; on the line, it was given. Larger dots hold more decisions.`,
    interval,
  ];
  if (day === null || main.before.length === 0)
    return { title: `Of the groups of decisions, ${groupsWords(main.since)} what was expected.`, text };
  const mark = policy_version === null ? formatDayMonth(day) : `policy ${policy_version}`;
  return {
    title: `Before ${mark}, ${groupsWords(main.before)} what was expected. Since then, ${groupsWords(main.since)}.`,
    text,
  };
}

const dotCells = (
  panel: CalibrationPanel,
  period: string,
  dots: readonly CalibrationDot[],
): readonly (readonly ChartCell[])[] =>
  dots.map((dot) => [panel.title, period, dot.decisions, dot.expected, dot.observed, dot.lower, dot.upper]);

/**
 * Observed by expected share, before and since the onset; null where nothing was tested, and in an experiment: what its
 * test expects is given how often both arms chose the focus, so that production would lie near the line by itself.
 */
export function composeCalibrationChart(input: NeutralityEvidence): CalibrationModel | null {
  const { answer, generated } = input;
  if (answer.neutrality.baseline === "owner_blind") return null;
  const main = mainSplit(answer);
  if (!main) return null;
  const { neutrality, since_onset } = answer;
  const { day, policy_version } = neutrality.onset;
  const from = day === null ? null : (policy_version ?? formatDayMonth(day));
  const panels = [main, ...otherSplits(answer, main)].map((split, place) =>
    panelOf(split, place === 0 || day === null ? "" : `since ${formatDayMonth(day)}`),
  );
  const [first = panelOf(main, ""), ...others] = panels;
  const excess = since_onset.find(({ router, task }) => router === main.router && task === main.task);
  const tilted = neutrality.verdict === "breach" || neutrality.verdict === "watch";
  const log_odds = tilted ? (excess?.log_odds ?? null) : null;
  const shown = [...first.before, ...first.since, ...others.flatMap(({ since }) => since)];
  const since_n = formatNumber(decisionsOf(first.since));
  return {
    title: "Observed share by expected share",
    unit: "% of decisions in the group, both axes from zero",
    summary: calibrationFinding(input)?.title ?? "",
    generated,
    file_name: "calibration",
    table: {
      columns: [
        { label: "Decisions of", kind: "text" },
        { label: "Period", kind: "text" },
        { label: "Decisions", kind: "count" },
        { label: "Expected, %", kind: "percent" },
        { label: "Observed, %", kind: "percent" },
        { label: "Lower, %", kind: "percent" },
        { label: "Upper, %", kind: "percent" },
      ],
      rows: panels.flatMap((panel) => [
        ...dotCells(panel, "before", panel.before),
        ...dotCells(panel, from === null ? "whole range" : "since", panel.since),
      ]),
    },
    main: first,
    others,
    axis: niceAxis(
      shown.flatMap(({ observed, expected, upper }) => [
        observed,
        expected,
        Math.min(upper, observed * 1.25),
      ]),
      6,
      true,
    ),
    curve:
      log_odds === null ? null : { log_odds, label: `odds ${formatNumber(Math.exp(log_odds), 2)} times` },
    before_label:
      first.before.length === 0 || from === null
        ? null
        : `before ${from}, ${formatNumber(decisionsOf(first.before))} decisions`,
    since_label: from === null ? `${since_n} decisions` : `since ${from}, ${since_n} decisions`,
    hue: neutrality.focus === "first_party" ? "own" : "ink",
    breach: neutrality.verdict === "breach",
  };
}
