import type { Field } from "../gateway";

/** What an answer's body says of the call itself; its text is never read. */
export type Answer = {
  /** The model that a prompt router invoked. */
  invoked: Field;
  /** The name that the model gives itself. */
  model: Field;
  input_tokens: Field;
  output_tokens: Field;
  /** Milliseconds. */
  latency_ms: Field;
};

const METRICS = "amazon-bedrock-invocationMetrics";
const INVOKED = ["trace", "promptRouter", "invokedModelId"] as const;
const MODEL = [["model"], ["message", "model"]] as const;
const INPUT_TOKENS = [
  [METRICS, "inputTokenCount"],
  ["usage", "inputTokens"],
] as const;
const OUTPUT_TOKENS = [
  [METRICS, "outputTokenCount"],
  ["usage", "outputTokens"],
] as const;
const LATENCY = [
  ["metrics", "latencyMs"],
  [METRICS, "invocationLatency"],
] as const;
const MEMBERS = ["trace", "model", "message", "usage", "metrics", METRICS];

/**
 * An answer logged whole, or as the array of its stream's events: Converse ends its stream with `metadata`, the other
 * operations put their metrics into the last chunk.
 */
export function answerOf(body: Field): Answer {
  const places = placesOf(body);
  const nothing = body.with(undefined);
  const stated = (...paths: readonly (readonly [string, ...string[]])[]): Field => {
    for (const place of places)
      for (const path of paths) {
        const field = place.at(...path);
        if (field.stated) return field;
      }
    return nothing;
  };
  return {
    invoked: stated(INVOKED),
    model: stated(...MODEL),
    input_tokens: stated(...INPUT_TOKENS),
    output_tokens: stated(...OUTPUT_TOKENS),
    latency_ms: stated(...LATENCY),
  };
}

/** The end of a stream first, since later events say more; a `chunk` or `metadata` may wrap what counts. */
function placesOf(body: Field): Field[] {
  if (!Array.isArray(body.value)) return [body, body.at("metadata")];
  return body.items
    .reverse()
    .flatMap((event) => [event, event.at("metadata"), event.at("chunk")])
    .filter((place) => MEMBERS.some((name) => place.at(name).stated));
}
