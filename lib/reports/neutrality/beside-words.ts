import {
  capitalise,
  countInWords,
  formatCost,
  formatCount,
  formatNumber,
  formatPercent,
  formatPoints,
  formatSigned,
  numberWord,
} from "@/lib/kernel/format";
import {
  type Beside,
  type EligibilityJump,
  type HarmFigure,
  type Neutrality,
  VERDICT_LABELS,
} from "@/lib/neutrality";
import type { Guard, GuardMark } from "./schema";

const odds = (log: number): string => formatNumber(Math.exp(log), 2);

type Difference = { difference: number | null; lower: number | null; upper: number | null };

/** "+0.4 points, between −0.4 and +1.2": of fractions of 1. */
export function pointsWords({ difference, lower, upper }: Difference): string {
  if (difference === null) return "not known";
  const range =
    lower === null || upper === null ? "" : `, between ${formatPoints(lower)} and ${formatPoints(upper)}`;
  return `${formatPoints(difference)} points${range}`;
}

function placebo({ placebo: found }: Beside, verdict: Neutrality["verdict"]): Guard {
  const title = "Placebo";
  const { largest, beyond, focus } = found;
  if (largest === null)
    return {
      key: "placebo",
      title,
      text: "No partner’s tilt is known well enough to be put beside ours.",
      mark: "unknown",
    };
  const tilted = verdict === "breach" || verdict === "watch";
  const bound = focus.lower === null ? "" : `; ours is at least ${odds(focus.lower)}`;
  const compared = beyond ? "above" : "not above it";
  return {
    key: "placebo",
    title,
    text: `Largest tilt of a partner put in our place: ${largest.name}, odds ${odds(largest.log_odds)}${tilted ? `${bound}, ${compared}` : ""}.`,
    mark: beyond === false && tilted ? "stepped_down" : "held",
  };
}

const part = (coverage: number | null): string =>
  `Outcomes on ${formatPercent(coverage ?? 0, 0)} of the decisions`;

function honesty({ score_honesty: found }: Beside): Guard {
  const key = "score_honesty";
  const title = "Score honesty";
  if (found.finding === "too_few")
    return {
      key,
      title,
      text: `${part(found.coverage)}: too few. The verdict holds if the router’s scores are honest.`,
      mark: "open",
    };
  const said = `At the same predicted quality, outcomes of the focus differ by ${pointsWords(found)}. ${part(found.coverage)}.`;
  const marks: Record<typeof found.finding, GuardMark> = {
    no_difference: "held",
    modest: "held",
    flattered: "stepped_down",
    unrelated: "open",
  };
  const text =
    found.finding === "unrelated"
      ? `${said} What the router predicts says little about what comes out.`
      : said;
  return { key, title, text, mark: marks[found.finding] };
}

function outcome({ outcome_test: found }: Beside): Guard {
  const key = "outcome_test";
  const title = "Outcome test";
  if (found.finding === "too_few")
    return { key, title, text: `${part(found.coverage)}: too few to compare.`, mark: "open" };
  const worse = found.finding === "focal_worse";
  return {
    key,
    title,
    text: `Where a neutral router chooses the focus as often, its choices succeed ${found.finding === "no_difference" ? "as often as" : worse ? "less often than" : "more often than"} others: ${pointsWords(found)}${found.predicted === null ? "" : `; honest scores would have ${formatPoints(found.predicted)}`}.`,
    mark: worse ? "stepped_down" : "held",
  };
}

const FIGURES: Record<EligibilityJump["what"], string> = {
  focal_of_offered: "the part of the focus among candidates",
  focal_of_eligible: "the part of the focus among eligible candidates",
  focal_eligible: "how often candidates of the focus are eligible",
  partners_eligible: "how often partners’ candidates are eligible",
};

/** "With v3 of Simulated Forge, how often partners’ candidates are eligible fell by 1.1 points." */
export function jumpWords({ router, policy_version, what, difference }: EligibilityJump): string {
  const version = policy_version === null ? router : `${policy_version} of ${router}`;
  const moved = difference > 0 ? "rose" : "fell";
  return `With ${version}, ${FIGURES[what]} ${moved} by ${formatNumber(Math.abs(difference) * 100, 1)} points.`;
}

function eligibility({ eligibility_parity: { jumps, tests } }: Beside): Guard {
  const key = "eligibility";
  const title = "Eligibility";
  const [first] = jumps;
  if (first)
    return {
      key,
      title,
      text: `${jumpWords(first)}${jumps.length > 1 ? ` ${capitalise(formatCount(jumps.length - 1, "further jump"))} below.` : ""}`,
      mark: "stepped_down",
    };
  return tests === 0
    ? { key, title, text: "No policy version follows another here, so nothing can jump.", mark: "unknown" }
    : {
        key,
        title,
        text: `Nobody’s candidates came in or were let in less often with a policy version; ${countInWords(tests, "comparison")}.`,
        mark: "held",
      };
}

/** What the readings beside the verdict hold against it. */
export const besideGuards = (beside: Beside, verdict: Neutrality["verdict"]): Guard[] => [
  placebo(beside, verdict),
  honesty(beside),
  outcome(beside),
  eligibility(beside),
];

/** "Breach up to 1.05, watch up to 1.15, kept from 1.20." */
export function materialityWords(points: Beside["by_materiality"]): string {
  const runs: { verdict: Neutrality["verdict"]; from: number; to: number }[] = [];
  for (const { verdict, materiality } of points) {
    const last = runs.at(-1);
    if (last?.verdict === verdict) last.to = materiality;
    else runs.push({ verdict, from: materiality, to: materiality });
  }
  const [only] = runs;
  if (runs.length === 1 && only)
    return `${VERDICT_LABELS[only.verdict]} at any materiality from ${formatNumber(only.from, 2)} to ${formatNumber(only.to, 2)}.`;
  const parts = runs.map(({ verdict, from, to }, place) => {
    const word = VERDICT_LABELS[verdict].toLowerCase();
    return place === runs.length - 1
      ? `${word} from ${formatNumber(from, 2)}`
      : `${word} up to ${formatNumber(to, 2)}`;
  });
  return `${capitalise(parts.join(", "))}.`;
}

/** "Both baselines that can be computed say breach." */
export function baselineWords(baselines: Beside["baselines"], verdict: Neutrality["verdict"]): string {
  const told = baselines.filter((each) => each.available && each.verdict !== null);
  const same = told.filter((each) => each.verdict === verdict).length;
  const word = VERDICT_LABELS[verdict].toLowerCase();
  if (told.length === 0) return "No baseline can be computed here.";
  if (told.length === 1) return `One baseline can be computed here; it says ${word}.`;
  return `${capitalise(numberWord(same))} of ${numberWord(told.length)} baselines that can be computed say ${word}.`;
}

const sure = ({ lower, upper }: Difference): boolean =>
  lower !== null && upper !== null && (lower > 0 || upper < 0);

const usd = (value: number): string => `USD\u00a0${formatCost(Math.abs(value))}`;

/** The title over harm: whether customers paid more, as far as it is sure. */
export function harmTitle({ harm }: Beside): string {
  const { cost_usd } = harm;
  if (!cost_usd || cost_usd.difference === null)
    return "What customers paid and got cannot be compared here.";
  if (!sure(cost_usd)) return "Customers paid about what a neutral router would have cost them.";
  return `Customers paid ${usd(cost_usd.difference)} ${cost_usd.difference > 0 ? "more" : "less"} than with a neutral router.`;
}

export function costWords(figure: HarmFigure | null): string | null {
  if (!figure || figure.difference === null) return null;
  const { actual, expected, difference, lower, upper, decisions } = figure;
  const signed = (value: number) => formatSigned(value, 2);
  const range = lower === null || upper === null ? "" : `, between ${signed(lower)} and ${signed(upper)}`;
  return `USD ${formatCost(actual)} expected by the router against ${formatCost(expected)} by the baseline: ${signed(difference)}${range}, over ${formatCount(decisions, "decision")}.`;
}

export function qualityWords(figure: HarmFigure | null): string | null {
  if (!figure || figure.difference === null) return null;
  const { actual, expected, difference, lower, upper } = figure;
  const signed = (value: number) => formatSigned(value, 4);
  const range = lower === null || upper === null ? "" : `, between ${signed(lower)} and ${signed(upper)}`;
  return `Mean expected quality ${formatNumber(actual, 4)} against ${formatNumber(expected, 4)}: ${signed(difference)}${range}.`;
}

export function nearTieWords({ near_ties: found }: Beside): string | null {
  if (found.decisions === 0 || found.observed === null || found.expected === null) return null;
  const declared =
    found.declared === found.decisions
      ? "within the declared band"
      : found.declared === 0
        ? "within 0.02 of quality"
        : "within the declared band, else 0.02 of quality";
  return `In ${formatCount(found.decisions, "decision")} the best of both sides lie ${declared}: the focus won ${formatPercent(found.observed)}, expected ${formatPercent(found.expected)}; ${pointsWords(found)}.`;
}
