import { type Draft, elapsedMs, type Field, type GatewayRead, instant } from "../gateway";
import { httpOutcome } from "../gateway/loose";
import { type Attributes, attributeIn, attributesOf, member } from "./attributes";
import { candidatesOf } from "./candidates";
import { evidenceOf } from "./evidence";
import { isCall, REQUEST_MODEL, RESPONSE_MODEL } from "./is-call";
import { type Routing, routingOf, SELECTED } from "./routing";
import { isObject } from "./spans";

const INPUT_TOKENS = ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.usage.prompt_tokens"];
const OUTPUT_TOKENS = [
  "gen_ai.usage.output_tokens",
  "gen_ai.usage.completion_tokens",
  "llm.usage.completion_tokens",
];
const COST = ["gen_ai.usage.cost", "gen_ai.usage.total_cost", "gen_ai.usage.cost_usd"];
const SESSION = ["gen_ai.conversation.id", "session.id"];
const TENANT = ["tenant.id", "user.id", "enduser.id"];
const ANSWER = ["gen_ai.response.id", "gen_ai.response.finish_reasons", ...RESPONSE_MODEL, ...OUTPUT_TOKENS];
const HTTP_STATUS = ["http.response.status_code", "http.status_code"];
const BOUNDARY_KINDS: ReadonlySet<unknown> = new Set([2, 3, "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT"]);
/** Empty or all zero is no identifier (W3C Trace Context). */
const NO_ID = /^0*$/;

const fault = (field: Field, message: string): GatewayRead => ({
  kind: "fault",
  fault: { pointer: field.pointer, message },
});

/** One span: a decision where it is a GenAI call or a routing decision, else none. */
export function readSpan(record: Field): GatewayRead {
  const groups = member(record, "resourceSpans", "resource_spans");
  if (groups.stated) return fault(groups, "Expected an array.");
  if (!isObject(record)) return fault(record, "Expected an object of an OTLP trace request.");
  const list = record.at("attributes");
  if (list.stated && !Array.isArray(list.value)) return fault(list, "Expected an array.");
  const attributes = attributesOf(list);
  const routing = routingOf(attributes);
  const isSpan = ["traceId", "trace_id", "spanId", "span_id", "attributes"].some(
    (name) => record.at(name).stated,
  );
  if (!isSpan) return fault(record, "Expected an OTLP trace request or a span.");
  if (!isCall(record, attributes, routing)) return { kind: "other" };
  return {
    kind: "decision",
    draft: draftOf(record, attributes, routing),
    evidence: evidenceOf(attributes, routing),
  };
}

function draftOf(record: Field, attributes: Attributes, routing: Routing): Draft {
  const { get } = attributes;
  const start = member(record, "startTimeUnixNano", "start_time_unix_nano");
  const end = member(record, "endTimeUnixNano", "end_time_unix_nano");
  const answered = get(...ANSWER).stated;
  // A span inside the router times the choice, not the call.
  const timed = answered || BOUNDARY_KINDS.has(record.at("kind").value);
  return {
    decision_id: decisionId(record, routing),
    occurred_at: instant(start),
    chosen_model: first(routing(...SELECTED), get(...RESPONSE_MODEL, ...REQUEST_MODEL)),
    requested_model: first(routing("original_model", "requested_model", "entrypoint"), get(...REQUEST_MODEL)),
    router: routing("name", "router_name", "recipe"),
    policy_version: routing("policy_version"),
    arm: routing("arm"),
    task: routing("task", "task_type", "task_category", "category", "decision_name"),
    session_id: first(get(...SESSION), routing("session_id")),
    tenant: first(routing("tenant_id", "tenant"), get(...TENANT)),
    region: first(routing("region"), cloudRegion(record, attributes)),
    input_tokens: get(...INPUT_TOKENS),
    output_tokens: get(...OUTPUT_TOKENS),
    cost_usd: first(get(...COST), routing("cost_usd")),
    latency_ms: timed ? elapsedMs(start, end) : end.with(undefined),
    candidates: candidatesOf(routing),
    outcome: { status: status(record, attributes, answered) },
  };
}

const first = (preferred: Field, other: Field): Field => (preferred.stated ? preferred : other);

function cloudRegion(record: Field, attributes: Attributes): Field {
  const own = attributes.get("cloud.region");
  return own.stated ? own : attributeIn(record.at("resource", "attributes"), "cloud.region");
}

/** A routing decision's own id, else the span's: `trace-span`, in lower case as hexadecimal is the same in either. */
function decisionId(record: Field, routing: Routing): Field {
  const own = routing("decision_id");
  if (own.stated) return own;
  const trace = member(record, "traceId", "trace_id");
  const span = member(record, "spanId", "span_id");
  for (const id of [trace, span]) {
    if (typeof id.value !== "string") return id;
    if (NO_ID.test(id.value)) return id.with(undefined);
  }
  return span.with(`${trace.value}-${span.value}`.toLowerCase());
}

/** What the span says of the call's end. An unset status is a success only where an answer came. */
function status(record: Field, attributes: Attributes, answered: boolean): Field {
  const error = attributes.get("error.type");
  const outcome = attributes.get("request.outcome");
  if (/cancel/i.test(`${error.text ?? ""} ${outcome.text ?? ""}`)) return error.with("cancelled");
  const code = record.at("status", "code");
  if (error.stated || code.value === 2 || code.value === "STATUS_CODE_ERROR") return code.with("failure");
  const http = httpOutcome(attributes.get(...HTTP_STATUS));
  if (http.text !== undefined) return http;
  const ended = code.value === 1 || code.value === "STATUS_CODE_OK" || outcome.text === "success";
  return code.with(ended || answered ? "success" : undefined);
}
