import { capitalise, countInWords, formatCount, formatNumber, formatPoints } from "@/lib/kernel/format";
import {
  type CalibrationPoint,
  explainReason,
  type Neutrality,
  type NeutralityWithSeries,
  VERDICT_LABELS,
} from "@/lib/neutrality";
import { besideGuards } from "./beside-guards";
import { costWords, nearTieWords, qualityWords as qualityFigure } from "./beside-words";
import { pooledWords } from "./guards";
import { seenWords } from "./onset-words";
import { specificationFinding } from "./specification-chart";
import { ofVerdict, type TermEntry, type Told, withoutNumbers } from "./terms";
import { evidenceFigure, levelOf } from "./words";

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

/** How many groups of the picture hold what was expected of them, before the onset and since. */
function groupsWords(before: readonly CalibrationPoint[], since: readonly CalibrationPoint[]): string | null {
  const said = (points: readonly CalibrationPoint[]) => {
    const holding = points.filter(({ expected, lower, upper }) => lower <= expected && expected <= upper);
    return `${formatNumber(holding.length)} of ${formatCount(points.length, "group")}`;
  };
  if (since.length === 0) return null;
  return before.length === 0
    ? `Bars reach the diagonal in ${said(since)}.`
    : `Bars reach the diagonal in ${said(before)} before the onset, and in ${said(since)} since.`;
}

const fullModelText = ({ neutrality }: NeutralityWithSeries): string | null =>
  neutrality.full_model_pooled && pooledWords(neutrality.full_model_pooled, levelOf(neutrality));

/** What the page says of a guard that is read beside the verdict. */
const guardText =
  (key: string): TermEntry["beside"] =>
  (beside, told) =>
    besideGuards(beside, told).find((guard) => guard.key === key)?.text ?? null;

/** What goes by the standard between partners, whatever the verdict stands on, says so where that is another. */
const byPartners = (text: string | null, { answer }: Told): string | null =>
  text === null || answer.neutrality.baseline === "partner_revealed"
    ? text
    : `By the standard between partners: ${text}`;

function qualityWords({ covariates, excluded, assumptions }: Neutrality): string {
  if (!covariates.includes("quality")) return "Quality is not used.";
  const unknown = assumptions.find((code) => code.startsWith("quality_basis_unknown"));
  const lacking = `${formatCount(excluded.missing_quality, "decision")} left out for want of a quality that may be used.`;
  return unknown ? `${explainReason(unknown)} ${lacking}` : `Every source declares it; ${lacking}`;
}

function verdictWords(neutrality: Neutrality): string {
  const { verdict, log_e_value } = neutrality;
  const line = formatNumber(1 / levelOf(neutrality));
  const evidence =
    log_e_value === null ? "" : `: evidence ${evidenceFigure(log_e_value)}, where the line is ${line}`;
  const seen = seenWords(neutrality);
  return `${VERDICT_LABELS[verdict]}${evidence}.${seen === null ? "" : ` ${seen}`}`;
}

/** Terms of the pictures, of what is held against a verdict, and of the verdict itself. */
export const BESIDE: Record<BesideKey, TermEntry> = {
  calibration: {
    word: "Calibration picture",
    meaning: "Decisions grouped by the share that was expected; a neutral router lies on the diagonal.",
    more: ["Bars hold the observed share in 99 of 100 cases, dependence included."],
    at_hand: ({ calibration_split: [all] }) => (all ? groupsWords(all.before, all.since) : null),
  },
  decomposition: {
    word: "What changed the share",
    meaning:
      "A change of share split into what the work brought, what was earned, and what neither explains.",
    more: [
      "The expected share moves when the work moves to other tasks or routers, and when models of the focus become better or cheaper at the same work. What the observed share does beyond that is the rest. The three add up exactly (Kitagawa 1955).",
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
    curve: (curve) => specificationFinding(curve).title,
  },
  full_model: {
    word: "Full model",
    meaning: "A second model, of all choices at once, with a term for ownership; it must confirm a breach.",
    more: [
      "It makes other assumptions than the baseline: what goes wrong in one seldom goes wrong in the other.",
    ],
    at_hand: (answer) => fullModelText(answer),
  },
  placebo: {
    word: "Placebo",
    meaning:
      "Each partner in turn is tested as if it were the focus; a breach must lie beyond the largest tilt found so.",
    more: [
      "Partners have customers with tastes of their own too. What is found for the focus must be more than that.",
    ],
    at_hand: withoutNumbers,
    beside: guardText("placebo"),
  },
  partners: {
    word: "Partners in the fit",
    meaning: "With fewer than three partners, what the router does between them is no standard.",
    more: [],
    at_hand: ofVerdict(({ partners }) => `${capitalise(countInWords(partners, "partner"))}.`),
  },
  quality_basis: {
    word: "Quality ex ante",
    meaning: "Quality must be the router’s estimate before it chose; measured afterwards it may not be used.",
    more: ["A neutral router that decides on expected quality while the log holds the outcome looks tilted."],
    at_hand: ofVerdict((neutrality) => qualityWords(neutrality)),
  },
  score_honesty: {
    word: "Score honesty",
    meaning:
      "Whether what the router expected of the focus came true as often as what it expected of others.",
    more: ["A router that flatters its own scores passes every baseline; only outcomes show it."],
    at_hand: withoutNumbers,
    beside: guardText("score_honesty"),
  },
  outcome_test: {
    word: "Outcome test",
    meaning: "Whether choices of the focus succeed less often than others that looked equally right.",
    more: [
      "If the bar was lowered for the focus, what passed it does worse; if it was raised, what passed it does better.",
    ],
    at_hand: withoutNumbers,
    beside: guardText("outcome_test"),
  },
  eligibility: {
    word: "Eligibility",
    meaning: "How often models of the focus and partners’ are candidates at all, by policy version.",
    more: [
      "A router can also prefer by leaving others out before it compares; the baseline does not see that.",
    ],
    at_hand: withoutNumbers,
    beside: guardText("eligibility"),
  },
  near_ties: {
    word: "Near ties",
    meaning: "Decisions in which the best candidate of the focus and the best partner’s are about as good.",
    more: ["Where nothing else decides, ownership shows first."],
    at_hand: withoutNumbers,
    beside: (beside, told) => byPartners(nearTieWords(beside), told),
  },
  harm: {
    word: "Harm",
    meaning: "What customers paid and got, against what the baseline would have given them.",
    more: [],
    at_hand: withoutNumbers,
    beside: ({ harm }, told) =>
      byPartners(
        [costWords(harm.cost_usd), qualityFigure(harm.quality)].filter(Boolean).join(" ") || null,
        told,
      ),
  },
  verdict: {
    word: "Verdict",
    meaning: "One of five words, each with its own rule; the first that applies.",
    more: [
      "No data: nothing can be tested. Breach: the evidence that the tilt is material has passed the line, and nothing held against it. Kept: every interval that counts ends short of materiality, and enough of the traffic can be compared. Watch: there is a tilt; whether it is material is not known. Inconclusive: neither.",
      "Kept speaks of an average since a start. It does not exclude a tilt that began days ago.",
    ],
    at_hand: ofVerdict((neutrality) => verdictWords(neutrality)),
  },
};
