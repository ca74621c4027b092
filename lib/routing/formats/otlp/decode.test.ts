import { existsSync, readFileSync } from "node:fs";
import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { JsonTraceSerializer, ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { type JsonValue, parseJson } from "../json";
import { seeded } from "../testing/mutate";
import { decodeTraces, encodePartialSuccess, OtlpDecodeError } from ".";
import { AT, chat, Request, Response, readAll, request, span } from "./testing";

const HEX = /^[0-9a-f]*$/;

/** Bytes of a request in OTLP/JSON, whose identifiers are hexadecimal. */
function bytesOf(body: JsonValue): Uint8Array {
  const withBytes = JSON.parse(JSON.stringify(body), (key, value) =>
    key === "traceId" || key === "spanId" || key === "parentSpanId"
      ? HEX.test(value)
        ? Buffer.from(value, "hex").toString("base64")
        : ""
      : value,
  );
  return Request.encode(Request.fromObject(withBytes)).finish();
}
const attributesOf = (bytes: Uint8Array): JsonValue => {
  const { value } = decodeTraces(bytes) as unknown as {
    value: { resourceSpans: [{ scopeSpans: [{ spans: [{ attributes: JsonValue }] }] }] };
  };
  return value.resourceSpans[0].scopeSpans[0].spans[0].attributes;
};

describe("decodeTraces", () => {
  it("gives the form that the same request has in JSON", () => {
    const body = request(
      span({ ...chat, "gen_ai.router.candidates": [{ model: "a", score: 0.5 }], flag: false, n: -5, d: 0.5 }),
      span(chat, { status: { code: 2 }, kind: 1, parentSpanId: "00f067aa0ba902b8", name: "é🙂" }),
    );
    const decoded = decodeTraces(bytesOf(body));
    expect(decoded.faults).toEqual([]);
    expect(readAll(decoded.value)).toEqual(readAll(body));
    expect(decoded.value).toMatchObject({
      resourceSpans: [
        { scopeSpans: [{ spans: [{ traceId: "4bf92f3577b34da6a3ce929d0e0e4736" }, { name: "é🙂" }] }] },
      ],
    });
    expect(decodeTraces(new Uint8Array())).toEqual({ value: { resourceSpans: [] }, faults: [] });
  });

  it("keeps 64-bit integers exact, names what is no finite number, and leaves bytes out", () => {
    const list: JsonValue[] = [
      { key: "max", value: { intValue: "9223372036854775807" } },
      { key: "min", value: { intValue: "-9223372036854775808" } },
      { key: "zero", value: { intValue: "0" } },
      { key: "empty", value: { stringValue: "" } },
      { key: "bytes", value: { bytesValue: "AAEC" } },
      { key: "nothing" },
    ];
    const bytes = bytesOf(request(span({}, { attributes: list })));
    expect(attributesOf(bytes)).toEqual([
      ...list.slice(0, 4),
      { key: "bytes", value: {} },
      { key: "nothing", value: {} },
    ]);
    const spans = [{ attributes: [{ key: "nan", value: { doubleValue: Number.NaN } }] }];
    const nan = Request.fromObject({ resourceSpans: [{ scopeSpans: [{ spans }] }] });
    expect(attributesOf(Request.encode(nan).finish())).toEqual([
      { key: "nan", value: { doubleValue: "NaN" } },
    ]);
  });

  it("names text that cannot be kept in the span that holds it", () => {
    const good = bytesOf(request(span({ ...chat, word: "abcdef" }), span(chat)));
    const at = Buffer.from(good).indexOf("abcdef");
    const broken = Uint8Array.from(good);
    broken[at] = 0xff;
    expect(decodeTraces(broken).faults).toEqual([
      { pointer: `${AT}/attributes/2/value/stringValue`, message: "The text is not UTF-8.", syntax: false },
    ]);
    broken[at] = 0;
    expect(decodeTraces(broken).faults).toMatchObject([{ message: "Text cannot hold the character NUL." }]);
  });

  it("takes values nested 64 deep and refuses deeper ones, without a stack for them", () => {
    // By hand: the library bounds what it writes.
    const held = (tag: number, bytes: Uint8Array) => new protobuf.Writer().uint32(tag).bytes(bytes).finish();
    const inList = (value: Uint8Array) => held(0x2a, held(0x0a, value));
    const inMap = (value: Uint8Array) => held(0x32, held(0x0a, held(0x12, value)));
    const nested = (levels: number, wrap: (bytes: Uint8Array) => Uint8Array) => {
      let bytes = held(0x0a, Buffer.from("x"));
      for (let level = 1; level < levels; level += 1) bytes = wrap(bytes);
      for (const tag of [0x12, 0x4a, 0x12, 0x12, 0x0a]) bytes = held(tag, bytes);
      return bytes;
    };
    for (const wrap of [inList, inMap]) {
      expect(decodeTraces(nested(64, wrap)).faults).toEqual([]);
      for (const levels of [65, 5000]) {
        const [fault, ...others] = decodeTraces(nested(levels, wrap)).faults;
        expect(others).toEqual([]);
        expect(fault?.message).toBe("The value is nested more than 64 deep.");
        expect(fault?.pointer.startsWith(`${AT}/attributes/0/value/`)).toBe(true);
      }
    }
  });

  it("throws one error for whatever is malformed", () => {
    const good = bytesOf(request(span({ ...chat, list: ["a", 1, { b: true }] })));
    for (const bytes of [
      good.slice(0, -1),
      Buffer.from("not protobuf at all"),
      Buffer.from('{"resourceSpans":[]}'),
      Buffer.alloc(100_000, 0x5b),
      Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]),
    ])
      expect(() => decodeTraces(bytes)).toThrow(OtlpDecodeError);
    const random = seeded(13);
    for (let times = 0; times < 3000; times += 1) {
      const bytes = Uint8Array.from(good);
      for (let changes = 1 + random() * 4; changes > 0; changes -= 1)
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      try {
        readAll(decodeTraces(bytes.slice(0, random() < 0.3 ? random() * bytes.length : undefined)).value);
      } catch (error) {
        expect(error).toBeInstanceOf(OtlpDecodeError);
      }
    }
  });
});

describe("the JavaScript SDK", () => {
  it("writes spans that read the same from either encoding", () => {
    const memory = new InMemorySpanExporter();
    const provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ "service.name": "gateway", "cloud.region": "eu-west-1" }),
      spanProcessors: [new SimpleSpanProcessor(memory)],
    });
    const tracer = provider.getTracer("test");
    const call = tracer.startSpan("chat auto", {
      kind: SpanKind.CLIENT,
      startTime: new Date("2026-01-01T00:00:00.250Z"),
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "auto",
        "gen_ai.response.model": "nova-pro",
        "gen_ai.usage.input_tokens": 5,
        "gen_ai.usage.cost": 0.25,
        "gen_ai.router.selected_model": "nova-pro",
        "gen_ai.router.candidates": ['{"model":"nova-pro","score":0.5}', '{"model":"other"}'],
        "gen_ai.router.fallback_used": false,
      },
    });
    call.end(new Date("2026-01-01T00:00:01Z"));
    const failed = tracer.startSpan("chat m", {
      startTime: new Date("2026-01-01T00:00:02Z"),
      attributes: { "gen_ai.request.model": "m" },
    });
    failed.setStatus({ code: SpanStatusCode.ERROR });
    failed.end(new Date("2026-01-01T00:00:03Z"));
    tracer.startSpan("GET /").end();
    const spans = memory.getFinishedSpans();
    const bytes = ProtobufTraceSerializer.serializeRequest(spans) ?? new Uint8Array();
    const json = parseJson(new TextDecoder().decode(JsonTraceSerializer.serializeRequest(spans)));
    if (json.fault) throw new Error(json.fault.message);
    const { traceId, spanId } = call.spanContext();
    const read = readAll(decodeTraces(bytes).value);
    expect(read).toEqual(readAll(json.value));
    expect(read).toMatchObject([
      {
        decision: {
          record: {
            decision_id: `${traceId}-${spanId}`,
            occurred_at: "2026-01-01T00:00:00.250000Z",
            chosen_model: "nova-pro",
            latency_ms: 750,
            region: "eu-west-1",
            input_tokens: 5,
            cost_usd: 0.25,
            decided_by: "router",
            candidates: [{ model: "nova-pro", score: 0.5 }, { model: "other" }],
            outcome: { status: "success" },
          },
          unknown_fields: 0,
        },
      },
      { decision: { record: { chosen_model: "m", outcome: { status: "failure" } } } },
      { kind: "other" },
    ]);
  });

  it("understands the answer", () => {
    expect(ProtobufTraceSerializer.deserializeResponse(encodePartialSuccess(2, "why").protobuf)).toEqual({
      partialSuccess: { rejectedSpans: 2, errorMessage: "why" },
    });
  });
});

describe("encodePartialSuccess", () => {
  it("says how many spans were rejected and why, in both encodings", () => {
    const { protobuf: bytes, json } = encodePartialSuccess(3, "é");
    expect(json).toEqual({ partialSuccess: { rejectedSpans: "3", errorMessage: "é" } });
    expect(Response.toObject(Response.decode(bytes), { longs: String })).toEqual({
      partialSuccess: { rejectedSpans: "3", errorMessage: "é" },
    });
  });

  it("leaves a full success empty", () => {
    expect(encodePartialSuccess(0, "")).toEqual({ protobuf: new Uint8Array(), json: {} });
  });
});

const SAMPLES = "../shared/samples";
const NAMES = ["otlp_chat_span_current", "otlp_chat_span_deprecated", "otlp_router_decision_PROPOSED"];
if (!existsSync(SAMPLES)) console.warn(`Skipped: the samples at ${SAMPLES} are not there.`);

it.skipIf(!existsSync(SAMPLES))("samples read the same from either encoding", () => {
  for (const name of NAMES) {
    const { value, fault } = parseJson(readFileSync(`${SAMPLES}/otel/${name}.json`, "utf8"));
    if (fault) throw new Error(fault.message);
    expect(readAll(decodeTraces(bytesOf(value)).value)).toEqual(readAll(value));
  }
});
