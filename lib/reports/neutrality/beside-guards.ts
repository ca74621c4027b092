import {
  capitalise,
  countInWords,
  formatCount,
  formatNumber,
  formatPercent,
  formatPoints,
} from "@/lib/kernel/format";
import type { Beside, EligibilityJump } from "@/lib/neutrality";
import { pointsWords } from "./beside-words";
import type { Guard, GuardMark } from "./schema";
import type { Told } from "./terms";
import { sideOf, subjectWords } from "./words";

/** Odds of two figures that are compared: with as many digits as it takes to tell them apart. */
function comparedOdds(a: number, b: number): [string, string] {
  const [first, second] = [Math.exp(a), Math.exp(b)];
  const digits = [2, 3, 4].find((each) => formatNumber(first, each) !== formatNumber(second, each)) ?? 4;
  return [formatNumber(first, digits), formatNumber(second, digits)];
}

const NO_PLACEBO = "No partner’s tilt is known well enough to be put beside it.";

/**
 * How far the partner lies out that lies out furthest, put in the place of the focus, and where a breach was asked for
 * also how far the focus surely does: in the direction of the question, by the bound on its side.
 */
function placebo({ placebo: found }: Beside, { answer, party_name }: Told): Guard {
  const { neutrality } = answer;
  const { verdict, baseline, direction } = neutrality;
  const { largest, beyond, focus } = found;
  const guard = (text: string, mark: GuardMark): Guard => ({ key: "placebo", title: "Placebo", text, mark });
  if (largest === null) return guard(NO_PLACEBO, "unknown");
  const side = sideOf(neutrality);
  const subject = subjectWords(neutrality, party_name);
  const tilted = verdict === "breach" || verdict === "watch";
  const most =
    direction === "both" && !tilted
      ? "lies furthest out of all partners"
      : side === 1
        ? "has the largest tilt of all partners"
        : "is treated worst of all partners";
  const bound = side === 1 ? focus.lower : focus.upper;
  const [theirs, own] = comparedOdds(largest.log_odds, bound ?? largest.log_odds);
  const said = `${largest.name}, put in the place of ${subject}, ${most}: odds ${theirs}`;
  if (baseline !== "partner_revealed")
    return guard(`By the standard between partners ${said}. It has no say by this baseline.`, "aside");
  if (!tilted) return guard(`${said}. It would be held against a breach.`, "aside");
  const [far, further] = side === 1 ? ["at least", "above"] : ["at most", "below"];
  const compared =
    bound === null
      ? `for ${subject} the odds have no bound on that side`
      : `for ${subject} the odds are ${far} ${own}, ${beyond ? "" : "not "}${further} that`;
  return guard(`${said}; ${compared}.`, beyond === false ? "stepped_down" : "held");
}

const part = (coverage: number | null): string =>
  `Outcomes on ${formatPercent(coverage ?? 0, 0)} of the decisions`;

/** Flattered scores hide that the focus is favoured; scores that are too modest hide that it is treated worse. */
function honesty({ score_honesty: found }: Beside, side: 1 | -1): Guard {
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
    modest: side === 1 ? "held" : "stepped_down",
    flattered: side === 1 ? "stepped_down" : "held",
    unrelated: "open",
  };
  const text =
    found.finding === "unrelated"
      ? `${said} What the router predicts says little about what comes out.`
      : said;
  return { key, title, text, mark: marks[found.finding] };
}

/**
 * If the bar was lowered for the focus, what passed it does worse; if it was raised, better. Speaks against the router
 * only what goes beyond the difference that its own scores would have, if they are honest.
 */
function outcome({ outcome_test: found }: Beside, side: 1 | -1): Guard {
  const key = "outcome_test";
  const title = "Outcome test";
  if (found.finding === "too_few")
    return { key, title, text: `${part(found.coverage)}: too few to compare.`, mark: "open" };
  const { finding, lower, upper } = found;
  const worse = finding === "focal_worse";
  const honest = found.predicted ?? 0;
  const speaks_against =
    side === 1
      ? worse && upper !== null && upper < honest
      : finding === "focal_better" && lower !== null && lower > honest;
  return {
    key,
    title,
    text: `Where a neutral router chooses the focus as often, its choices succeed ${finding === "no_difference" ? "as often as" : worse ? "less often than" : "more often than"} others: ${pointsWords(found)}${found.predicted === null ? "" : `; honest scores would have ${formatPoints(found.predicted)}`}.`,
    mark: speaks_against ? "stepped_down" : "held",
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

/** The same is asked by a check, which compares otherwise: it is named, with why its figure is another. */
function withCheck(guard: Guard, check: Told["score_check"]): Guard {
  if (!check) return guard;
  return {
    ...guard,
    text: `${guard.text} A check asks it too, from predicted quality less outcome within each day and tenth of predicted quality; here all days are compared together, in finer parts, and outcomes are carried to the middle of each part. The two figures are therefore not the same, and they count in opposite directions:`,
    link: { text: check.key, href: `/promise/checks/${check.id}` },
  };
}

/** What the readings beside the verdict hold against it, in the direction of its question. */
export function besideGuards(beside: Beside, evidence: Told): Guard[] {
  const side = sideOf(evidence.answer.neutrality);
  const scores = withCheck(honesty(beside, side), evidence.score_check);
  return [placebo(beside, evidence), scores, outcome(beside, side), eligibility(beside)];
}
