import { type Evidence, type Field, firstStated, type GatewayRead, instant } from "../gateway";
import { firstFilled } from "../gateway/loose";

const EVENT: Evidence = { decided_by: "router", because: "a routing_decision event was logged" };
const FALLBACK: Evidence = { decided_by: "fallback", because: "reason_code names a fallback" };
const CACHE: Evidence = { decided_by: "cache", because: "reason_code names the cache" };
const SPECIFIED: Evidence = {
  decided_by: "pinned",
  because: "reason_code says that the caller named the model",
};

/** The log is written for models that the caller named as well; its reason says which it was. */
function evidenceOf(reason: string): Evidence {
  if (reason.includes("fallback")) return FALLBACK;
  if (reason.includes("cache")) return CACHE;
  return reason.includes("specified") ? SPECIFIED : EVENT;
}

/** A `routing_decision` line: the decision alone, without the answer's tokens, cost or time. */
export const readLogEvent = (record: Field): GatewayRead => ({
  kind: "decision",
  draft: {
    decision_id: record.at("request_id"),
    occurred_at: instant(firstStated(record.at("timestamp"), record.at("time"), record.at("ts"))),
    chosen_model: record.at("selected_model"),
    requested_model: record.at("original_model"),
    router: firstFilled(record.at("recipe")),
    task: firstFilled(record.at("category"), record.at("decision")),
    session_id: firstFilled(record.at("session_id")),
  },
  evidence: evidenceOf(record.at("reason_code").text ?? ""),
});
