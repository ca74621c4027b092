import type { JsonValue } from "../json";

// Records for the tests.

export type Members = { [name: string]: JsonValue };
export const payload = (own: Members = {}, metadata: Members = {}): Members => ({
  id: "chatcmpl-1",
  call_type: "acompletion",
  status: "success",
  startTime: 1767225600.5,
  endTime: 1767225602,
  response_time: 0.2,
  model: "claude-sonnet-5",
  model_group: "auto",
  custom_llm_provider: "bedrock",
  response_cost: 0.002,
  prompt_tokens: 100,
  completion_tokens: 50,
  trace_id: "trace-1",
  end_user: "customer-7",
  ...own,
  metadata: { user_api_key_team_id: "team-1", ...metadata },
});
export const decision = {
  router_model_name: "auto",
  router_type: "complexity",
  routed_model: "claude-sonnet-5",
  cause: "llm_classifier",
  tier: "COMPLEX",
  score: 0.75,
};
