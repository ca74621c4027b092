import { type Draft, type Evidence, Field, type GatewayRead, instant } from "../gateway";
import { firstFilled, httpOutcome } from "../gateway/loose";
import { candidatesOf } from "./candidates";

const EVIDENCE = {
  fallback: { decided_by: "fallback", because: "selection_method names a fallback" },
  kept: { decided_by: "sticky", because: "the learning's protection kept the session's model" },
  cache: { decided_by: "cache", because: "from_cache is true" },
  decision: { decided_by: "router", because: "the record names the decision that matched" },
  selection: { decided_by: "router", because: "the record names the selection method" },
} as const satisfies Record<string, Evidence>;

const KEPT: ReadonlySet<string> = new Set(["stay", "hold_current", "hard_lock"]);
/** Of feedback on a model; other verdicts, such as overprovisioned, say nothing of the answer. */
const ACCEPTED: ReadonlyMap<string, boolean> = new Map([
  ["good", true],
  ["good_fit", true],
  ["accepted", true],
  ["bad", false],
  ["failed", false],
  ["underpowered", false],
  ["rejected", false],
]);

/** A Router Replay record. Bodies, prompt, tool trace and the like are never read. */
export const readReplay = (record: Field): GatewayRead => {
  const candidates = candidatesOf(record);
  return {
    kind: "decision",
    draft: {
      decision_id: record.at("id"),
      occurred_at: instant(record.at("timestamp")),
      chosen_model: record.at("selected_model"),
      requested_model: record.at("original_model"),
      router: firstFilled(record.at("recipe")),
      task: firstFilled(record.at("category"), record.at("decision")),
      session_id: firstFilled(record.at("session_id"), record.at("conversation_id")),
      input_tokens: record.at("prompt_tokens"),
      output_tokens: record.at("completion_tokens"),
      cost_usd: inUsd(record),
      latency_ms: record.at("duration_ms"),
      candidates,
      outcome: outcomeOf(record),
    },
    evidence: evidenceOf(record),
  };
};

/** Costs in another currency are left out: no rate is known here. */
function inUsd(record: Field): Field {
  const cost = record.at("actual_cost");
  const currency = record.at("currency").text?.toUpperCase() ?? "USD";
  return currency === "USD" ? cost : cost.with(undefined);
}

function evidenceOf(record: Field): Evidence | null {
  if (record.at("selection_method").text?.includes("fallback")) return EVIDENCE.fallback;
  if (isKept(record)) return EVIDENCE.kept;
  if (record.at("from_cache").value === true) return EVIDENCE.cache;
  if (record.at("decision").text !== undefined) return EVIDENCE.decision;
  return record.at("selection_method").text === undefined ? null : EVIDENCE.selection;
}

/** Kept against the router's own proposal, or locked; a model that it would have chosen anyway was chosen. */
function isKept(record: Field): boolean {
  const protection = record.at("learning", "protection");
  const action = protection.at("action").text ?? record.at("route_diagnostics", "session_action").text ?? "";
  if (!KEPT.has(action) || protection.at("mode").text === "observe") return false;
  const proposed = firstFilled(
    protection.at("proposal_model"),
    protection.at("base_selected_model"),
    record.at("route_diagnostics", "proposal_model"),
  ).text;
  return action === "hard_lock" || proposed === undefined || proposed !== record.at("selected_model").text;
}

function outcomeOf(record: Field): NonNullable<Draft["outcome"]> {
  const status = statusOf(record);
  const feedback = record
    .at("outcomes")
    .items.filter((one) => one.at("target").text === "model")
    .at(-1);
  if (!feedback) return { status };
  const verdict = feedback.at("verdict");
  return {
    status,
    accepted: verdict.with(ACCEPTED.get(verdict.text ?? "")),
    score: feedback.at("score"),
  };
}

/** The status comes with the first byte, the lifecycle with the last: a stream may still fail after a 200. */
function statusOf(record: Field): Field {
  const state = record.at("lifecycle_state");
  if (state.text === "aborted") return state.with("cancelled");
  if (state.text === "failed") return state.with("failure");
  const http = httpOutcome(record.at("response_status"));
  // Zero is how an older store writes that no response was seen.
  if (http.value === 0) return http.with(undefined);
  if (state.text === "completed") return http.stated ? http : state.with("success");
  if (state.text === "in_progress" && http.text === "success") return http.with(undefined);
  return http.stated ? http : new Field(undefined, state.pointer);
}
