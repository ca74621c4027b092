import { formatCount, formatNumber, formatPercent } from "@/lib/kernel/format";
import { type NeutralityWithSeries, VERDICT_LABELS, VERDICT_MEANINGS } from "@/lib/neutrality";
import { GLOSSARY } from "./glossary";
import type { TermKey } from "./terms";
import { evidenceFigure, levelOf } from "./words";

/** The terms in the order in which one needs them. */
export const TERM_GROUPS: readonly { key: string; title: string; terms: readonly TermKey[] }[] = [
  { key: "question", title: "What is asked", terms: ["neutral", "focus", "usable", "coverage"] },
  {
    key: "expected",
    title: "What is expected",
    terms: ["baseline", "covariates", "expected", "range", "support"],
  },
  {
    key: "sure",
    title: "How large and how sure",
    terms: ["odds", "materiality", "evidence", "alpha", "interval", "onset", "guarantee", "deflator"],
  },
  {
    key: "pictures",
    title: "What the pictures show",
    terms: ["calibration", "specifications", "decomposition", "strata"],
  },
  {
    key: "against",
    title: "What is held against a verdict",
    terms: [
      "full_model",
      "placebo",
      "partners",
      "quality_basis",
      "score_honesty",
      "outcome_test",
      "eligibility",
      "near_ties",
      "harm",
    ],
  },
  { key: "words", title: "The five words", terms: ["verdict"] },
];

export type TermText = {
  key: TermKey;
  word: string;
  meaning: string;
  more: readonly string[];
  at_hand: string | null;
};

/** Every term with what it is in this view. */
export const explainTerms = (
  answer: NeutralityWithSeries,
): { key: string; title: string; terms: TermText[] }[] =>
  TERM_GROUPS.map(({ key, title, terms }) => ({
    key,
    title,
    terms: terms.map((term) => {
      const { word, meaning, more, at_hand } = GLOSSARY[term];
      const said = answer.neutrality.usable === 0 && term !== "usable" ? null : at_hand(answer);
      return { key: term, word, meaning, more, at_hand: said };
    }),
  }));

/** From the decisions to the verdict, a step a sentence, with the numbers of the view. */
export function explainSteps({ neutrality }: NeutralityWithSeries): { title: string; text: string }[] {
  const { decisions, usable, observed, expected, tilt, log_e_value, materiality, verdict } = neutrality;
  const first = {
    title: `${formatCount(decisions, "decision")} were made.`,
    text: `${formatNumber(usable)} of them can be tested: there was a choice between both sides, and the log says enough.`,
  };
  const last = {
    title: `So the verdict is: ${VERDICT_LABELS[verdict].toLowerCase()}.`,
    text: VERDICT_MEANINGS[verdict],
  };
  if (usable === 0 || observed.share === null || expected.share === null) return [first, last];
  const beyond = observed.focal - expected.focal;
  const line = formatNumber(1 / levelOf(neutrality));
  const odds = (log: number | null) => (log === null ? "open" : formatNumber(Math.exp(log), 2));
  return [
    first,
    {
      title: `A neutral router would have chosen the focus ${formatNumber(expected.focal)} times.`,
      text: `That is ${formatPercent(expected.share)}: for each decision the chance that it falls so, added up.`,
    },
    {
      title: `The router chose it ${formatNumber(observed.focal)} times.`,
      text: `That is ${formatPercent(observed.share)}, and ${formatNumber(Math.abs(beyond))} ${beyond >= 0 ? "more" : "fewer"} than expected.`,
    },
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
    last,
  ];
}
