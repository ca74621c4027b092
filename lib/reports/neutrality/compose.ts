import type { TimeBandModel } from "@/lib/kernel/chart";
import { capitalise, numberWord } from "@/lib/kernel/format";
import { composeBandChart, policyMarks, sharedAxis } from "../overview/chart";
import { composeFinding } from "../overview/sentences";
import { calibrationFinding, composeCalibrationChart } from "./calibration-chart";
import { composeEvidenceChart, evidenceFinding } from "./evidence-chart";
import { composeFacts } from "./facts";
import { composeGuards } from "./guards";
import { composeAssumptions, composeExcluded, composeExperimentRows, composeFits } from "./rests-on";
import type { Finding, NeutralityEvidence, NeutralityModel } from "./schema";
import { composeStrataTable } from "./strata-table";
import { composeLead, composeTitle } from "./verdict";
import { composeWaterfall, periodWords, waterfallFinding } from "./waterfall-chart";
import { routersOf, share, subjectWords } from "./words";

function timeFinding(input: NeutralityEvidence): Finding {
  const { answer, party_name } = input;
  const { neutrality, rise } = answer;
  const subject = subjectWords(neutrality, party_name);
  const routers = routersOf(neutrality);
  const where =
    routers.length === 1
      ? routers[0] || "the one router"
      : `all ${numberWord(routers.length)} routers together`;
  const compared = rise
    ? ` The figures compare ${periodWords(rise.before)} with ${periodWords(rise.after)}.`
    : "";
  const text = [
    `Share of ${subject} on ${where}. The grey range holds what a router that cannot see owners would do.${compared}`,
  ];
  if (neutrality.focus === "first_party") return { title: composeFinding(answer), text };
  const observed = rise?.after.observed ?? neutrality.observed.share;
  const expected = rise?.after.expected ?? neutrality.expected.share;
  const title =
    observed === null
      ? composeFinding(answer)
      : `${capitalise(subject)} have ${share(observed)}. A neutral router would give them ${share(expected)}.`;
  return { title, text };
}

function timeChart(input: NeutralityEvidence, marks: ReturnType<typeof policyMarks>): TimeBandModel {
  const { answer, window, generated, party_name } = input;
  const { neutrality } = answer;
  const own = neutrality.focus === "first_party";
  const chart = composeBandChart({
    answer,
    window,
    generated,
    marks,
    axis: sharedAxis([answer]),
    subject: capitalise(subjectWords(neutrality, party_name)),
    file_name: "observed-and-expected-share",
  });
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
    assumptions: composeAssumptions(neutrality),
    marks,
  };
}
