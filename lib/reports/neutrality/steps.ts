import {
  capitalise,
  countInWords,
  formatCount,
  formatList,
  formatNumber,
  formatPercent,
  formatPoints,
} from "@/lib/kernel/format";
import {
  describeMateriality,
  type Experiment,
  explainReason,
  GUARD_REASONS,
  type Neutrality,
  type NeutralityWithSeries,
  type ReasonName,
  readReason,
  VERDICT_LABELS,
  VERDICT_MEANINGS,
} from "@/lib/neutrality";
import { GUARD_OF } from "./guards";
import { seenWords } from "./onset-words";
import { evidenceFigure, levelOf, logLine, notRefuted } from "./words";

export type Step = { title: string; text: string };

type Shares = { observed: number; expected: number };

/** From the decisions to the verdict, a step a sentence, with the numbers of the view. */
export function explainSteps(answer: NeutralityWithSeries): Step[] {
  const { neutrality } = answer;
  const { decisions, usable, observed, expected, baseline } = neutrality;
  const first = {
    title: `${formatCount(decisions, "decision")} were made.`,
    text: `${formatNumber(usable)} of them can be tested: ${TESTED[baseline]}`,
  };
  const last = lastStep(neutrality);
  if (usable === 0 || observed.share === null || expected.share === null) return [first, last];
  const shares = { observed: observed.share, expected: expected.share };
  const compared = neutrality.experiment
    ? ofArms(neutrality.experiment, shares)
    : ofStandard(neutrality, shares);
  return [first, ...compared, ...howSure(answer), last];
}

const CHOICE = "there was a choice between both sides, and the log says enough.";
const TESTED: Record<Neutrality["baseline"], string> = {
  partner_revealed: CHOICE,
  declared_policy: CHOICE,
  owner_blind: "on their day, router and task a copy blind to ownership decided as well.",
  reference_share: "the chosen model has a known owner, and a share was fixed for the task.",
};

/** An experiment: what each arm did, and what chance would do with both. */
function ofArms(
  { n_a, x_a, n_b, x_b, q_given_both, difference }: Experiment,
  { observed, expected }: Shares,
): Step[] {
  const alone = n_b > 0 ? `That is ${formatPercent(x_b / n_b)}; ` : "";
  return [
    {
      title: `The copy blind to ownership chose the focus ${formatNumber(x_b)} times in ${formatNumber(n_b)}.`,
      text: `${alone}${alone === "" ? "W" : "w"}eighed by day, router and task as production’s decisions lie, ${formatPercent(expected)}.`,
    },
    {
      title: `Production chose it ${formatNumber(x_a)} times in ${formatNumber(n_a)}.`,
      text: `That is ${formatPercent(observed)}${difference === null ? "" : `; within days, routers and tasks ${formatPoints(difference)} points against the copy`}.`,
    },
    {
      title: `Chance would have given production ${formatNumber(q_given_both)} of both arms’ choices.`,
      text: `The copy’s share is itself a sample, so the test does not take it as known: given how often both arms together chose the focus on a day, router and task, chance alone says how many of these fall to production (Fisher’s exact law).`,
    },
  ];
}

/** Every other baseline: so many expected, so many observed. */
function ofStandard(
  { observed, expected, baseline }: Pick<Neutrality, "observed" | "expected" | "baseline">,
  shares: Shares,
): Step[] {
  const beyond = observed.focal - expected.focal;
  const times = `${formatNumber(expected.focal)} times.`;
  const share = `That is ${formatPercent(shares.expected)}`;
  const standard =
    baseline === "reference_share"
      ? {
          title: `By the share fixed in advance the focus would have been chosen ${times}`,
          text: `${share}: for each decision the share that somebody fixed for its task, added up. What stood to choose is not looked at.`,
        }
      : {
          title: `${baseline === "declared_policy" ? "A router that keeps its declared rule" : "A neutral router"} would have chosen the focus ${times}`,
          text: `${share}: for each decision the chance that it falls so, added up.`,
        };
  return [
    standard,
    {
      title: `The router chose it ${formatNumber(observed.focal)} times.`,
      text: `That is ${formatPercent(shares.observed)}, and ${formatNumber(Math.abs(beyond))} ${beyond >= 0 ? "more" : "fewer"} than expected.`,
    },
  ];
}

function howSure({ neutrality, evidence }: NeutralityWithSeries): Step[] {
  const { tilt } = neutrality;
  const estimate =
    tilt.log_odds === null ? "a factor without a finite value" : formatNumber(Math.exp(tilt.log_odds), 2);
  return [
    {
      title: `As if the odds were multiplied by ${estimate}.`,
      text: `${capitalise(notRefuted(tilt))}; a tilt is ${describeMateriality(neutrality)}.`,
    },
    ...ofEvidence(neutrality),
    ...anyTilt(neutrality, evidence.at(-1)?.log_e_zero ?? null),
    ...inPoints(neutrality),
    ...steppedDown(neutrality),
  ];
}

function ofEvidence(neutrality: Neutrality): Step[] {
  const { log_e_value } = neutrality;
  const line = formatNumber(1 / levelOf(neutrality));
  if (log_e_value === null) return [];
  const passed = log_e_value >= logLine(neutrality);
  return [
    {
      title: `The evidence that it is material is ${evidenceFigure(log_e_value)}.`,
      text: `The line is ${line}${passed ? ", and it is passed" : ""}: a router without a material tilt ever reaches it in at most one check of ${line}.`,
    },
  ];
}

const has = ({ because }: Pick<Neutrality, "because">, name: ReasonName): boolean =>
  because.some((code) => readReason(code).name === name);

/** A watch without a breach behind it rests on another claim: that there is a tilt at all. */
function anyTilt(neutrality: Neutrality, log_e_zero: number | null): Step[] {
  if (neutrality.verdict !== "watch" || !has(neutrality, "tilted") || log_e_zero === null) return [];
  return [
    {
      title: `The evidence that there is a tilt at all is ${evidenceFigure(log_e_zero)}.`,
      text: "That claim has passed the same line; that the tilt is material has not.",
    },
  ];
}

/** A rule obeyed almost without noise is judged by how many decisions are against it, and not by odds. */
function inPoints({ assumptions }: Neutrality): Step[] {
  const found = assumptions.map(readReason).find(({ name }) => name === "judged_in_points");
  const share = Number(found?.detail);
  if (!found || !Number.isFinite(share)) return [];
  return [
    {
      title: `The declared rule is obeyed almost without noise, so deviations are counted, material from ${formatPercent(share, 2)} of the decisions.`,
      text: assumptions
        .filter((code) => readReason(code).name === "deviations")
        .map(explainReason)
        .join(" "),
    },
  ];
}

/** Why a breach by the evidence is none: the guards that it does not pass. */
function steppedDown(neutrality: Neutrality): Step[] {
  const failed = GUARD_REASONS.filter((name) => has(neutrality, name));
  if (failed.length === 0) return [];
  const names = failed.map((name) => GUARD_OF[name].title.toLowerCase());
  return [
    {
      title: `A breach would stand, but ${countInWords(failed.length, "guard")} ${failed.length === 1 ? "does" : "do"} not hold: ${formatList(names)}.`,
      text: `${failed.map((name) => explainReason(name)).join(" ")} That makes it a watch.`,
    },
  ];
}

/** What the verdict means; where the evidence alone does not settle it, what does stand in the way. */
function lastStep(neutrality: Neutrality): Step {
  const { verdict, because } = neutrality;
  const told = [...GUARD_REASONS, "tilted" as const].some((name) => has({ because }, name));
  const open = verdict === "inconclusive" || (verdict === "watch" && !told);
  const words = open ? because.map(explainReason) : [VERDICT_MEANINGS[verdict], seenWords(neutrality)];
  return {
    title: `So the verdict is: ${VERDICT_LABELS[verdict].toLowerCase()}.`,
    text: words.filter((text) => text !== null).join(" "),
  };
}
