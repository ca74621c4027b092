import type { CandidateDraft, Draft, Field } from "../gateway";
import type { Routing } from "./routing";

const NAMES: { readonly [K in keyof Required<CandidateDraft>]: readonly string[] } = {
  model: ["model", "model_name", "name", "id"],
  eligible: ["eligible"],
  quality: ["quality", "predicted_quality", "expected_quality", "estimated_quality"],
  cost_usd: ["cost_usd", "expected_cost_usd", "predicted_cost_usd", "estimated_cost_usd"],
  latency_ms: ["latency_ms", "expected_latency_ms", "predicted_latency_ms", "estimated_latency_ms"],
  score: ["score"],
  probability: ["probability", "selection_probability", "propensity"],
};
const FIELDS = Object.entries(NAMES) as [keyof CandidateDraft, readonly string[]][];

/**
 * The candidates of a routing decision: a list of objects or of names (with scores beside it, in the same order), an
 * object by name, or any of these as JSON text. Nothing where none is listed, or where the text was cut on its way.
 */
export function candidatesOf(routing: Routing): Draft["candidates"] {
  const list = routing("candidates", "candidate_models").json();
  const scores = routing("candidate_scores", "scores").json();
  const members = list.stated ? membersOf(list, scores) : byName(scores);
  return members.length === 0 ? undefined : { list: list.stated ? list : scores, members };
}

function membersOf(list: Field, scores: Field): CandidateDraft[] {
  if (!Array.isArray(list.value)) return byName(list);
  return list.items.map((item, index) => {
    // Attributes hold no objects in most libraries: each may be JSON text of its own.
    const one = item.text?.startsWith("{") ? item.json() : item;
    if (one.names.length > 0) return described(one);
    const name = one.text;
    const score = Array.isArray(scores.value) ? scores.at(index) : scores.at(name ?? "");
    return score?.stated ? { model: one, score } : { model: one };
  });
}

const byName = (object: Field): CandidateDraft[] =>
  object.names.map((name) => {
    const value = object.at(name);
    if (value.number !== undefined) return { model: value.with(name), score: value };
    return { ...described(value), model: value.with(name) };
  });

function described(candidate: Field): CandidateDraft {
  const draft: CandidateDraft = { model: candidate.at("model") };
  for (const [field, names] of FIELDS) {
    const name = names.find((name) => candidate.has(name));
    if (name !== undefined) draft[field] = candidate.at(name);
  }
  return draft;
}
