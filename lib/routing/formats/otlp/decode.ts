import type { JsonFault, JsonValue } from "../json";
import {
  ANY_VALUE,
  KEY_VALUE,
  REQUEST,
  RESOURCE,
  RESOURCE_SPANS,
  SCOPE_SPANS,
  SPAN,
  STATUS,
  VALUES,
} from "./tags";
import { Texts } from "./texts";
import { OtlpDecodeError, readMessage, type Take, Wire } from "./wire";

export { OtlpDecodeError };

/** Levels of AnyValue inside each other; the same bound as for JSON. */
const MAX_DEPTH = 64;

/** A request in its JSON form, and what is wrong inside single spans, in their place. */
export type DecodedTraces = { value: JsonValue; faults: readonly JsonFault[] };

/** A span as OTLP/JSON has it, its group's resource beside it; where it stands; and the first fault in it. */
export type DecodedSpan = { span: Members; pointer: string; fault: JsonFault | null };
type Members = { [name: string]: JsonValue };

const pointerOf = (g: number, s: number, n: number) => `/resourceSpans/${g}/scopeSpans/${s}/spans/${n}`;

/**
 * Protobuf bytes of an ExportTraceServiceRequest in the form that OTLP/JSON has: identifiers as lower-case hexadecimal,
 * 64-bit integers as text. Bytes values, events, links and messages are left out. Text that is not UTF-8 or holds NUL
 * and values nested over 64 deep are faults of their span. Throws OtlpDecodeError when the bytes are malformed.
 */
export function decodeTraces(bytes: Uint8Array): DecodedTraces {
  const decoder = new Decoder(bytes);
  const faults: JsonFault[] = [];
  const resourceSpans = decoder.groups().map(({ resource, scopes }, g) => {
    const read = decoder.resource(resource, `/resourceSpans/${g}/resource`);
    if (read.fault) faults.push(read.fault);
    return {
      resource: read.value,
      scopeSpans: scopes.map((spans, s) => ({
        spans: spans.map((place, n) => {
          const { value, fault } = decoder.span(place, pointerOf(g, s, n));
          if (fault) faults.push(fault);
          return value;
        }),
      })),
    };
  });
  return { value: { resourceSpans }, faults };
}

/** As `decodeTraces`, span by span: each is gone before the next is read. */
export function* decodeSpans(bytes: Uint8Array): Generator<DecodedSpan> {
  const decoder = new Decoder(bytes);
  for (const [g, { resource, scopes }] of decoder.groups().entries()) {
    const beside = decoder.resource(resource, "").value;
    for (const [s, spans] of scopes.entries())
      for (const [n, place] of spans.entries()) {
        const pointer = pointerOf(g, s, n);
        const { value, fault } = decoder.span(place, pointer);
        value.resource = beside;
        yield { span: value, pointer, fault };
      }
  }
}

/** Where a message lies. */
type Place = { from: number; end: number };
type Group = { resource: Place; scopes: Place[][] };
type Read = { value: Members; fault: JsonFault | null };
type KeyValue = { key: string; value: JsonValue };
type Held = {
  string?: string;
  bool?: boolean;
  int?: string;
  double?: number;
  kvlist?: JsonValue[];
  array?: JsonValue[];
};
type Span = ReturnType<typeof emptySpan>;

const NOWHERE: Place = { from: 0, end: 0 };

const emptySpan = () => ({
  traceId: "",
  spanId: "",
  parentSpanId: "",
  name: "",
  kind: 0,
  startTimeUnixNano: "0",
  endTimeUnixNano: "0",
  attributes: [] as JsonValue[],
  status: { code: 0 },
});

class Decoder {
  readonly #wire: Wire;
  readonly #texts: Texts;
  /** Where the message stands that is being read, the way from there to the value, and what is wrong first. */
  #root = "";
  readonly #path: (string | number)[] = [];
  #fault: JsonFault | null = null;
  #depth = 0;
  /** Texts of the message so far. */
  #count = 0;

  constructor({ buffer, byteOffset, length }: Uint8Array) {
    this.#wire = new Wire(Buffer.from(buffer, byteOffset, length));
    this.#texts = new Texts(this.#wire.bytes);
  }

  /** Where everything lies: a resource may follow the spans that it belongs to. */
  groups(): Group[] {
    return readMessage(this.#wire, this.#wire.bytes.length, [], this.#request);
  }

  resource({ from, end }: Place, pointer: string): Read {
    this.#begin(from, pointer);
    const value = readMessage(this.#wire, end, { attributes: [] }, this.#resource);
    return { value, fault: this.#fault };
  }

  /** The first fault of a span is enough: the span is refused for it. */
  span({ from, end }: Place, pointer: string): Read {
    this.#begin(from, pointer);
    const value = readMessage(this.#wire, end, emptySpan(), this.#span);
    return { value, fault: this.#fault };
  }

  #begin(from: number, pointer: string): void {
    this.#wire.at = from;
    this.#root = pointer;
    this.#fault = null;
    this.#count = 0;
  }

  readonly #request: Take<Group[]> = (groups, tag, end) => {
    if (tag !== REQUEST.resource_spans) return false;
    groups.push(this.#inner(end, { resource: NOWHERE, scopes: [] }, this.#group));
    return true;
  };

  readonly #group: Take<Group> = (group, tag, end) => {
    if (tag === RESOURCE_SPANS.resource) group.resource = this.#pass(end);
    else if (tag === RESOURCE_SPANS.scope_spans) group.scopes.push(this.#inner(end, [], this.#scope));
    else return false;
    return true;
  };

  readonly #scope: Take<Place[]> = (spans, tag, end) => {
    if (tag !== SCOPE_SPANS.spans) return false;
    spans.push(this.#pass(end));
    return true;
  };

  readonly #resource: Take<{ attributes: JsonValue[] }> = ({ attributes }, tag, end) => {
    if (tag !== RESOURCE.attributes) return false;
    this.#attribute(attributes, end);
    return true;
  };

  readonly #span: Take<Span> = (span, tag, end) => {
    if (tag === SPAN.attributes) this.#attribute(span.attributes, end);
    else if (tag === SPAN.trace_id) span.traceId = this.#hex(end);
    else if (tag === SPAN.span_id) span.spanId = this.#hex(end);
    else if (tag === SPAN.parent_span_id) span.parentSpanId = this.#hex(end);
    else if (tag === SPAN.name) span.name = this.#text("name", end);
    else if (tag === SPAN.kind) span.kind = this.#wire.int32();
    else if (tag === SPAN.start_time_unix_nano) span.startTimeUnixNano = this.#wire.fixed64();
    else if (tag === SPAN.end_time_unix_nano) span.endTimeUnixNano = this.#wire.fixed64();
    else if (tag === SPAN.status) span.status = this.#inner(end, { code: 0 }, this.#status);
    else return false;
    return true;
  };

  readonly #status: Take<{ code: number }> = (status, tag) => {
    if (tag !== STATUS.code) return false;
    status.code = this.#wire.int32();
    return true;
  };

  #attribute(into: JsonValue[], end: number): void {
    this.#path.push("attributes");
    this.#pair(into, end);
    this.#path.pop();
  }

  #pair(into: JsonValue[], end: number): void {
    this.#path.push(into.length);
    into.push(this.#inner(end, { key: "", value: {} }, this.#keyValue));
    this.#path.pop();
  }

  readonly #keyValue: Take<KeyValue> = (pair, tag, end) => {
    if (tag === KEY_VALUE.key) pair.key = this.#text("key", end);
    else if (tag === KEY_VALUE.value) {
      this.#path.push("value");
      pair.value = this.#value(end);
      this.#path.pop();
    } else return false;
    return true;
  };

  #value(end: number): JsonValue {
    if (this.#depth === MAX_DEPTH) {
      this.#note(`The value is nested more than ${MAX_DEPTH} deep.`);
      this.#pass(end);
      return {};
    }
    this.#depth += 1;
    const held = this.#inner(end, {}, this.#any);
    this.#depth -= 1;
    return plainOf(held);
  }

  readonly #any: Take<Held> = (held, tag, end) => {
    if (tag === ANY_VALUE.string) held.string = this.#text("stringValue", end);
    else if (tag === ANY_VALUE.int) held.int = this.#wire.int64();
    else if (tag === ANY_VALUE.double) held.double = this.#wire.double();
    else if (tag === ANY_VALUE.bool) held.bool = this.#wire.varint() !== 0;
    else if (tag === ANY_VALUE.array) held.array = this.#list("arrayValue", end, this.#array);
    else if (tag === ANY_VALUE.kvlist) held.kvlist = this.#list("kvlistValue", end, this.#kvlist);
    else return false;
    return true;
  };

  #list(name: string, end: number, take: Take<JsonValue[]>): JsonValue[] {
    this.#path.push(name, "values");
    const list = this.#inner(end, [], take);
    this.#path.length -= 2;
    return list;
  }

  readonly #array: Take<JsonValue[]> = (list, tag, end) => {
    if (tag !== VALUES.values) return false;
    this.#path.push(list.length);
    list.push(this.#value(end));
    this.#path.pop();
    return true;
  };

  readonly #kvlist: Take<JsonValue[]> = (list, tag, end) => {
    if (tag !== VALUES.values) return false;
    this.#pair(list, end);
    return true;
  };

  /** A message that begins here, with its length before it. */
  #inner<T>(end: number, into: T, take: Take<T>): T {
    return readMessage(this.#wire, this.#wire.lengthBefore(end), into, take);
  }

  #pass(end: number): Place {
    const stop = this.#wire.lengthBefore(end);
    const place = { from: this.#wire.at, end: stop };
    this.#wire.at = stop;
    return place;
  }

  #hex(end: number): string {
    const place = this.#pass(end);
    return this.#wire.bytes.toString("hex", place.from, place.end);
  }

  #text(name: string, end: number): string {
    const place = this.#pass(end);
    this.#count += 1;
    const { text, wrong } = this.#texts.at(this.#count, place.from, place.end);
    if (wrong !== null) this.#note(wrong, `/${name}`);
    return text;
  }

  #note(message: string, below = ""): void {
    const pointer = `${this.#root}${this.#path.map((step) => `/${step}`).join("")}${below}`;
    this.#fault ??= { pointer, message, syntax: false };
  }
}

/** Of several, which no sender writes, the first of these. */
function plainOf({ string, bool, int, double, kvlist, array }: Held): JsonValue {
  if (string !== undefined) return { stringValue: string };
  if (bool !== undefined) return { boolValue: bool };
  if (int !== undefined) return { intValue: int };
  if (double !== undefined) return { doubleValue: finiteOrText(double) };
  if (kvlist !== undefined) return { kvlistValue: { values: kvlist } };
  return array === undefined ? {} : { arrayValue: { values: array } };
}

/** JSON has no word for what is no finite number; OTLP/JSON writes it as text. */
const finiteOrText = (value: number): JsonValue => (Number.isFinite(value) ? value : String(value));
