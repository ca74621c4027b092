import { formatCount, formatDate, formatNumber, formatPercent } from "@/lib/kernel/format";
import { type ReasonName, readReason } from "./reasons";
import type { Neutrality, VerdictWord } from "./schema";

export const VERDICT_LABELS: Record<VerdictWord, string> = {
  kept: "Kept",
  watch: "Watch",
  breach: "Breach",
  inconclusive: "Inconclusive",
  no_data: "No data",
};

/** What a verdict says, in one sentence without figures. */
export const VERDICT_MEANINGS: Record<VerdictWord, string> = {
  kept: "On average over the window, and since the policy in force began, a material tilt is ruled out.",
  watch: "The router is tilted; whether by more than the materiality is not known.",
  breach: "The router is tilted by more than the materiality.",
  inconclusive: "There is not enough evidence either way.",
  no_data: "No decision in the window can be tested.",
};

const REASONS: Record<ReasonName, string> = {
  nothing_usable: "No decision in the window can be tested.",
  tilt_above_materiality:
    "The evidence that the tilt is above the materiality has passed the line fixed beforehand.",
  material_tilt_ruled_out: "Every interval that counts ends below the materiality.",
  tilted_below_materiality: "There is a tilt, below the materiality.",
  tilted: "There is a tilt; whether it is above the materiality is not known.",
  not_enough_evidence: "There is not enough evidence either way.",
  fewer_than_three_partners:
    "Fewer than three partners stand beside the focus: what the router does between partners is no standard yet.",
  full_model_disagrees:
    "A model of all choices with a term for ownership does not confirm a tilt above the materiality.",
  noise_undetermined:
    "Whether the tilt is material depends on how much noise the router shows around its rule, and that is not known well enough.",
  within_partner_spread:
    "Partners differ as much between themselves: put in the place of the focus, one of them is tilted as far as the focus surely is, or further.",
  scores_unverified:
    "If its scores are honest: the log has too few outcomes to hold the predicted quality against.",
  scores_flattered:
    "At the same predicted quality, models of the focus bring less than others: their scores flatter them, and the test takes scores at their word.",
  baseline_not_computed: "This version of the software does not compute it.",
  eligibility_jump:
    "With a policy version it changed which models are offered or eligible, which the test takes as given; changes",
  coverage: "Less than 80\u00a0% of the routed decisions can be compared.",
  unattributed: "More than 5\u00a0% of the routed decisions have a candidate whose owner is not known.",
  quality_not_ex_ante:
    "A source logs quality as measured after the fact; its decisions cannot be tested by quality.",
  separation: "The router chooses between partners without noise, so its standard has no finite estimate.",
  too_few_partner_choices: "There are fewer than 20 choices between partners for each coefficient.",
  not_identified: "This never varies between the partners of one decision, or repeats another covariate",
  independence_of_irrelevant_alternatives:
    "Between two candidates the odds do not depend on which others stand beside them.",
  estimated_baseline: "The baseline is estimated: the guarantee holds for large samples.",
  one_standard_for_all_tasks:
    "A router weighs price, quality and latency alike in all of its tasks; asked about one task, the test learns the weights of that task alone.",
  clusters: "Decisions may depend on each other within one",
  quality_basis_unknown: "When quality was estimated is not known for the source",
  no_declared_rule: "The policy in force declares no rule, or no policy is recorded for the decisions.",
  rule_without_parameters: "The declared rule leaves a parameter open; what is not declared is not guessed.",
  rule_with_unknown_weight: "The declared rule weighs something that no candidate carries",
  declared_rule:
    "The router is held to the rule that its policy declares; whether the rule is fair is not asked.",
  noise_around_the_rule:
    "How often the router departs from its rule is estimated from its choices between partners, by each candidate’s gap to the best under the rule.",
  constant_noise:
    "The probability of taking one given other candidate than the rule names is the same everywhere; the verdict rests on the least favourable value",
  judged_in_points:
    "Deviations from a rule obeyed without noise are judged by their share of the decisions, material from",
  deviations: "Decisions that went to the focus though the rule names others",
  ties_shared: "Equals under the rule on both sides are shared equally, since no tie rule tells them apart",
  ties_lean: "The router keeps its rule, and takes the focus where the rule calls both sides equal.",
  deviations_below_share:
    "Decisions against the declared rule are surely fewer than the share fixed beforehand.",
  deviations_not_surely_material:
    "The router departs from its rule more often toward the focus than noise explains; whether by the share fixed beforehand is not known.",
  no_blind_arm:
    "On some days, for some routers and tasks, the copy that is blind to ownership decided nothing; what production decided there cannot be compared.",
  smaller_strata:
    "Only the hundred largest pairs of router and task are compared; routed decisions in smaller ones",
  copy_without_version:
    "The blind copy never names this policy version: all that it decided while production decided by the version stands beside it.",
  exact_law:
    "Nothing is estimated: given how often both arms together chose the focus, chance alone says how often production does.",
  randomised: "Chance gives each decision its arm, by the same odds all day within a router and task.",
  blind_copy_alike: "The blind copy differs from production only in that it cannot see who owns a model.",
  no_reference: "For some tasks no share was given; their decisions are not tested.",
  weakest_baseline:
    "The weakest baseline: somebody fixed the expected share; prices, quality and what stood to choose are not looked at, and a share may be earned.",
  reference: "The share that a neutral router is said to give",
  investees:
    "The parties in whom we have invested are those of whom you may see it; somebody who sees other facts can be told of others",
  no_investees: "No owner of models is a party in whom, by the facts that you may see, we have invested.",
  candidates_from_policy:
    "Where the log carries no candidates, those that the router’s declared policy names stand in, all taken as eligible; decisions that this rests on",
  cost_from_list_prices:
    "Their costs are the tokens of the request at the register’s list prices of that day, not what the router expected to pay.",
  recorded_after_it_began:
    "When this policy began was recorded only afterwards, and no decision names it: its rule holds from then on, and no evidence is counted from its beginning",
  quality_from_register:
    "Their quality is the register’s estimate of that day for the model and task, not the router’s own.",
};

/** A code of `because`, `assumptions` or a fit's `reason` as a sentence; an unknown code is given back. */
export function explainReason(code: string): string {
  const { name, detail } = readReason(code);
  if (name === null) return code;
  if (detail === null) return REASONS[name];
  if (name === "clusters") return `Decisions of one ${detail} may depend on each other.`;
  return `${REASONS[name]}: ${COUNTED.has(name) ? readable(detail) : detail}.`;
}

/** Reasons whose detail counts decisions; those of others hold names, in which digits are no numbers. */
const COUNTED: ReadonlySet<ReasonName> = new Set([
  "deviations",
  "ties_shared",
  "candidates_from_policy",
  "eligibility_jump",
]);

const readable = (detail: string): string =>
  detail.replaceAll(/\d{4,}/g, (digits) => formatNumber(Number(digits)));

/** "material from 1.05"; where it is asked who is treated worse, how far below 1 the odds are then. */
export function describeMateriality({
  materiality,
  direction,
}: Pick<Neutrality, "materiality" | "direction">): string {
  const [more, less] = [materiality, 1 / materiality].map((odds) => formatNumber(odds, 2));
  if (direction === "against") return `material at ${less} and below`;
  return direction === "both" ? `material from ${more}, or at ${less} and below` : `material from ${more}`;
}

/** "odds 1.65 times, between 1.57 and 1.73"; null when nothing was tested. */
export function describeOdds({ tilt, usable }: Pick<Neutrality, "tilt" | "usable">): string | null {
  if (usable === 0) return null;
  const odds = (log: number) => formatNumber(Math.exp(log), 2);
  const estimate =
    tilt.log_odds === null ? "odds without a finite estimate" : `odds ${odds(tilt.log_odds)} times`;
  const { lower, upper } = tilt;
  if (lower !== null && upper !== null) return `${estimate}, between ${odds(lower)} and ${odds(upper)}`;
  if (lower !== null) return `${estimate}, at least ${odds(lower)}`;
  return upper === null ? `${estimate}, not bounded yet` : `${estimate}, at most ${odds(upper)}`;
}

/** "Our own models" and the like, for the start of a sentence. A party is called by the name given. */
export function focusSubject(focus: string, party_name?: string): string {
  if (focus === "first_party") return "Our own models";
  if (focus === "investees") return "Models of parties that we have invested in";
  return `Models of ${party_name ?? focus.replace(/^party:/, "")}`;
}

/** How many decisions went to the focus beyond, or short of, what neutrality would give. Null when none was tested. */
export function describeExcess(
  { usable, observed, expected }: Pick<Neutrality, "usable" | "observed" | "expected">,
  subject: string,
): string | null {
  if (usable === 0 || observed.share === null || expected.share === null) return null;
  const beyond = Math.round(observed.focal - expected.focal);
  const compared = `${formatPercent(observed.share)} of ${formatCount(usable, "decision")}, against ${formatPercent(expected.share)} expected`;
  if (beyond === 0) return `${subject} were chosen as often as a neutral router would have: ${compared}.`;
  const cases = formatCount(Math.abs(beyond), "decision");
  return `${subject} were chosen in ${cases} ${beyond > 0 ? "more" : "fewer"} than a neutral router would have: ${compared}.`;
}

/** The verdict in plain sentences: what, how much, why, since when, and what would settle it. */
export function describeVerdict(neutrality: Neutrality, party_name?: string): string[] {
  const { verdict, because, onset, needed } = neutrality;
  const subject = focusSubject(neutrality.focus, party_name);
  const odds = describeOdds(neutrality);
  const reasons = verdict === "breach" || verdict === "kept" ? because.slice(1) : because;
  const meaning = reasons.some((code) => explainReason(code) === VERDICT_MEANINGS[verdict])
    ? []
    : [VERDICT_MEANINGS[verdict]];
  const since =
    onset.day === null
      ? []
      : [
          `Evidence is strongest from ${formatDate(onset.day)}${onset.policy_version === null ? "" : `, when policy ${onset.policy_version} began`}.`,
        ];
  const settle =
    needed !== null && needed > 0 && (verdict === "inconclusive" || verdict === "watch")
      ? [`About ${roughly(needed)} more decisions like these would settle it.`]
      : [];
  return [
    ...meaning,
    ...[describeExcess(neutrality, subject)].filter((text) => text !== null),
    ...(odds === null
      ? []
      : [`${odds.charAt(0).toUpperCase()}${odds.slice(1)}; ${describeMateriality(neutrality)}.`]),
    ...reasons.map(explainReason),
    ...since,
    ...settle,
  ];
}

/** Two significant digits, rounded up: nobody plans by the third. */
function roughly(decisions: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(decisions)) - 1);
  return formatNumber(Math.ceil(decisions / unit) * unit);
}
