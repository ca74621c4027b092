import { formatCount, formatNumber, formatPercent, formatPoints } from "@/lib/kernel/format";
import type { Baseline, Experiment } from "@/lib/neutrality";
import { BASELINE_LABELS } from "@/lib/routing";
import { type OtherWords, ofVerdict, type TermKey, withoutNumbers } from "./terms";

type Others = Partial<Record<TermKey, OtherWords>>;

const share = (part: number, whole: number): string => (whole > 0 ? `, ${formatPercent(part / whole)}` : "");

const armsWords = ({ n_a, x_a, n_b, x_b }: Experiment): string =>
  `production ${formatNumber(x_a)} of ${formatNumber(n_a)}${share(x_a, n_a)}; the copy ${formatNumber(x_b)} of ${formatNumber(n_b)}${share(x_b, n_b)}`;

const dependence: OtherWords = {
  meaning: "How much of the evidence is given up because decisions depend on each other.",
  more: [
    "φ counts dependence within a customer, session or day; η is the part of the evidence that is kept. Nothing is estimated, so r is 0.",
  ],
};

const NOT_LOOKED_AT: OtherWords = {
  meaning: "None is used: this baseline does not look at the candidates of a decision.",
  more: [],
  at_hand: withoutNumbers,
};

const NO_SUPPORT: OtherWords = {
  meaning:
    "It has no part here: no standard is learned that would have to reach the candidates of the focus.",
  more: [],
  at_hand: withoutNumbers,
};

/** The partners' guards where what the router does between partners is no standard. */
const NO_SAY: Others = {
  placebo: {
    meaning:
      "Each partner in turn is tested as if it were the focus, by the standard between partners; by this baseline it has no say.",
  },
  partners: {
    meaning: "How many owners stand beside the focus; by this baseline their number has no say.",
  },
};

const NO_CHOICES: Others = {
  ...NO_SAY,
  full_model: {
    meaning: "It has no part here: this baseline models no choices.",
    more: [],
    at_hand: withoutNumbers,
  },
  quality_basis: {
    meaning: "It has no part here: this baseline does not look at the quality of candidates.",
    more: [],
    at_hand: withoutNumbers,
  },
};

/** The experiment: production against a copy that cannot see owners. */
const OWNER_BLIND: Others = {
  ...NO_CHOICES,
  neutral: {
    at_hand: ofVerdict(({ experiment }) =>
      experiment && experiment.n_b > 0
        ? `It chose the focus in ${formatPercent(experiment.x_b / experiment.n_b)} of ${formatCount(experiment.n_b, "decision")} of its own.`
        : null,
    ),
    meaning: "A copy of the router that decides part of the same traffic and cannot see who owns a model.",
    more: [
      "Chance gives each request to production or to the copy. What production does more often than the copy, on the same day, router and task, it can only do because it sees owners; nothing else tells the two apart.",
    ],
  },
  usable: {
    meaning: "Production’s decisions on days, routers and tasks where the blind copy decided as well.",
    more: [
      "Elsewhere there is nothing to compare with. Candidates, prices and quality need not be logged: the copy saw the same.",
    ],
  },
  baseline: {
    more: [
      "It is an experiment, and the strongest baseline there is: nothing is modelled, and quality that nobody logged is alike in both arms. It costs that part of the traffic is decided by the copy.",
    ],
    at_hand: ofVerdict(({ baseline, experiment }) =>
      experiment
        ? `${BASELINE_LABELS[baseline]}; it took ${formatCount(experiment.n_b, "decision")} where both decided.`
        : `${BASELINE_LABELS[baseline]}.`,
    ),
  },
  covariates: NOT_LOOKED_AT,
  expected: {
    meaning:
      "The share of the blind copy on the same day, router and task, weighed as production’s decisions lie.",
    more: [
      "That share is a sample like production’s, and on a quiet day a small one. The verdict does not rest on it: given how often both arms together chose the focus on a day, router and task, chance alone says how many of these fall to production (Fisher’s exact law). So the guarantee is exact, and shares may drift from day to day.",
    ],
    at_hand: ofVerdict(({ experiment }) =>
      experiment
        ? `Chosen for the focus: ${armsWords(experiment)}. Given both, chance would give production ${formatNumber(experiment.q_given_both)}.`
        : null,
    ),
  },
  range: {
    meaning: "Where production’s share lies in 99 of 100 such spans of days if it is drawn as the copy’s is.",
    more: [
      "It is wide because the copy decides little. It is for the eye; the verdict comes from the evidence.",
    ],
  },
  odds: {
    at_hand: ofVerdict(({ tilt, experiment }) => {
      if (tilt.odds_ratio === null) return null;
      const { mantel_haenszel_odds_ratio: other, difference } = experiment ?? {};
      const beside = other == null ? "" : `; by Mantel and Haenszel ${formatNumber(other, 2)}`;
      const points = difference == null ? "" : `; ${formatPoints(difference)} points within days and strata`;
      return `${formatNumber(tilt.odds_ratio, 2)} times over all days${beside}${points}.`;
    }),
  },
  guarantee: {
    more: ["Nothing is estimated here, so it holds exactly, however few decisions there are."],
  },
  deflator: dependence,
  support: NO_SUPPORT,
  calibration: {
    meaning: "It is not drawn for an experiment, where nothing says how likely a single decision was.",
    more: [],
    at_hand: withoutNumbers,
  },
  decomposition: {
    more: [
      "The expected share moves when the work moves to other tasks or routers, and when the blind copy moves at the same work, which it does when models of the focus become better or cheaper. What production does beyond that is the rest. The parts add up exactly (Kitagawa 1955).",
    ],
  },
};

/** A share that somebody fixed. */
const REFERENCE_SHARE: Others = {
  ...NO_CHOICES,
  neutral: {
    at_hand: ofVerdict(({ expected, usable }) =>
      expected.share === null
        ? null
        : `It comes to ${formatPercent(expected.share)} of ${formatCount(usable, "tested decision")}.`,
    ),
    meaning: "Nobody decides in its place here: a share fixed in advance stands for it.",
    more: [
      "A rising share can be earned, and this baseline cannot see that. It says whether a bound that was fixed beforehand is kept, and nothing about why.",
    ],
  },
  usable: {
    meaning:
      "Decisions of the router whose chosen model has a known owner, in tasks for which a share was fixed.",
    more: ["Candidates need not be logged: the chosen model is all that is looked at."],
  },
  baseline: {
    more: [
      "It is the weakest baseline: prices, quality and what stood to choose are not looked at. Its strength is that it needs nothing but the chosen model, and that two people fix it in a check, with their reason, before the data.",
    ],
  },
  covariates: NOT_LOOKED_AT,
  expected: {
    meaning: "The share that somebody fixed for each task, times the decisions of that task, added up.",
    more: ["What went to the focus beyond it is the excess; whether it was earned is not asked."],
  },
  range: {
    meaning:
      "Where the observed share lies in 99 of 100 such spans of days if the fixed share is the true one.",
  },
  guarantee: {
    more: [
      "Nothing is estimated; it holds if the share was fixed before the data, which only a check records.",
    ],
  },
  deflator: dependence,
  support: NO_SUPPORT,
  decomposition: {
    meaning: "A change of share split into what the work brought and what lies beyond the fixed share.",
    more: ["The expected share moves only when the work moves between tasks whose fixed shares differ."],
  },
};

/** The router’s own rule. */
const DECLARED_POLICY: Others = {
  ...NO_SAY,
  neutral: {
    meaning: "The router as its policy declares it: whatever its rule names, whoever owns it.",
    more: [
      "The rule is taken at its word; whether it is fair is not asked. A rule can favour us by what it weighs, and only other baselines show that.",
    ],
  },
  baseline: {
    more: [
      "Each candidate has a gap to the best under the declared rule. How often the router departs from the rule, and how far, is learned from its choices between partners and applied to all candidates; where it never departs, deviations are judged by their share of the decisions.",
    ],
  },
  expected: {
    more: [
      "Each usable decision has a probability q that a router which keeps its rule, with the noise that it shows between partners, picks the focus there. Their sum is the expected count; what went to the focus beyond it is the excess.",
    ],
  },
};

/** Where the usual words, those of the standard shown between partners, do not fit. */
export const OTHER_WORDS: Partial<Record<Baseline, Others>> = {
  owner_blind: OWNER_BLIND,
  reference_share: REFERENCE_SHARE,
  declared_policy: DECLARED_POLICY,
};
