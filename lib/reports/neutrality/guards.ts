import { capitalise, formatDayMonth, formatNumber, formatPercent, numberWord } from "@/lib/kernel/format";
import {
  type Baseline,
  explainReason,
  GUARD_REASONS,
  type GuardReason,
  type Neutrality,
  type ReasonName,
  readReason,
  upperQuantile,
} from "@/lib/neutrality";
import type { Guard, GuardMark, NeutralityEvidence } from "./schema";
import { levelOf } from "./words";

const PARTNERS_NEEDED = 3;
const COVERAGE_NEEDED = 0.8;
const UNATTRIBUTED_ALLOWED = 0.05;

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

/** What may step a breach down, by baseline, in words. */
const STEP_DOWN: Record<Baseline, string> = {
  partner_revealed:
    "The full model, the placebo and the number of partners can step a breach down to watch, and quality that was measured afterwards is not tested by; the others stand beside the verdict.",
  declared_policy:
    "Held to its declared rule, a router’s breach can be stepped down to watch by the full model, by noise around the rule that is not known well enough, and by too small a share of deviations. Neither the number of partners nor the placebo has a say: the standard is the rule.",
  owner_blind:
    "This baseline learns nothing from partners, so none of their guards can step a breach down. The others are read by the standard shown between partners, and stand beside it.",
  reference_share:
    "This baseline learns nothing from partners, so none of their guards can step a breach down. The others are read by the standard shown between partners, and stand beside it.",
};

/** Which of the guards enter the verdict by this baseline. */
export const guardsText = (baseline: Baseline): string => STEP_DOWN[baseline];

/** The guards with one for every reason that stepped the verdict down and that none of them tells. */
function withUntold(guards: readonly Guard[], neutrality: Neutrality): Guard[] {
  const untold = GUARD_REASONS.filter(
    (name) =>
      stepped(neutrality, name) &&
      !guards.some(({ key, mark }) => key === GUARD_OF[name].key && mark === "stepped_down"),
  ).map((name): Guard => ({ ...GUARD_OF[name], text: explainReason(name), mark: "stepped_down" }));
  return [...guards.filter(({ key }) => !untold.some((guard) => guard.key === key)), ...untold];
}

/** How the full model's term bears on a verdict: only where a breach would otherwise stand does it decide. */
function fullModelMark(neutrality: Neutrality, clearance: number, needed: number): GuardMark {
  if (stepped(neutrality, "full_model_disagrees")) return "stepped_down";
  if (neutrality.verdict === "breach") return "held";
  if (neutrality.verdict === "kept") return clearance < 0 ? "held" : "open";
  return clearance > needed ? "open" : "aside";
}

/** What the verdict's guard itself looks at: the term for ownership over all fits that bear on the question. */
function fullModel({ answer: { neutrality } }: NeutralityEvidence): Guard | null {
  const { full_model_pooled: pooled } = neutrality;
  if (!pooled) return null;
  const needed = upperQuantile(levelOf(neutrality));
  return {
    key: "full_model",
    title: "Full model",
    text: pooledWords(pooled, levelOf(neutrality)),
    mark: fullModelMark(neutrality, pooled.clearance, needed),
  };
}

/** "Among all choices, the term for ownership is 0.310, …": with what a breach at this level needs. */
export function pooledWords(
  { estimate, robust_se, clearance, fits, since }: NonNullable<Neutrality["full_model_pooled"]>,
  level: number,
): string {
  const over =
    fits === 1
      ? `since ${formatDayMonth(since)}`
      : `averaged over ${numberWord(fits)} fits by what each brings to the test since ${formatDayMonth(since)}`;
  const lies = `${formatNumber(Math.abs(clearance), 1)} errors ${clearance >= 0 ? "beyond" : "short of"} materiality`;
  return `Among all choices, the term for ownership is ${formatNumber(estimate, 3)}, robust error ${formatNumber(robust_se, 3)}, ${over}. It lies ${lies}; a breach needs ${formatNumber(upperQuantile(level), 1)} beyond it.`;
}

function partners({ answer: { neutrality } }: NeutralityEvidence): Guard {
  const { partners: n } = neutrality;
  const mark = stepped(neutrality, "fewer_than_three_partners") ? "stepped_down" : "open";
  return {
    key: "partners",
    title: "Partners",
    text: `${capitalise(numberWord(n))} in the fit; with fewer than ${numberWord(PARTNERS_NEEDED)} no breach is called.`,
    mark: n >= PARTNERS_NEEDED ? "held" : mark,
  };
}

/** Why quality is not used: the asker, the rule, or the log. */
function qualityUnused({ answer: { neutrality }, covariates_asked }: NeutralityEvidence): string {
  if (neutrality.baseline === "declared_policy") return "Not used: no declared rule in force looks at it.";
  return covariates_asked
    ? "Not used: the question leaves it out, so what is earned by quality may look taken."
    : "Not used: too few decisions carry it, so what is earned by quality may look taken.";
}

function quality(input: NeutralityEvidence): Guard {
  const { neutrality } = input.answer;
  const guard = (text: string, mark: GuardMark): Guard => ({ key: "quality", title: "Quality", text, mark });
  const unknown = neutrality.assumptions.find((code) => code.startsWith("quality_basis_unknown"));
  if (!neutrality.covariates.includes("quality"))
    return guard(qualityUnused(input), neutrality.baseline === "declared_policy" ? "aside" : "open");
  if (stepped(neutrality, "quality_not_ex_ante"))
    return guard(explainReason("quality_not_ex_ante"), "stepped_down");
  return unknown
    ? guard(explainReason(unknown), "open")
    : guard("Logged before the choice, as the sources declare.", "held");
}

/** How many decisions coverage is a share of: those that the router took in production. */
export const routedOf = ({ decisions, excluded }: Pick<Neutrality, "decisions" | "excluded">): number =>
  decisions - excluded.not_router - excluded.blind_arm;

function coverage({ answer: { neutrality } }: NeutralityEvidence): Guard {
  const { coverage: part, excluded } = neutrality;
  const routed = routedOf(neutrality);
  if (part === null || routed <= 0)
    return { key: "coverage", title: "Coverage", text: "Nothing was routed in this view.", mark: "unknown" };
  const nameless = excluded.unattributed_candidate / routed;
  const enough = part >= COVERAGE_NEEDED && nameless <= UNATTRIBUTED_ALLOWED;
  const unknown =
    neutrality.baseline === "partner_revealed" || neutrality.baseline === "declared_policy"
      ? "have a candidate whose owner is not known"
      : "went to a model whose owner is not known";
  return {
    key: "coverage",
    title: "Coverage",
    text: `${formatPercent(part, 0)} of ${formatNumber(routed)} routed decisions can be compared; to be kept, ${formatPercent(COVERAGE_NEEDED, 0)} are needed. ${formatPercent(nameless)} of them ${unknown}; at most ${formatPercent(UNATTRIBUTED_ALLOWED, 0)} may.`,
    mark: enough ? "held" : "stepped_down",
  };
}

function support({ answer: { neutrality } }: NeutralityEvidence): Guard | null {
  const { support: inside, r } = neutrality;
  if (inside === null) return null;
  const cost = r === null ? "" : ` The estimate adds ${formatPercent(r, 0)} to the variance.`;
  return {
    key: "support",
    title: "Support",
    text: `${formatPercent(inside, 0)} of the candidates of the focus lie inside what partners’ candidates span, where the standard was learned.${cost}`,
    mark: inside >= COVERAGE_NEEDED ? "held" : "open",
  };
}

/** What could have stepped the verdict down, and what it found; what other readings add is put beside them. */
export function composeGuards(input: NeutralityEvidence): Guard[] {
  const { neutrality } = input.answer;
  const { usable, baseline } = neutrality;
  if (usable === 0) return [];
  // An experiment and a share fixed in advance learn nothing from partners; a declared rule only its noise.
  const learns = baseline === "partner_revealed" || baseline === "declared_policy";
  const guards = [
    learns ? fullModel(input) : null,
    baseline === "partner_revealed" ? partners(input) : null,
    learns ? quality(input) : null,
    coverage(input),
    learns ? support(input) : null,
  ];
  return withUntold(
    guards.filter((guard) => guard !== null),
    neutrality,
  );
}
