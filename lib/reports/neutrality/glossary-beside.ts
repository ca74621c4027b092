import { formatCount, formatNumber, formatPoints } from "@/lib/kernel/format";
import { ofVerdict, type TermEntry, withoutNumbers } from "./terms";

type BesideKey =
  | "calibration"
  | "decomposition"
  | "strata"
  | "specifications"
  | "full_model"
  | "placebo"
  | "partners"
  | "quality_basis"
  | "score_honesty"
  | "outcome_test"
  | "eligibility"
  | "near_ties"
  | "harm"
  | "verdict";

/** Terms of the pictures, of what is held against a verdict, and of the verdict itself. */
export const BESIDE: Record<BesideKey, TermEntry> = {
  calibration: {
    word: "Calibration picture",
    meaning: "Decisions grouped by the share that was expected; a neutral router lies on the diagonal.",
    more: ["Bars hold the observed share in 99 of 100 cases, dependence included."],
    at_hand: withoutNumbers,
  },
  decomposition: {
    word: "What changed the share",
    meaning:
      "A change of share split into what the work brought, what was earned, and what neither explains.",
    more: [
      "The expected share moves when the work moves to other tasks or routers, and when our models become better or cheaper at the same work. What the observed share does beyond that is the rest. The three add up exactly (Kitagawa 1955).",
    ],
    at_hand: ({ rise }) =>
      rise === null
        ? null
        : `${formatPoints(rise.change)} points: ${formatPoints(rise.mix)} brought by the work, ${formatPoints(rise.earned)} earned, ${formatPoints(rise.beyond)} beyond expected, give or take ${formatNumber(rise.margin * 100, 1)}.`,
  },
  strata: {
    word: "Stratum",
    meaning: "A router and a task, judged by itself.",
    more: [
      "Looking at many strata finds something by chance. Named are those that remain after correcting for the number looked at (e-BH, Wang and Ramdas 2022).",
    ],
    at_hand: ofVerdict(({ strata }) => {
      const named = strata.filter((row) => row.named).length;
      return strata.length === 0
        ? null
        : `${formatCount(named, "stratum", "strata")} of ${strata.length} named.`;
    }),
  },
  specifications: {
    word: "Specification curve",
    meaning: "The same question under every defensible choice of method, sorted by result.",
    more: [
      "A finding that depends on one choice is weak; one that survives all of them is not an artefact of any.",
    ],
    at_hand: withoutNumbers,
  },
  full_model: {
    word: "Full model",
    meaning: "A second model, of all choices at once, with a term for ownership; it must confirm a breach.",
    more: [
      "It makes other assumptions than the baseline: what goes wrong in one seldom goes wrong in the other.",
    ],
    at_hand: withoutNumbers,
  },
  placebo: {
    word: "Placebo",
    meaning:
      "Each partner in turn is tested as if it were us; a breach must exceed the largest tilt found so.",
    more: ["Partners have tastes of their own customers too. What we find for us must be more than that."],
    at_hand: withoutNumbers,
  },
  partners: {
    word: "Partners in the fit",
    meaning: "With fewer than three partners, what the router does between them is no standard.",
    more: [],
    at_hand: ofVerdict(({ partners }) => `${formatCount(partners, "partner")} in this view.`),
  },
  quality_basis: {
    word: "Quality ex ante",
    meaning: "Quality must be the router’s estimate before it chose; measured afterwards it may not be used.",
    more: ["A neutral router that decides on expected quality while the log holds the outcome looks tilted."],
    at_hand: withoutNumbers,
  },
  score_honesty: {
    word: "Score honesty",
    meaning:
      "Whether what the router expected of our models came true as often as what it expected of others.",
    more: ["A router that flatters its own scores passes every baseline; only outcomes show it."],
    at_hand: withoutNumbers,
  },
  outcome_test: {
    word: "Outcome test",
    meaning: "Whether choices of our models succeed less often than others that looked equally right.",
    more: ["If the bar was lowered for us, what passed it does worse."],
    at_hand: withoutNumbers,
  },
  eligibility: {
    word: "Eligibility",
    meaning: "How often our models and partners’ are candidates at all, by policy version.",
    more: [
      "A router can also prefer by leaving others out before it compares; the baseline does not see that.",
    ],
    at_hand: withoutNumbers,
  },
  near_ties: {
    word: "Near ties",
    meaning: "Decisions in which our best candidate and the best partner’s are about as good.",
    more: ["Where nothing else decides, ownership shows first."],
    at_hand: withoutNumbers,
  },
  harm: {
    word: "Harm",
    meaning: "What customers paid and got, against what the baseline would have given them.",
    more: [],
    at_hand: withoutNumbers,
  },
  verdict: {
    word: "Verdict",
    meaning: "One of five words, each with its own rule; the first that applies.",
    more: [
      "No data: nothing can be tested. Breach: the evidence that the tilt is material has passed the line, and nothing held against it. Kept: every interval that counts ends below materiality, and enough of the traffic can be compared. Watch: there is a tilt; whether it is material is not known. Inconclusive: neither.",
      "Kept speaks of an average since a start. It does not exclude a tilt that began days ago.",
    ],
    at_hand: withoutNumbers,
  },
};
