import type { Type } from "protobufjs/light.js";
import type { JsonFault, JsonValue } from "../json";
import {
  AnyValue,
  TraceRequest,
  type WireAnyValue,
  type WireKeyValue,
  type WireRequest,
  type WireSpan,
} from "./wire";

/** Levels of AnyValue inside each other; the same bound as for JSON. */
const MAX_DEPTH = 64;
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The bytes are no ExportTraceServiceRequest: nothing of them can be read. */
export class OtlpDecodeError extends Error {
  constructor(reason: string) {
    super(`This is not an ExportTraceServiceRequest in protobuf: ${reason}.`);
    this.name = "OtlpDecodeError";
  }
}

/** A request in its JSON form, and what is wrong inside single spans, in their place. */
export type DecodedTraces = { value: JsonValue; faults: readonly JsonFault[] };

/**
 * Protobuf bytes of an ExportTraceServiceRequest in the form that OTLP/JSON has: identifiers as lower-case hexadecimal,
 * 64-bit integers as text. Bytes values, events, links and messages are left out. Text that is not UTF-8 or holds NUL
 * and values nested over 64 deep are faults of their span. Throws OtlpDecodeError when the bytes are malformed.
 */
export function decodeTraces(bytes: Uint8Array): DecodedTraces {
  const faults: JsonFault[] = [];
  const request = decode<WireRequest>(TraceRequest, bytes);
  const value = {
    resourceSpans: (request.resourceSpans ?? []).map((group, g) => {
      const at = `/resourceSpans/${g}`;
      return {
        resource: {
          attributes: keyValues(group.resource?.attributes, `${at}/resource/attributes`, faults, 0),
        },
        scopeSpans: (group.scopeSpans ?? []).map((scope, s) => ({
          spans: (scope.spans ?? []).map((span, n) =>
            spanOf(span, `${at}/scopeSpans/${s}/spans/${n}`, faults),
          ),
        })),
      };
    }),
  };
  return { value, faults };
}

function decode<T>(type: Type, bytes: Uint8Array): T {
  try {
    return type.toObject(type.decode(bytes), { longs: String }) as T;
  } catch (error) {
    throw new OtlpDecodeError(error instanceof Error ? error.message : "the bytes cannot be read");
  }
}

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("hex");

/** The first fault of a span is enough: the span is refused for it. */
function spanOf(span: WireSpan, at: string, all: JsonFault[]): JsonValue {
  const faults: JsonFault[] = [];
  const value = {
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    parentSpanId: hex(span.parentSpanId),
    name: textOf(span.name, `${at}/name`, faults),
    kind: span.kind ?? 0,
    startTimeUnixNano: span.startTimeUnixNano ?? "0",
    endTimeUnixNano: span.endTimeUnixNano ?? "0",
    attributes: keyValues(span.attributes, `${at}/attributes`, faults, 0),
    status: { code: span.status?.code ?? 0 },
  };
  all.push(...faults.slice(0, 1));
  return value;
}

const fault = (pointer: string, message: string): JsonFault => ({ pointer, message, syntax: false });

function textOf(bytes: Uint8Array | undefined, at: string, faults: JsonFault[]): string {
  try {
    const text = UTF8.decode(bytes ?? new Uint8Array());
    if (text.includes("\0")) faults.push(fault(at, "Text cannot hold the character NUL."));
    return text;
  } catch {
    faults.push(fault(at, "The text is not UTF-8."));
    return "";
  }
}

const keyValues = (
  list: readonly WireKeyValue[] | undefined,
  at: string,
  faults: JsonFault[],
  depth: number,
): JsonValue[] =>
  (list ?? []).map(({ key, value }, index) => ({
    key: textOf(key, `${at}/${index}/key`, faults),
    value: value ? anyValue(value, `${at}/${index}/value`, faults, depth + 1) : {},
  }));

function anyValue(bytes: Uint8Array, at: string, faults: JsonFault[], depth: number): JsonValue {
  if (depth > MAX_DEPTH) {
    faults.push(fault(at, `The value is nested more than ${MAX_DEPTH} deep.`));
    return {};
  }
  const held = decode<WireAnyValue>(AnyValue, bytes);
  if (held.stringValue) return { stringValue: textOf(held.stringValue, `${at}/stringValue`, faults) };
  if (held.boolValue !== undefined) return { boolValue: held.boolValue };
  if (held.intValue !== undefined) return { intValue: held.intValue };
  if (held.doubleValue !== undefined) return { doubleValue: double(held.doubleValue) };
  if (held.kvlistValue) {
    const values = keyValues(held.kvlistValue.values, `${at}/kvlistValue/values`, faults, depth);
    return { kvlistValue: { values } };
  }
  if (!held.arrayValue) return {};
  const values = (held.arrayValue.values ?? []).map((item, index) =>
    anyValue(item, `${at}/arrayValue/values/${index}`, faults, depth + 1),
  );
  return { arrayValue: { values } };
}

/** JSON has no word for what is no finite number; OTLP/JSON writes it as text. */
const double = (value: number): JsonValue => (Number.isFinite(value) ? value : String(value));
