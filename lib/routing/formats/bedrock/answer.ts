import { type Field, firstStated } from "../gateway";

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
const MEMBERS = ["trace", "model", "message", "usage", "metrics", METRICS];

/**
 * An answer logged whole, or as the array of its stream's events: Converse ends its stream with `metadata`, the other
 * operations put their metrics into the last chunk.
 */
export function answerOf(body: Field): Answer {
  const places = placesOf(body);
  const stated = (...paths: readonly (readonly string[])[]): Field => {
    const fields = places.flatMap((place) => paths.map((path) => place.at(...path)));
    return firstStated(body.with(undefined), ...fields.filter((field) => field.stated));
  };
  return {
    invoked: stated(["trace", "promptRouter", "invokedModelId"]),
    model: stated(["model"], ["message", "model"]),
    input_tokens: stated([METRICS, "inputTokenCount"], ["usage", "inputTokens"]),
    output_tokens: stated([METRICS, "outputTokenCount"], ["usage", "outputTokens"]),
    latency_ms: stated(["metrics", "latencyMs"], [METRICS, "invocationLatency"]),
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
