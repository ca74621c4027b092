import {
  AVAILABLE_BASELINES,
  type Baseline,
  type Beside,
  type NeutralityWithSeries,
  type SpecificationCurve,
} from "@/lib/neutrality";
import { GLOSSARY } from "./glossary";
import { OTHER_WORDS } from "./glossary-baselines";
import type { TermEntry, TermKey, Told } from "./terms";

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
  /** The reading that has the number, where the verdict has none; null where nothing is to come. */
  later: "beside" | "curve" | null;
};

/** A term in the words of the baseline that judges. */
const wordsOf = (term: TermKey, baseline: Baseline): TermEntry => ({
  ...GLOSSARY[term],
  ...(OTHER_WORDS[baseline]?.[term] ?? {}),
});

/** A term in one sentence, in the words of the baseline that the view's address names; without one, in the usual words. */
export function meaningOf(term: TermKey, search: string): string {
  const named = new URLSearchParams(search).get("baseline");
  const baseline = AVAILABLE_BASELINES.find((name) => name === named);
  return baseline ? wordsOf(term, baseline).meaning : GLOSSARY[term].meaning;
}

/** Every term with what it is in this view. */
export const explainTerms = (
  answer: NeutralityWithSeries,
): { key: string; title: string; terms: TermText[] }[] =>
  TERM_GROUPS.map(({ key, title, terms }) => ({
    key,
    title,
    terms: terms.map((term) => {
      const { word, meaning, more, at_hand, beside, curve } = wordsOf(term, answer.neutrality.baseline);
      const none = answer.neutrality.usable === 0;
      const said = none && term !== "usable" ? null : at_hand(answer);
      const reading = beside ? "beside" : curve ? "curve" : null;
      return { key: term, word, meaning, more, at_hand: said, later: none ? null : reading };
    }),
  }));

/** A term with the numbers of the reading that stands beside the verdict. */
export const explainBeside = (term: TermKey, beside: Beside, told: Told): string | null =>
  wordsOf(term, told.answer.neutrality.baseline).beside?.(beside, told) ?? null;

/** A term with the numbers of the specification curve. */
export const explainCurve = (term: TermKey, curve: SpecificationCurve): string | null =>
  GLOSSARY[term].curve?.(curve) ?? null;

const OF_CANDIDATES = [
  "Quality that is not logged and goes with ownership looks like tilt, or hides it. A router that flatters its own scores passes the test; outcomes alone show that.",
  "Near-identical models of the focus raise what is expected of it and hide tilt; the specification curve shows a bound beside it, in which each family counts once.",
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
