import { niceAxis, type TimeBandModel } from "@/lib/kernel/chart";
import {
  capitalise,
  formatDayMonth,
  formatNumber,
  formatPercentNumber,
  numberWord,
} from "@/lib/kernel/format";
import type { NeutralityWithSeries, Rise } from "@/lib/neutrality";
import { composeBandChart, policyMarks, sharedAxis } from "../overview/chart";
import { composeFinding } from "../overview/sentences";
import { calibrationFinding, composeCalibrationChart } from "./calibration-chart";
import { composeEvidenceChart, evidenceFinding } from "./evidence-chart";
import { composeFacts } from "./facts";
import { composeGuards } from "./guards";
import { composeAssumptions, composeExcluded, composeExperimentRows, composeFits } from "./rests-on";
import type { Finding, NeutralityEvidence, NeutralityModel } from "./schema";
import { STANDARDS } from "./standards";
import { composeStrataTable } from "./strata-table";
import { composeLead, composeTitle } from "./verdict";
import { composeWaterfall, periodWords, waterfallFinding } from "./waterfall-chart";
import { routersOf, share, sideOf, subjectWords } from "./words";

const SAME_SHARE = 0.005;

/** "Our share rose to": between the periods compared. */
function shareMoved(rise: Rise | null): string {
  const change = rise?.change ?? 0;
  if (Math.abs(change) < SAME_SHARE) return "Our share is";
  return `Our share ${change > 0 ? "rose" : "fell"} to`;
}

function timeFinding(input: NeutralityEvidence): Finding {
  const { answer, party_name } = input;
  const { neutrality, rise } = answer;
  const subject = subjectWords(neutrality, party_name);
  const routers = routersOf(neutrality);
  const standard = STANDARDS[neutrality.baseline];
  const where =
    routers.length === 1
      ? routers[0] || "the one router"
      : `all ${numberWord(routers.length)} routers together`;
  const compared = rise
    ? ` The title’s figures are those of ${periodWords(rise.after)}; compared is ${periodWords(rise.before)}. At the right end of the lines stand the last seven days.`
    : "";
  const text = [`Share of ${subject} on ${where}. The grey range holds ${standard.range}.${compared}`];
  const observed = rise?.after.observed ?? neutrality.observed.share;
  const expected = rise?.after.expected ?? neutrality.expected.share;
  if (observed === null || expected === null) return { title: composeFinding(answer), text };
  if (neutrality.focus === "first_party" && neutrality.baseline === "partner_revealed")
    return { title: composeFinding(answer), text };
  const ours = neutrality.focus === "first_party" ? shareMoved(rise) : `${capitalise(subject)} have`;
  return { title: `${ours} ${share(observed)}. ${standard.finding(share(expected))}`, text };
}

const WEEK = 7;

/** Under a week there is no mean of seven days: the days themselves are drawn, each with a dot. */
function dayByDay({ daily }: NeutralityWithSeries, band: TimeBandModel): TimeBandModel {
  const by_day = new Map(daily.map((point) => [point.day, point]));
  const axis = niceAxis(
    daily.flatMap(({ observed, lower, upper }) => [observed, lower, upper]),
    7,
  );
  return {
    ...band,
    unit: `%, day by day; axis starts at ${formatPercentNumber(axis.min, 0)}`,
    axis,
    dots: true,
    points: band.points.map((point) => ({ ...point, ...by_day.get(point.day), raw: null })),
  };
}

/** "2.4 points below expected": where the breach is against the focus. */
function shortfall({ answer }: NeutralityEvidence, { excess_from }: TimeBandModel): string | null {
  const since = answer.since_onset[0];
  if (excess_from === null || !since) return null;
  return `${formatNumber((since.expected - since.observed) * 100, 1)} points below expected since ${formatDayMonth(excess_from)}`;
}

function timeChart(input: NeutralityEvidence, marks: ReturnType<typeof policyMarks>): TimeBandModel {
  const { answer, window, generated, party_name } = input;
  const { neutrality } = answer;
  const own = neutrality.focus === "first_party";
  const band = composeBandChart({
    answer,
    window,
    generated,
    marks,
    axis: sharedAxis([answer]),
    subject: capitalise(subjectWords(neutrality, party_name)),
    file_name: "observed-and-expected-share",
  });
  const side = sideOf(neutrality);
  const days = answer.daily.length;
  const chart: TimeBandModel = {
    ...(days > 0 && days < WEEK ? dayByDay(answer, band) : band),
    band_label: days === 1 ? null : STANDARDS[neutrality.baseline].band,
    excess_side: side,
    excess_label: side === -1 ? shortfall(input, band) : band.excess_label,
  };
  return own
    ? chart
    : {
        ...chart,
        title: `Share of ${subjectWords(neutrality, party_name)} among usable decisions`,
        hue: "ink",
      };
}

/** The page's verdict with its proofs, from the answer that the machine interface gives. Pure. */
export function composeNeutralityPage(input: NeutralityEvidence): NeutralityModel {
  const { answer, window } = input;
  const { neutrality } = answer;
  const marks = policyMarks(input.marks, window.from, routersOf(neutrality).length > 1);
  const evidence = composeEvidenceChart(input, marks);
  const calibration = composeCalibrationChart(input);
  const calibrated = calibrationFinding(input);
  const waterfall = composeWaterfall(input);
  const risen = waterfallFinding(input);
  return {
    verdict: neutrality.verdict,
    baseline: neutrality.baseline,
    title: composeTitle(input),
    lead: composeLead(input),
    facts: composeFacts(input),
    time: { finding: timeFinding(input), chart: timeChart(input, marks) },
    evidence: evidence && { finding: evidenceFinding(input), chart: evidence },
    calibration: calibration && calibrated && { finding: calibrated, chart: calibration },
    waterfall: waterfall && risen && { finding: risen, chart: waterfall },
    strata: composeStrataTable(input),
    guards: composeGuards(input),
    fits: composeFits(neutrality),
    experiment: composeExperimentRows(neutrality),
    excluded: composeExcluded(neutrality),
    asked_before: input.asked_before ?? null,
    assumptions: composeAssumptions(neutrality),
    marks,
  };
}
