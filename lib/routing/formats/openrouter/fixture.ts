import type { JsonValue } from "../json";

// Records for the tests.

export type Members = { [name: string]: JsonValue };
export const generation = (own: Members = {}): Members => ({
  id: "gen-1",
  created_at: "2026-03-04T05:06:07.5+00:00",
  model: "openai/gpt-5",
  provider_name: "Azure",
  router: null,
  finish_reason: "stop",
  ...own,
});
export const endpoint = (model: string, provider: string, selected = false) => ({
  model,
  provider,
  selected,
});
export const metadata = (own: Members = {}): Members => ({
  openrouter_metadata: {
    requested: "openai/gpt-5",
    strategy: "direct",
    region: "iad",
    attempt: 1,
    attempts: [{ provider: "Azure", model: "openai/gpt-5", status: 200 }],
    ...own,
  },
});
