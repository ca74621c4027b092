import { formatNumber, formatPercent, numberWord } from "@/lib/kernel/format";
import {
  explainReason,
  GUARD_REASONS,
  type GuardReason,
  type Neutrality,
  type ReasonName,
  readReason,
} from "@/lib/neutrality";
import type { Guard, GuardMark, NeutralityEvidence } from "./schema";
import { placeOf, sideOf } from "./words";

const PARTNERS_NEEDED = 3;
const COVERAGE_NEEDED = 0.8;

const stepped = ({ because }: Neutrality, name: ReasonName): boolean =>
  because.some((code) => readReason(code).name === name);

/** The guard that a reason for stepping a breach down is told by. */
export const GUARD_OF: Record<GuardReason, Pick<Guard, "key" | "title">> = {
  fewer_than_three_partners: { key: "partners", title: "Partners" },
  full_model_disagrees: { key: "full_model", title: "Full model" },
  within_partner_spread: { key: "placebo", title: "Placebo" },
  noise_undetermined: { key: "noise", title: "Noise around the rule" },
  deviations_not_surely_material: { key: "deviations", title: "Share of deviations" },
};

/** The guards with one for every reason that stepped the verdict down and that none of them tells. */
function withUntold(guards: readonly Guard[], neutrality: Neutrality): Guard[] {
  const untold = GUARD_REASONS.filter(
    (name) =>
      stepped(neutrality, name) &&
      !guards.some(({ key, mark }) => key === GUARD_OF[name].key && mark === "stepped_down"),
  ).map((name): Guard => ({ ...GUARD_OF[name], text: explainReason(name), mark: "stepped_down" }));
  return [...guards.filter(({ key }) => !untold.some((guard) => guard.key === key)), ...untold];
}

/** The fit that the verdict leans on: that of the router and version in question, else the one with most decisions. */
function fitOf({ answer }: NeutralityEvidence): Neutrality["fits"][number] | null {
  const { fits, onset } = answer.neutrality;
  const { router } = placeOf(answer);
  const size = (fit: Neutrality["fits"][number]) => fit.full_model?.decisions ?? 0;
  const of_router = fits.filter((fit) => router === null || fit.router === router);
  const of_version = of_router.filter(({ policy_version }) => policy_version === onset.policy_version);
  return (of_version.length > 0 ? of_version : of_router).toSorted((a, b) => size(b) - size(a))[0] ?? null;
}

function fullModel(input: NeutralityEvidence): Guard | null {
  const { neutrality } = input.answer;
  const fit = fitOf(input);
  const focal = fit?.full_model?.coefficients.find(({ name }) => name === "focal");
  if (!fit || !focal || focal.robust_se === null || focal.robust_se <= 0) return null;
  const side = sideOf(neutrality);
  const errors = (side * focal.estimate - Math.log(neutrality.materiality)) / focal.robust_se;
  const where = `${fit.router}${fit.policy_version === null ? "" : `, policy ${fit.policy_version}`}`;
  const said = `Among all choices on ${where}, the term for ownership is ${formatNumber(focal.estimate, 3)}, robust error ${formatNumber(focal.robust_se, 3)}; it ${errors >= 0 ? "clears" : "misses"} materiality by ${formatNumber(Math.abs(errors), 1)} errors.`;
  return {
    key: "full_model",
    title: "Full model",
    text: said,
    mark: stepped(neutrality, "full_model_disagrees") ? "stepped_down" : "held",
  };
}

function partners({ answer }: NeutralityEvidence): Guard {
  const { partners: n } = answer.neutrality;
  const enough = n >= PARTNERS_NEEDED;
  return {
    key: "partners",
    title: "Partners",
    text: `${numberWord(n).replace(/^./, (letter) => letter.toUpperCase())} in the fit; ${numberWord(PARTNERS_NEEDED)} are needed for a standard.`,
    mark: enough ? "held" : "stepped_down",
  };
}

function quality({ answer }: NeutralityEvidence): Guard {
  const { neutrality } = answer;
  const unknown = neutrality.assumptions.find((code) => code.startsWith("quality_basis_unknown"));
  if (!neutrality.covariates.includes("quality"))
    return {
      key: "quality",
      title: "Quality",
      text: "Not used: too few decisions carry it, so what is earned by quality may look taken.",
      mark: "open",
    };
  if (stepped(neutrality, "quality_not_ex_ante"))
    return {
      key: "quality",
      title: "Quality",
      text: explainReason("quality_not_ex_ante"),
      mark: "stepped_down",
    };
  return unknown
    ? { key: "quality", title: "Quality", text: explainReason(unknown), mark: "open" }
    : {
        key: "quality",
        title: "Quality",
        text: "Logged before the choice, as the sources declare.",
        mark: "held",
      };
}

function coverage({ answer }: NeutralityEvidence): Guard {
  const { coverage: part, decisions, excluded } = answer.neutrality;
  if (part === null)
    return { key: "coverage", title: "Coverage", text: "Nothing was routed in this view.", mark: "unknown" };
  const nameless = decisions > 0 ? excluded.unattributed_candidate / decisions : 0;
  return {
    key: "coverage",
    title: "Coverage",
    text: `${formatPercent(part, 0)} of the routed decisions can be compared; ${formatPercent(COVERAGE_NEEDED, 0)} are needed. ${formatPercent(nameless)} of all have a candidate whose owner is not known.`,
    mark: part >= COVERAGE_NEEDED && !stepped(answer.neutrality, "unattributed") ? "held" : "stepped_down",
  };
}

function support({ answer }: NeutralityEvidence): Guard | null {
  const { support: inside, r } = answer.neutrality;
  if (inside === null) return null;
  const mark: GuardMark = inside >= COVERAGE_NEEDED ? "held" : "open";
  const cost = r === null ? "" : ` The estimate adds ${formatPercent(r, 0)} to the variance.`;
  return {
    key: "support",
    title: "Support",
    text: `${formatPercent(inside, 0)} of our candidates lie inside what partners’ candidates span, where the standard was learned.${cost}`,
    mark,
  };
}

/** What could have stepped the verdict down, and what it found; what other readings add is put beside them. */
export function composeGuards(input: NeutralityEvidence): Guard[] {
  const { neutrality } = input.answer;
  const { usable, baseline, covariates } = neutrality;
  if (usable === 0) return [];
  // An experiment and a share fixed in advance learn nothing from partners.
  const learns = baseline === "partner_revealed" || baseline === "declared_policy";
  const guards = [
    fullModel(input),
    ...(learns ? [partners(input)] : []),
    ...(learns || covariates.length > 0 ? [quality(input)] : []),
    coverage(input),
    ...(learns ? [support(input)] : []),
  ];
  return withUntold(
    guards.filter((guard) => guard !== null),
    neutrality,
  );
}
