import { capitalise, formatCount, formatNumber, formatPercent, formatSigned } from "@/lib/kernel/format";
import { describeMateriality, describeOdds, type Neutrality } from "@/lib/neutrality";
import { BASELINE_LABELS } from "@/lib/routing";
import { sinceFact } from "./onset-words";
import type { NeutralityEvidence, TermFact } from "./schema";
import { covariateWords, evidenceFigure, levelOf } from "./words";

const figure = (value: number | null, digits = 2): string =>
  value === null ? "unknown" : formatNumber(value, digits);

function howSure(neutrality: Neutrality): string | null {
  if (neutrality.log_e_value === null) return null;
  const line = formatNumber(1 / levelOf(neutrality));
  return `Evidence ${evidenceFigure(neutrality.log_e_value)}; the line is ${line}: one false alarm in ${line}`;
}

const GUARANTEES: Record<Neutrality["guarantee"], string> = {
  anytime: "Holds whenever somebody looks: the question was fixed before the first day",
  exploratory: "Exploratory: the question was asked after its data",
};

/** How large, how sure, since when, judged by what, and what it rests on. */
export function composeFacts({ answer }: NeutralityEvidence): TermFact[] {
  const { neutrality } = answer;
  const { usable, decisions, coverage, support, phi, r, eta } = neutrality;
  const { observed, expected, baseline, covariates, guarantee } = neutrality;
  const odds = describeOdds(neutrality);
  const sure = howSure(neutrality);
  const since = sinceFact(neutrality);
  const judged_by: TermFact = {
    term: "Judged by",
    explained: "baseline",
    value: `${BASELINE_LABELS[baseline]}${covariates.length > 0 ? `; ${covariateWords(covariates)}` : ""}`,
  };
  const resting: TermFact = {
    term: "Usable",
    explained: "coverage",
    value: `${formatNumber(usable)} of ${formatCount(decisions, "decision")}${coverage === null ? "" : `; coverage ${formatPercent(coverage, 0)}`}`,
  };
  if (usable === 0) return [judged_by, resting];
  return [
    {
      term: "How large",
      explained: "odds",
      value: `${formatSigned(observed.focal - expected.focal)} of ${formatCount(usable, "decision")}${odds === null ? "" : `; ${odds}`}; ${describeMateriality(neutrality)}`,
    },
    ...(sure === null ? [] : [{ term: "How sure", explained: "evidence" as const, value: sure }]),
    ...(since === null ? [] : [{ term: "Since when", explained: "onset" as const, value: since }]),
    judged_by,
    { term: "Guarantee", explained: "guarantee", value: capitalise(GUARANTEES[guarantee]) },
    resting,
    {
      term: "Price of estimating",
      explained: "deflator",
      value:
        baseline === "owner_blind" || baseline === "reference_share"
          ? `φ ${figure(phi)}, η ${figure(eta)}: dependence alone; nothing is estimated`
          : `φ ${figure(phi)}, r ${figure(r)}, η ${figure(eta)}; support ${support === null ? "unknown" : formatPercent(support, 0)}`,
    },
  ];
}
