import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";
import { expect, test } from "@playwright/test";
import { cleanUp, newDataFolder, runScript, startServer } from "../fixtures/server";

test.describe.configure({ timeout: 120_000 });
test.afterEach(async ({ browserName: _ }, info) => {
  const said = await cleanUp();
  await info.attach("server", { body: said, contentType: "text/plain" });
});

const CALLS = 25;

/** A gateway that traces every call with the SDK: a span of its own work, below it the call that its router placed. */
async function trace(exporter: SpanExporter, name: string): Promise<void> {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": name }),
    spanProcessors: [new BatchSpanProcessor(exporter, { maxExportBatchSize: 10 })],
  });
  const tracer = provider.getTracer("gateway");
  for (let call = 0; call < CALLS; call += 1) {
    const request = tracer.startSpan("POST /chat", { kind: SpanKind.SERVER });
    const span = tracer.startSpan("chat auto", {
      kind: SpanKind.CLIENT,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "host",
        "gen_ai.request.model": "auto",
        "gen_ai.response.model": call % 2 === 0 ? "zeta-large" : "acme-one",
        "gen_ai.router.name": name,
        "gen_ai.router.selected_model": call % 2 === 0 ? "zeta-large" : "acme-one",
        "gen_ai.usage.input_tokens": 100 + call,
        "gen_ai.usage.output_tokens": 10,
        "gen_ai.input.messages": "a prompt that must not be kept",
      },
    });
    span.setStatus({ code: SpanStatusCode.OK });
    span.end();
    request.end();
  }
  await provider.forceFlush();
  await provider.shutdown();
}

test("the OpenTelemetry SDK exports to the running server, in protobuf and in JSON", async () => {
  const DATA_DIR = newDataFolder();
  const server = await startServer({
    DATA_DIR,
    EVENHAND_ADMIN_EMAIL: "admin@example.com",
    EVENHAND_ADMIN_PASSWORD: "a long enough sentence",
  });
  const key = async (...args: string[]) => (await runScript("key", args, { DATA_DIR })).stdout.trim();
  const ingest = await key("--scope", "ingest", "--source", "traced");
  const reader = await key("--scope", "read", "--role", "compliance");
  const url = `${server.url}/api/otlp/v1/traces`;
  const headers = { authorization: `Bearer ${ingest}` };
  await trace(new ProtobufExporter({ url, headers }), "proto");
  await trace(new JsonExporter({ url, headers }), "json");

  const read = async (path: string) => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${reader}` },
    });
    return response.text();
  };
  const today = new Date().toISOString().slice(0, 10);
  const range = `from=${today}&to=${new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)}`;
  const text = await read(`/routing/decisions?${range}&limit=1000`);
  const { items } = JSON.parse(text) as { items: Record<string, unknown>[] };
  for (const router of ["proto", "json"]) {
    const own = items.filter((item) => item.router === router);
    expect(own).toHaveLength(CALLS);
    expect(new Set(own.map(({ input_tokens }) => input_tokens)).size).toBe(CALLS);
    for (const item of own)
      expect(item).toMatchObject({ decided_by: "router", requested_model: "auto", source: "traced" });
  }
  expect(text).not.toContain("prompt that must not be kept");
  const sources = JSON.parse(await read("/routing/sources"));
  expect(sources.items).toMatchObject([
    { key: "traced", decisions: 2 * CALLS, formats: ["otlp"], effective_quality_basis: "unknown" },
  ]);
});
