import { formatCount, formatNumber, formatPercent, formatPoints } from "@/lib/kernel/format";
import {
  type Experiment,
  type Neutrality,
  type NeutralityWithSeries,
  VERDICT_LABELS,
  VERDICT_MEANINGS,
} from "@/lib/neutrality";
import { evidenceFigure, levelOf } from "./words";

export type Step = { title: string; text: string };

type Shares = { observed: number; expected: number };

/** From the decisions to the verdict, a step a sentence, with the numbers of the view. */
export function explainSteps({ neutrality }: NeutralityWithSeries): Step[] {
  const { decisions, usable, observed, expected, verdict, baseline } = neutrality;
  const first = {
    title: `${formatCount(decisions, "decision")} were made.`,
    text: `${formatNumber(usable)} of them can be tested: ${TESTED[baseline]}`,
  };
  const last = {
    title: `So the verdict is: ${VERDICT_LABELS[verdict].toLowerCase()}.`,
    text: VERDICT_MEANINGS[verdict],
  };
  if (usable === 0 || observed.share === null || expected.share === null) return [first, last];
  const shares = { observed: observed.share, expected: expected.share };
  const compared = neutrality.experiment
    ? ofArms(neutrality.experiment, shares)
    : ofStandard(neutrality, shares);
  return [first, ...compared, ...howSure(neutrality), last];
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

function howSure(neutrality: Neutrality): Step[] {
  const { tilt, log_e_value, materiality } = neutrality;
  const line = formatNumber(1 / levelOf(neutrality));
  const odds = (log: number | null) => (log === null ? "open" : formatNumber(Math.exp(log), 2));
  return [
    {
      title: `As if the odds were multiplied by ${odds(tilt.log_odds)}.`,
      text: `Between ${odds(tilt.lower)} and ${odds(tilt.upper)} is not refuted; from ${formatNumber(materiality, 2)} on it is material.`,
    },
    ...(log_e_value === null
      ? []
      : [
          {
            title: `The evidence that it is material is ${evidenceFigure(log_e_value)}.`,
            text: `The line is ${line}: a router without a material tilt ever reaches it in at most one check of ${line}.`,
          },
        ]),
  ];
}
