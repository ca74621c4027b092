import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { ProtobufTraceSerializer } from "@opentelemetry/otlp-transformer";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { client } from "@/app/api/v1/ingest/testing/post";
import { clickhouse, migrateClickhouse } from "@/lib/clickhouse/server";

const SAMPLES = join(process.cwd(), "../shared/samples");
const absent = !existsSync(SAMPLES);
if (absent) console.warn(`skipped: samples of spans, since ${SAMPLES} is not there`);
const PROTOBUF = { "content-type": "application/x-protobuf" };

let gateway: Awaited<ReturnType<typeof client>>;

beforeAll(async () => {
  await migrateClickhouse();
  gateway = await client("collector");
});

const stored = async () => {
  const [row] = await clickhouse().rows({
    sql: "SELECT count() AS n FROM decisions",
    row: z.object({ n: z.coerce.number() }),
  });
  return row?.n;
};

/** An export as the SDK makes it: one call that a router chose, one span of other work. */
function exported(): Uint8Array<ArrayBuffer> {
  const memory = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(memory)] });
  const tracer = provider.getTracer("gateway");
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": "auto",
    "gen_ai.response.model": "zeta-large",
    "gen_ai.router.selected_model": "zeta-large",
    "gen_ai.usage.input_tokens": 12,
  };
  tracer.startSpan("GET /", { kind: SpanKind.SERVER }).end();
  const span = tracer.startSpan("chat", { kind: SpanKind.CLIENT, attributes });
  span.setStatus({ code: SpanStatusCode.OK });
  span.end();
  trace.disable();
  const bytes = ProtobufTraceSerializer.serializeRequest(memory.getFinishedSpans());
  return Uint8Array.from(bytes ?? []);
}

describe("spans by OTLP", () => {
  it("of the SDK in protobuf are stored; other work is passed over", async () => {
    const before = (await stored()) ?? 0;
    const response = await gateway.spans(gzipSync(exported()), { ...PROTOBUF, "content-encoding": "gzip" });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/x-protobuf"]);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
    expect(await stored()).toBe(before + 1);
  });

  it("are refused one by one, and the client is told how many", async () => {
    const span = (more: object) => ({
      traceId: "5b8efff798038103d269b633813fc60c",
      spanId: "eee19b7ec3c1b174",
      startTimeUnixNano: "1767225600000000000",
      endTimeUnixNano: "1767225601000000000",
      attributes: [{ key: "gen_ai.request.model", value: { stringValue: "zeta-large" } }],
      ...more,
    });
    const body = JSON.stringify({
      resourceSpans: [{ scopeSpans: [{ spans: [span({}), span({ startTimeUnixNano: "soon" })] }] }],
    });
    const response = await gateway.spans(body);
    expect(await response.json()).toEqual({
      partialSuccess: { rejectedSpans: "1", errorMessage: expect.stringMatching(/^Span 2, .*RFC 3339/) },
    });
    const again = await gateway.spans(body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
  });

  it
    .skipIf(absent)
    .each(["otlp_chat_span_current", "otlp_chat_span_deprecated", "otlp_router_decision_PROPOSED"])(
    "of the sample %s are stored",
    async (name) => {
      const path = join(SAMPLES, "otel", `${name}.json`);
      const before = (await stored()) ?? 0;
      const response = await gateway.spans(readFileSync(path));
      expect(await response.json()).toEqual({});
      expect(await stored()).toBeGreaterThan(before);
    },
  );

  it.skipIf(absent)("of a broadcast to a webhook are stored", async () => {
    const path = join(SAMPLES, "openrouter/broadcast_webhook_otlp.json");
    const before = (await stored()) ?? 0;
    expect(await (await gateway.spans(readFileSync(path))).json()).toEqual({});
    expect(await stored()).toBe(before + 1);
  });

  it("cannot be read from other bytes, and nothing is stored", async () => {
    const before = await stored();
    const whole = exported();
    const cases: [string | Uint8Array<ArrayBuffer>, Record<string, string>, number][] = [
      ["", PROTOBUF, 400],
      [whole.slice(0, -7), PROTOBUF, 400],
      [new Uint8Array([0xff, 0xff, 0xff, 0xff]), PROTOBUF, 400],
      ["{}", { "content-type": "text/plain" }, 415],
      ["[]", {}, 200],
      ['{"resourceSpans":5}', {}, 200],
      ["null", {}, 200],
    ];
    for (const [body, headers, status] of cases)
      expect((await gateway.spans(body, headers)).status, String(body)).toBe(status);
    expect(await stored()).toBe(before);
  });

  it("are answered in JSON however the type is spelt", async () => {
    const response = await gateway.spans("{}", { "content-type": "Application/JSON; charset=UTF-8" });
    expect([response.status, await response.json()]).toEqual([200, {}]);
  });
});
