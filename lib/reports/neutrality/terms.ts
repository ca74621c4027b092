import type { Beside, Neutrality, NeutralityWithSeries, SpecificationCurve } from "@/lib/neutrality";

/** Every technical term of the page; `glossary.ts` explains each once. */
export const TERM_KEYS = [
  "neutral",
  "focus",
  "usable",
  "coverage",
  "baseline",
  "covariates",
  "expected",
  "range",
  "odds",
  "materiality",
  "evidence",
  "alpha",
  "interval",
  "onset",
  "guarantee",
  "deflator",
  "support",
  "calibration",
  "decomposition",
  "strata",
  "specifications",
  "full_model",
  "placebo",
  "partners",
  "quality_basis",
  "score_honesty",
  "outcome_test",
  "eligibility",
  "near_ties",
  "harm",
  "verdict",
] as const;
export type TermKey = (typeof TERM_KEYS)[number];

/** What a term is called for a baseline to which its usual words do not fit. */
export type OtherWords = Partial<Pick<TermEntry, "meaning" | "more" | "at_hand">>;

export type TermEntry = {
  /** As it is said on the page. */
  word: string;
  /** One sentence. */
  meaning: string;
  /** Further sentences for *How we know*. */
  more: readonly string[];
  /** The same with the numbers of the view; null where they say nothing. */
  at_hand: (answer: NeutralityWithSeries) => string | null;
  /** Where the verdict has no number of it: the number of what is read beside it, or of the specification curve. */
  beside?: (beside: Beside, evidence: Told) => string | null;
  curve?: (curve: SpecificationCurve) => string | null;
};

/** A verdict, and whom it is about. */
export type Told = {
  answer: NeutralityWithSeries;
  party_name: string | null;
  /** The check that asks of scores what is read beside the verdict. */
  score_check?: { id: string; key: string } | null;
};

/** What a term is at hand, from the verdict alone. */
export const ofVerdict =
  (pick: (neutrality: Neutrality) => string | null) =>
  ({ neutrality }: NeutralityWithSeries) =>
    pick(neutrality);

/** A term that no number of the verdict explains: another reading does, or none. */
export const withoutNumbers = () => null;
