import type { CandidateDraft, Draft, Field } from "../gateway";

/** The stage's own units: latency in seconds, cost in USD as forecast for this request. */
const SECOND_MS = 1000;

/**
 * The models that were compared: those with scores of the online learning, those that session protection weighed, and
 * those whose cost and latency the selection looked at. Nothing where the record lists none.
 */
export function candidatesOf(record: Field): Draft["candidates"] {
  const found = new Map<string, CandidateDraft>();
  const add = (model: Field, more: CandidateDraft) => {
    const name = model.text;
    if (name === undefined) return;
    const draft = found.get(name) ?? { model };
    for (const [field, value] of Object.entries(more) as [keyof CandidateDraft, Field][])
      if (value.stated && !draft[field]) draft[field] = value;
    found.set(name, draft);
  };
  const adaptation = record.at("learning", "adaptation", "scores");
  for (const name of adaptation.names) {
    const score = adaptation.at(name);
    add(score.with(name), { score: score.at("score"), quality: score.at("predicted_quality") });
  }
  const protection = record.at("learning", "protection");
  const final = protection.at("final_scores");
  for (const name of final.names) add(final.at(name).with(name), { score: final.at(name) });
  for (const model of protection.at("candidate_models").items) add(model, {});
  const stages = record.at("route_diagnostics", "selection_trace", "stages");
  for (const stage of stages.items) addStage(stage, add);
  const members = [...found.values()];
  if (members.length === 0) return undefined;
  const list = [adaptation, final, protection.at("candidate_models")].find(({ stated }) => stated) ?? stages;
  return { list, members };
}

function addStage(stage: Field, add: (model: Field, more: CandidateDraft) => void): void {
  const factor = stage.at("factor").text;
  for (const candidate of stage.at("candidates").items) {
    const value = candidate.at("value");
    const model = candidate.at("candidate", "model");
    if (factor === "cost") add(model, { cost_usd: value });
    else if (factor === "latency") add(model, { latency_ms: value.times(SECOND_MS) });
    else add(model, {});
  }
}
