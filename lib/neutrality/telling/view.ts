import type { CatalogueModel } from "@/lib/register/server";
import { gapsOf, type JudgedRule, ruleNeeds } from "../rules/rule";
import { candidatesOf, instantOf } from "../store/candidate-rows";
import type { TellingRow } from "./read-rows";
import type { TellingCandidate, TellingDecision } from "./schema";
import { tellDecision } from "./words";

export type RowContext = {
  router: string;
  policy_version: string | null;
  task: string | null;
  source: string;
  models: ReadonlyMap<number, CatalogueModel>;
  rule: { words: string; judged: JudgedRule } | null;
  /** The focus in the middle of a sentence: "our own models". */
  subject: string;
};

/** Candidates of a row, most probable first. */
function probableOf(row: TellingRow, models: RowContext["models"]): Omit<TellingCandidate, "best_by_rule">[] {
  const candidates = candidatesOf(row, models, ["p", "f"]).map(({ side, at, model, ...figures }) => ({
    model: model?.model ?? "",
    owner: model?.owner ?? "",
    owner_label: model?.owner_name ?? "",
    first_party: model?.first_party ?? false,
    focal: side === "f",
    probability: row[`${side}_probability`][at] ?? 0,
    ...figures,
  }));
  return candidates.sort((a, b) => b.probability - a.probability || (a.model < b.model ? -1 : 1));
}

/** Whether each candidate is the best under the rule; null where the rule cannot be applied to them. */
function bestByRule(
  candidates: readonly Omit<TellingCandidate, "best_by_rule">[],
  rule: JudgedRule | null,
): boolean[] | null {
  if (!rule) return null;
  const figures = candidates.map(({ quality, cost_usd, latency_ms }) => ({
    quality: quality ?? Number.NaN,
    log_cost: cost_usd === null ? Number.NaN : Math.log(cost_usd),
    latency_s: latency_ms === null ? Number.NaN : latency_ms / 1000,
  }));
  const needs = ruleNeeds(rule);
  if (!figures.every((one) => needs.every((name) => Number.isFinite(one[name])))) return null;
  return gapsOf(rule, figures).map((gap) => gap === 0);
}

/** A decision as it leaves, by allow-list, with what is to be said of it. Pure. */
export function toTellingDecision(row: TellingRow, known: RowContext): TellingDecision {
  const plain = probableOf(row, known.models);
  const best = bestByRule(plain, known.rule?.judged ?? null);
  const candidates = plain.map((one, at) => ({ ...one, best_by_rule: best?.[at] ?? false }));
  const chosen = candidates.find((one) => one.chosen);
  const by_rule = chosen?.best_by_rule ? undefined : candidates.find((one) => one.best_by_rule);
  // Where the rule names the very choice, the baseline alone speaks against it.
  const standard = by_rule ?? candidates.find((one) => !one.chosen && one.focal !== chosen?.focal);
  const less = (a: number | null | undefined, b: number | null | undefined): number | null =>
    typeof a === "number" && typeof b === "number" ? a - b : null;
  const decision: Omit<TellingDecision, "words"> = {
    id: `${known.source}:${row.decision_id}`,
    source: known.source,
    decision_id: row.decision_id,
    occurred_at: instantOf(row.occurred_at),
    router: known.router,
    policy_version: known.policy_version,
    task: known.task,
    chosen_model: chosen?.model ?? "",
    q: row.q,
    rule: best && known.rule ? known.rule.words : null,
    standard: { model: standard?.model ?? "", by: by_rule ? "rule" : "baseline" },
    dearer_usd: less(chosen?.cost_usd, standard?.cost_usd),
    quality_lower: less(standard?.quality, chosen?.quality),
    candidates,
  };
  return { ...decision, words: tellDecision(decision, known.subject) };
}
