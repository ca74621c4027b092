import { type Field, firstStated, type GatewayRead, instant } from "../gateway";
import { firstFilled, httpOutcome } from "../gateway/loose";
import { attemptsOf, evidenceOf } from "./evidence";

const STATES: ReadonlyMap<string, string> = new Map([
  ["completed", "success"],
  ["failed", "failure"],
  ["cancelled", "cancelled"],
]);

/**
 * One answer of the Chat Completions, Responses or Messages API, or a log record that holds one in `response` (as an
 * object or as JSON text) with what the answer itself does not say beside it. Content is never read.
 */
export function readResponse(record: Field): GatewayRead {
  const inner = record.at("response").json();
  const answer = inner.names.length > 0 ? inner : record;
  const request = record.at("request").json();
  const details = answer.at("model_selection_details", "model_router_details");
  const usage = answer.at("usage");
  return {
    kind: "decision",
    draft: {
      decision_id: firstStated(record.at("request_id"), record.at("id"), answer.at("id")),
      occurred_at: instant(
        firstStated(record.at("timestamp"), record.at("time"), answer.at("created_at"), answer.at("created")),
      ),
      chosen_model: answer.at("model"),
      requested_model: firstFilled(request.at("model")),
      session_id: firstFilled(record.at("session_id"), answer.at("conversation", "id")),
      tenant: firstFilled(
        record.at("tenant"),
        answer.at("safety_identifier"),
        answer.at("user"),
        request.at("user"),
      ),
      region: firstFilled(record.at("region")),
      input_tokens: firstStated(usage.at("input_tokens"), usage.at("prompt_tokens")),
      output_tokens: firstStated(usage.at("output_tokens"), usage.at("completion_tokens")),
      latency_ms: firstStated(record.at("latency_ms"), record.at("duration_ms")),
      outcome: { status: statusOf(answer, details) },
    },
    evidence: evidenceOf(details),
  };
}

/** An error, else the answer's own state, else the last attempt's HTTP status, else that there is an answer. */
function statusOf(answer: Field, details: Field): Field {
  const error = answer.at("error");
  if (error.stated) return error.with("failure");
  const state = answer.at("status");
  if (state.text !== undefined) return state.with(STATES.get(state.text));
  const last = attemptsOf(details).at(-1);
  const http = last && httpOutcome(last.at("result", "status"));
  if (http?.text !== undefined) return http;
  const ended = answer.at("choices").items.length > 0 || answer.at("stop_reason").stated;
  return state.with(ended ? "success" : undefined);
}
