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
