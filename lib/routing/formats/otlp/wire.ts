import protobuf from "protobufjs/light.js";

type Fields = { [name: string]: [type: string, id: number] | [type: string, id: number, rule: "repeated"] };

const message = (fields: Fields, oneof?: readonly string[]) => ({
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, [type, id, rule]]) => [
      name,
      rule ? { type, id, rule } : { type, id },
    ]),
  ),
  ...(oneof ? { oneofs: { value: { oneof: [...oneof] } } } : {}),
});

const ANY_VALUE: Fields = {
  stringValue: ["bytes", 1],
  boolValue: ["bool", 2],
  intValue: ["int64", 3],
  doubleValue: ["double", 4],
  arrayValue: ["ArrayValue", 5],
  kvlistValue: ["KeyValueList", 6],
};

/**
 * The messages of opentelemetry-proto 1.x (trace/v1, common/v1, resource/v1, collector/trace/v1), with the fields that
 * are read; the library skips the others. Two deviations change nothing on the wire, where text, bytes and messages
 * are alike: text is taken as bytes, so that it can be judged as UTF-8 where it stands, and an AnyValue inside another
 * is taken as bytes, so that its depth is ours to bound.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    TraceRequest: message({ resourceSpans: ["ResourceSpans", 1, "repeated"] }),
    ResourceSpans: message({ resource: ["Resource", 1], scopeSpans: ["ScopeSpans", 2, "repeated"] }),
    Resource: message({ attributes: ["KeyValue", 1, "repeated"] }),
    ScopeSpans: message({ spans: ["Span", 2, "repeated"] }),
    Span: message({
      traceId: ["bytes", 1],
      spanId: ["bytes", 2],
      parentSpanId: ["bytes", 4],
      name: ["bytes", 5],
      kind: ["int32", 6],
      startTimeUnixNano: ["fixed64", 7],
      endTimeUnixNano: ["fixed64", 8],
      attributes: ["KeyValue", 9, "repeated"],
      status: ["Status", 15],
    }),
    Status: message({ code: ["int32", 3] }),
    KeyValue: message({ key: ["bytes", 1], value: ["bytes", 2] }),
    AnyValue: message(ANY_VALUE, Object.keys(ANY_VALUE)),
    ArrayValue: message({ values: ["bytes", 1, "repeated"] }),
    KeyValueList: message({ values: ["KeyValue", 1, "repeated"] }),
    TraceResponse: message({ partialSuccess: ["PartialSuccess", 1] }),
    PartialSuccess: message({ rejectedSpans: ["int64", 1], errorMessage: ["string", 2] }),
  },
});

export const TraceRequest = root.lookupType("TraceRequest");
export const AnyValue = root.lookupType("AnyValue");
export const TraceResponse = root.lookupType("TraceResponse");

/** What the library gives for them: numbers of 64 bits as text, absent what was not sent. */
export type WireKeyValue = { key?: Uint8Array; value?: Uint8Array };
export type WireAnyValue = {
  stringValue?: Uint8Array;
  boolValue?: boolean;
  intValue?: string;
  doubleValue?: number;
  arrayValue?: { values?: Uint8Array[] };
  kvlistValue?: { values?: WireKeyValue[] };
};
export type WireSpan = {
  traceId?: Uint8Array;
  spanId?: Uint8Array;
  parentSpanId?: Uint8Array;
  name?: Uint8Array;
  kind?: number;
  startTimeUnixNano?: string;
  endTimeUnixNano?: string;
  attributes?: WireKeyValue[];
  status?: { code?: number };
};
export type WireRequest = {
  resourceSpans?: {
    resource?: { attributes?: WireKeyValue[] };
    scopeSpans?: { spans?: WireSpan[] }[];
  }[];
};
