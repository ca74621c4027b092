import { capitalise, formatCount, formatDate, formatNumber, formatPercent } from "@/lib/kernel/format";
import { describeMateriality } from "@/lib/neutrality";
import { BASELINE_LABELS, DECIDED_BY_WORDS } from "@/lib/routing";
import { BESIDE } from "./glossary-beside";
import { routedOf } from "./guards";
import { sinceFact } from "./onset-words";
import { ofVerdict, type TermEntry, type TermKey } from "./terms";
import { covariateWords, evidenceFigure, levelOf, notRefuted } from "./words";

const two = (value: number): string => formatNumber(value, 2);

/** A sentence beside each word, and what *How we know* says at length. */
export const GLOSSARY: Record<TermKey, TermEntry> = {
  ...BESIDE,
  neutral: {
    word: "Neutral router",
    meaning: "A router that sees quality, price and latency of each candidate but not who owns it.",
    more: [
      "A rising share of our own models can be earned, because they became better or cheaper; it can come with other work; or it can be taken. A share by itself cannot tell these apart. So each decision is compared with what a neutral router would have done with the same candidates.",
    ],
    at_hand: ofVerdict(({ usable, expected }) =>
      expected.share === null
        ? null
        : `It would have chosen the focus in ${formatPercent(expected.share)} of ${formatCount(usable, "tested decision")}.`,
    ),
  },
  focus: {
    word: "Focus",
    meaning: "The models that are asked about: our own, those of investees, or those of one party.",
    more: [
      "Our own are the models of the platform and of parties below it. Everybody outside the focus is called a partner here.",
    ],
    at_hand: ofVerdict(
      ({ usable, observed, partners }) =>
        `It was chosen in ${formatNumber(observed.focal)} of ${formatCount(usable, "tested decision")}, with ${formatCount(partners, "partner")} beside it.`,
    ),
  },
  usable: {
    word: "Usable decisions",
    meaning:
      "Decisions of the router that had a choice between the focus and others and whose log says enough to judge it.",
    more: [
      `Left out are decisions that something else took (${DECIDED_BY_WORDS.pinned}, ${DECIDED_BY_WORDS.cache}, ${DECIDED_BY_WORDS.fallback}), and those whose candidates, owners or figures are not known. Each counts under the first reason that applies.`,
    ],
    at_hand: ofVerdict(
      ({ usable, decisions }) =>
        `${formatNumber(usable)} of ${formatCount(decisions, "decision")} are usable.`,
    ),
  },
  coverage: {
    word: "Coverage",
    meaning: "The part of the routed decisions that can be compared; under 80\u00a0% nothing is called kept.",
    more: [
      "Decisions whose candidates all lie on one side count as covered, though they cannot show a tilt: they are known well enough.",
    ],
    at_hand: ofVerdict((neutrality) =>
      neutrality.coverage === null
        ? null
        : `${formatPercent(neutrality.coverage)} of ${formatCount(routedOf(neutrality), "routed decision")}.`,
    ),
  },
  baseline: {
    word: "Baseline",
    meaning: "The way in which a neutral router is described.",
    more: [
      "By the standard shown between partners: how the router weighs quality, price and latency is learned from decisions that a partner won against other partners, and then applied to all candidates. The router is held to the standard that it uses for others.",
      "Other baselines are the router’s own published rule, a copy of the router that is blind to ownership and takes part of the traffic, which is an experiment, and, weakest, a share that somebody fixed in advance.",
    ],
    at_hand: ofVerdict(
      ({ baseline, baseline_model }) =>
        `${BASELINE_LABELS[baseline]}${baseline_model ? `; the largest fit learned from ${formatCount(baseline_model.decisions, "decision")}` : ""}.`,
    ),
  },
  covariates: {
    word: "Covariates",
    meaning:
      "What a neutral router may see: the quality, cost and latency that were expected when it decided.",
    more: ["Those are used that at least 90\u00a0% of otherwise usable decisions carry on every candidate."],
    at_hand: ofVerdict(({ covariates }) =>
      covariates.length === 0 ? null : `Used here: ${covariateWords(covariates)}.`,
    ),
  },
  expected: {
    word: "Expected share",
    meaning: "The share that the baseline gives the focus in the same decisions, added up one by one.",
    more: [
      "Each usable decision has a probability q that a neutral router picks the focus there. Their sum is the expected count; what went to the focus beyond it is the excess.",
    ],
    at_hand: ofVerdict(({ observed, expected }) =>
      observed.share === null || expected.share === null
        ? null
        : `Expected ${formatPercent(expected.share)}, observed ${formatPercent(observed.share)}: ${formatNumber(observed.focal)} decisions against ${formatNumber(expected.focal)}.`,
    ),
  },
  range: {
    word: "Range of a neutral router",
    meaning: "Where a neutral router’s share lies in 99 of 100 such spans of days.",
    more: ["It is for the eye; the verdict comes from the evidence."],
    at_hand: ({ seven_days }) => {
      const last = seven_days.at(-1);
      if (!last) return null;
      return `Over the seven days to ${formatDate(last.day)} it goes from ${formatPercent(last.lower)} to ${formatPercent(last.upper)}; observed were ${formatPercent(last.observed)}.`;
    },
  },
  odds: {
    word: "Odds",
    meaning:
      "How much likelier the router makes the focus than a neutral one would: odds of 1.10 times turn a chance of 30\u00a0% into one of 32\u00a0%.",
    more: [
      "Odds of 1 mean neutral. The estimate is the one multiple of the odds that explains the count of decisions that went to the focus.",
    ],
    at_hand: ofVerdict(({ tilt }) =>
      tilt.odds_ratio === null
        ? null
        : `${two(tilt.odds_ratio)} times over all days${tilt.lower === null || tilt.upper === null ? "" : `, between ${two(Math.exp(tilt.lower))} and ${two(Math.exp(tilt.upper))}`}.`,
    ),
  },
  materiality: {
    word: "Materiality",
    meaning:
      "How far from 1 the odds must lie for a tilt to count as a breach; a smaller one is named and not called one.",
    more: ["It is fixed before the data in a check; on the page it can be turned to see what hangs on it."],
    at_hand: ofVerdict((neutrality) => capitalise(`${describeMateriality(neutrality)}.`)),
  },
  evidence: {
    word: "Evidence",
    meaning:
      "A number that multiplies when decisions keep falling the same way and shrinks when they do not; above its line, chance is no explanation.",
    more: [
      "It is an e-value: a bet against the claim that the tilt is below materiality, which starts at 1 and cannot be expected to grow while the claim is true. It may be looked at every day without making false alarms likelier.",
      "A p-value that is looked at every day would sooner or later fall below any limit.",
    ],
    at_hand: ofVerdict(({ log_e_value, peak }) =>
      log_e_value === null
        ? null
        : `${capitalise(evidenceFigure(log_e_value))} on the last day${peak.day === null || peak.e_value === null ? "" : `; at its height ${evidenceFigure(Math.log(peak.e_value))}, on ${formatDate(peak.day)}`}.`,
    ),
  },
  alpha: {
    word: "The line",
    meaning: "One divided by the rate of false alarms that is accepted over the whole life of a check.",
    more: [
      "Evidence of a router without a material tilt ever reaches it with at most that probability (Ville 1939).",
    ],
    at_hand: ofVerdict(
      (neutrality) =>
        `${formatNumber(1 / levelOf(neutrality))}: at most ${formatPercent(levelOf(neutrality), levelOf(neutrality) < 0.01 ? 2 : 0)} false alarms.`,
    ),
  },
  interval: {
    word: "Interval",
    meaning: "The odds that the decisions do not refute; it holds whenever somebody looks.",
    more: ["It is wider than one that holds on a single day only."],
    at_hand: ofVerdict(
      ({ tilt }) =>
        `At the level of ${formatPercent(tilt.level, tilt.level > 0.99 ? 1 : 0)}, ${notRefuted(tilt)}.`,
    ),
  },
  onset: {
    word: "Since when",
    meaning: "The day from which the evidence is strongest; where it fits, the start of a policy version.",
    more: [
      "Starts are the first day, each new policy version, and every seventh day. The day shown is the first with a tested decision at or after its start; beside it stand the starts that together carry 90\u00a0% of the evidence.",
    ],
    at_hand: ofVerdict((neutrality) => {
      const since = sinceFact(neutrality);
      return since && `${since}.`;
    }),
  },
  guarantee: {
    word: "Guarantee",
    meaning:
      "The rate of false alarms holds for questions that were fixed before their data; any other answer is exploratory.",
    more: ["Where the baseline is estimated, it holds for large samples."],
    at_hand: ofVerdict(({ guarantee }) =>
      guarantee === "anytime"
        ? "This question was fixed before its first day."
        : "This question was asked after its data: exploratory.",
    ),
  },
  deflator: {
    word: "Price of estimating",
    meaning:
      "How much of the evidence is given up because the baseline is estimated and decisions depend on each other.",
    more: [
      "φ counts dependence within a customer, session or day; r is what estimating the baseline adds to the variance; η is the part of the evidence that is kept.",
      "Without it, a neutral router whose own models are priced outside the partners’ range is soon called a breach.",
    ],
    at_hand: ofVerdict(({ phi, r, eta, clusters }) =>
      phi === null || r === null || eta === null
        ? null
        : `φ ${two(phi)}${clusters ? ` over ${formatCount(clusters.count, clusters.by)}` : ""}, r ${two(r)}, η ${two(eta)}.`,
    ),
  },
  support: {
    word: "Support",
    meaning:
      "The part of the candidates of the focus whose figures lie inside what partners’ candidates span.",
    more: [
      "Outside of it the standard is extended to cases that it was not learned from; r says what that costs.",
    ],
    at_hand: ofVerdict(({ support }) =>
      support === null ? null : `${formatPercent(support)} of the candidates of the focus.`,
    ),
  },
};
