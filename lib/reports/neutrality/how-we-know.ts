import type { Baseline, NeutralityWithSeries } from "@/lib/neutrality";
import { GLOSSARY } from "./glossary";
import { OTHER_WORDS } from "./glossary-baselines";
import type { TermEntry, TermKey } from "./terms";

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

/** A term in the words of the baseline that judges. */
const wordsOf = (term: TermKey, baseline: Baseline): TermEntry => ({
  ...GLOSSARY[term],
  ...(OTHER_WORDS[baseline]?.[term] ?? {}),
});

/** Every term with what it is in this view. */
export const explainTerms = (
  answer: NeutralityWithSeries,
): { key: string; title: string; terms: TermText[] }[] =>
  TERM_GROUPS.map(({ key, title, terms }) => ({
    key,
    title,
    terms: terms.map((term) => {
      const { word, meaning, more, at_hand } = wordsOf(term, answer.neutrality.baseline);
      const said = answer.neutrality.usable === 0 && term !== "usable" ? null : at_hand(answer);
      return { key: term, word, meaning, more, at_hand: said };
    }),
  }));

const OF_CANDIDATES = [
  "Quality that is not logged and goes with ownership looks like tilt, or hides it. A router that flatters its own scores passes the test; outcomes alone show that.",
  "Near-identical models of our own raise what is expected and hide tilt; the specification curve counts each family once as well.",
];
const LIMITS: Record<Baseline, readonly string[]> = {
  partner_revealed: OF_CANDIDATES,
  declared_policy: [
    "Whether the declared rule is fair is not asked. A rule can favour us by what it weighs, and be kept.",
    ...OF_CANDIDATES,
  ],
  owner_blind: [
    "It shows what the router does because it sees owners. What both arms share is in both and cannot show: flattered scores, or who is a candidate at all.",
    "It rests on chance: if the copy were given other requests than production, the difference would not be that of ownership alone.",
  ],
  reference_share: [
    "Whether the fixed share is fair is not asked, nor whether more was earned. A router can keep to it and prefer us where that is easy.",
  ],
};

/** What the baseline of the view cannot show. */
export const explainLimits = ({ neutrality }: NeutralityWithSeries): readonly string[] =>
  LIMITS[neutrality.baseline];
