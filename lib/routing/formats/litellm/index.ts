import { type Draft, elapsedMs, type Field, type Gateway, type GatewayRead, instant } from "../gateway";
import { evidenceOf } from "./evidence";
import { filled } from "./filled";
import { known } from "./known";
import { type Parts, partsOf, unreadable } from "./parts";

/** Calls of tools and searches, which name no model. */
const NO_MODEL: ReadonlySet<string> = new Set(["call_mcp_tool", "list_mcp_tools", "search", "asearch"]);

/** LiteLLM: a StandardLoggingPayload, or a row of LiteLLM_SpendLogs. */
export const litellm: Gateway = { format: "litellm", known, envelope, read };

/** A page of spend logs, as the proxy's own interface lists them. */
function envelope(body: Field): readonly Field[] | null {
  const rows = body.at("data");
  return Array.isArray(rows.value) && !body.at("model").stated ? rows.items : null;
}

function read(record: Field): GatewayRead {
  if (NO_MODEL.has(record.at("call_type").text ?? "")) return { kind: "other" };
  const parts = partsOf(record);
  const fault = unreadable(parts);
  if (fault) return { kind: "fault", fault };
  return { kind: "decision", draft: draftOf(parts), evidence: evidenceOf(parts) };
}

function draftOf(parts: Parts): Draft {
  const { record, metadata, routing } = parts;
  return {
    decision_id: filled(record.at("id"), record.at("request_id"), record.at("litellm_call_id")),
    occurred_at: instant(filled(record.at("startTime"))),
    chosen_model: chosenModel(parts),
    router: filled(routing.at("router_model_name")),
    task: filled(routing.at("request_type"), routing.at("tier")),
    requested_model: filled(
      routing.at("router_model_name"),
      metadata.at("original_model_group"),
      record.at("model_group"),
    ),
    session_id: filled(record.at("session_id"), record.at("trace_id")),
    tenant: tenantOf(record, metadata),
    candidates: candidatesOf(routing.at("candidates")),
    input_tokens: record.at("prompt_tokens"),
    output_tokens: record.at("completion_tokens"),
    cost_usd: filled(record.at("response_cost"), record.at("spend")),
    latency_ms: latencyOf(record),
    outcome: { status: statusOf(record, metadata) },
  };
}

/** The model that served; where the record carries the router's own name instead, the one that the router chose. */
function chosenModel({ record, hidden, routing }: Parts): Field {
  const routed = filled(routing.at("routed_model"));
  const served = filled(record.at("model"), hidden.at("litellm_model_name"), routed);
  const isRouter =
    served.text !== undefined &&
    (served.text === routing.at("router_model_name").text || served.text.startsWith("auto_router/"));
  return isRouter && routed.stated ? routed : served;
}

/** The customer, else the widest group that the key belongs to. */
const tenantOf = (record: Field, metadata: Field): Field =>
  filled(
    record.at("end_user"),
    metadata.at("user_api_key_end_user_id"),
    record.at("organization_id"),
    metadata.at("user_api_key_org_id"),
    record.at("team_id"),
    metadata.at("user_api_key_team_id"),
    record.at("user"),
    metadata.at("user_api_key_user_id"),
  );

/** Named as in the native format, or by name alone. */
function candidatesOf(list: Field): Draft["candidates"] {
  const { items } = list;
  if (items.length === 0) return undefined;
  const members = items.map((item) => ({
    model: typeof item.value === "string" ? item : item.at("model"),
    eligible: item.at("eligible"),
    quality: item.at("quality"),
    cost_usd: item.at("cost_usd"),
    latency_ms: item.at("latency_ms"),
    score: item.at("score"),
    probability: item.at("probability"),
  }));
  return { list, members };
}

/** From start to end; `response_time` (seconds) is the time to the first token where the answer was streamed. */
function latencyOf(record: Field): Field {
  const duration = record.at("request_duration_ms");
  if (duration.stated) return duration;
  const elapsed = elapsedMs(record.at("startTime"), record.at("endTime"));
  return elapsed.stated ? elapsed : record.at("response_time").times(1000);
}

/** 499 is the code for a caller that hung up. */
function statusOf(record: Field, metadata: Field): Field {
  const error = firstObject(record.at("error_information"), metadata.at("error_information"));
  const code = error.at("error_code");
  if (code.value === "499" || code.value === 499) return code.with("cancelled");
  const status = filled(
    record.at("status"),
    record.at("status_fields", "llm_api_status"),
    metadata.at("status"),
  );
  if (status.stated) return status;
  const failed = filled(record.at("error_str"), error.at("error_class"), code);
  return failed.stated ? failed.with("failure") : failed.with(undefined);
}

const firstObject = (first: Field, second: Field): Field => {
  const read = first.json();
  return read.names.length > 0 ? read : second.json();
};
