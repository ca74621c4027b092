import protobuf from "protobufjs";
import { Field, type GatewayResult, readGateway } from "../gateway";
import type { JsonValue } from "../json";
import { otlp } from ".";

type Members = { [key: string]: JsonValue };

/** A plain value as OTLP/JSON writes it. */
export function otlpValue(value: JsonValue): JsonValue {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number")
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(otlpValue) } };
  return value === null ? {} : { kvlistValue: { values: keyValues(value) } };
}

/** An attribute as it stands. */
export const any = (key: string, value: JsonValue): JsonValue => ({ key, value });

const keyValues = (members: Members): JsonValue[] =>
  Object.entries(members).map(([key, value]) => any(key, otlpValue(value)));

export const span = (attributes: Members, more: Members = {}): Members => ({
  traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
  spanId: "00f067aa0ba902b7",
  name: "chat gpt-4",
  kind: 3,
  startTimeUnixNano: "1705312800000000000",
  endTimeUnixNano: "1705312801000000000",
  attributes: keyValues(attributes),
  ...more,
});

export const request = (...spans: JsonValue[]): JsonValue => ({
  resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: { name: "test" }, spans }] }],
});

/** The place of the first span. */
export const AT = "/resourceSpans/0/scopeSpans/0/spans/0";
export const chat = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4" };

const context = { now_ms: Date.UTC(2026, 10, 21), isAlias: (name: string) => name === "auto" };

export function readAll(body: JsonValue): GatewayResult[] {
  const field = new Field(body);
  return (otlp.envelope?.(field) ?? [field]).map((record) => readGateway(otlp, record, context));
}

export const readOne = (attributes: Members, more: Members = {}): GatewayResult | undefined =>
  readAll(request(span(attributes, more)))[0];

/** The published messages, field by field as far as tests write them. */
const PROTO = `syntax = "proto3";
message ExportTraceServiceRequest { repeated ResourceSpans resource_spans = 1; }
message ExportTraceServiceResponse { ExportTracePartialSuccess partial_success = 1; }
message ExportTracePartialSuccess { int64 rejected_spans = 1; string error_message = 2; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; string schema_url = 3; }
message Resource { repeated KeyValue attributes = 1; uint32 dropped_attributes_count = 2; }
message ScopeSpans { Scope scope = 1; repeated Span spans = 2; string schema_url = 3; }
message Scope { string name = 1; string version = 2; }
message Span {
  bytes trace_id = 1; bytes span_id = 2; string trace_state = 3; bytes parent_span_id = 4; string name = 5;
  int32 kind = 6; fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9;
  repeated Event events = 11; Status status = 15; fixed32 flags = 16;
}
message Event { fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; }
message Status { string message = 2; int32 code = 3; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue {
  oneof value {
    string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4;
    ArrayValue array_value = 5; KeyValueList kvlist_value = 6; bytes bytes_value = 7;
  }
}
message ArrayValue { repeated AnyValue values = 1; }
message KeyValueList { repeated KeyValue values = 1; }`;
const { root } = protobuf.parse(PROTO);
export const Request = root.lookupType("ExportTraceServiceRequest");
export const Response = root.lookupType("ExportTraceServiceResponse");
