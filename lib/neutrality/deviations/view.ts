import type { PolicyRule } from "@/lib/register";
import type { CatalogueModel } from "@/lib/register/server";
import type { RuleFit } from "../rules/rule-fits";
import { candidatesOf, type DecisionLabels, instantOf } from "../store/candidate-rows";
import type { DeviationRow } from "../store/deviations";
import type { DeviationView } from "./schema";

type Known = {
  fit: RuleFit;
  rule: PolicyRule;
  labels: DecisionLabels;
  models: ReadonlyMap<number, CatalogueModel>;
  source: string;
};

type Candidate = DeviationView["candidates"][number];

function gapsOf(row: DeviationRow, models: Known["models"]): Candidate[] {
  const candidates = candidatesOf(row, models, ["f", "p"]).map(({ side, at, model, ...figures }) => {
    const gap = row[`${side}_gap`][at] ?? 0;
    return {
      model: model?.model ?? "",
      owner: model?.owner ?? "",
      owner_name: model?.owner_name ?? "",
      focal: side === "f",
      neutral: gap === 0,
      gap,
      ...figures,
    };
  });
  return candidates.sort((a, b) => a.gap - b.gap || a.model.localeCompare(b.model));
}

/** A deviation as it leaves: by allow-list, candidates from the best under the rule to the last. */
export function toDeviationView(
  row: DeviationRow,
  { fit, rule, labels, models, source }: Known,
): DeviationView {
  const candidates = gapsOf(row, models);
  return {
    id: `${source}:${row.decision_id}`,
    source,
    decision_id: row.decision_id,
    occurred_at: instantOf(row.occurred_at),
    router: fit.router,
    policy_version: fit.policy_version,
    task: labels.task === "" ? null : labels.task,
    rule,
    chosen_model: labels.chosen_model,
    candidates,
    extra_cost_usd: beyondRule(candidates, ({ cost_usd }) => cost_usd),
    extra_quality: beyondRule(candidates, ({ quality }) => quality),
  };
}

/** The chosen one's figure less the mean over what the rule names; null where one is not known. */
function beyondRule(
  candidates: readonly Candidate[],
  figure: (candidate: Candidate) => number | null,
): number | null {
  const chosen = candidates.find((one) => one.chosen);
  const named = candidates.filter(({ neutral }) => neutral).map(figure);
  const own = chosen ? figure(chosen) : null;
  if (own === null || named.length === 0) return null;
  const known = named.filter((value) => value !== null);
  if (known.length < named.length) return null;
  return own - known.reduce((sum, value) => sum + value, 0) / known.length;
}
