import type { Gateway } from "../gateway";
import { readSpan } from "./read-span";
import { spansOf } from "./spans";

export { countMessages } from "./count-messages";
export { type DecodedSpan, decodeSpans, decodeTraces, OtlpDecodeError } from "./decode";
export { encodePartialSuccess } from "./response";
export { splitSpans } from "./split-spans";

const both = (camel: string): string[] => [
  camel,
  camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
];

/** Members of a span (opentelemetry-proto, trace/v1), in both spellings. */
const KNOWN = [
  "traceId",
  "spanId",
  "traceState",
  "parentSpanId",
  "flags",
  "name",
  "kind",
  "startTimeUnixNano",
  "endTimeUnixNano",
  "attributes",
  "droppedAttributesCount",
  "events",
  "droppedEventsCount",
  "links",
  "droppedLinksCount",
  "status",
  // Not the span's own: its group's, put beside it when the request is taken apart.
  "resource",
];

/** Spans of GenAI calls in an OTLP ExportTraceServiceRequest; other spans are not counted. */
export const otlp: Gateway = {
  format: "otlp",
  known: new Set(KNOWN.flatMap(both)),
  envelope: spansOf,
  read: readSpan,
};
