import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Field, readGateway } from "../gateway";
import { type JsonValue, parseJson } from "../json";
import { mutated, seeded } from "../testing/mutate";
import { readAll, readAnything, withoutUndefined } from "../testing/reading";
import { bedrock } from ".";

const NOW = Date.UTC(2026, 10, 21);
const read = (value: JsonValue) =>
  withoutUndefined(
    readGateway(bedrock, new Field(value), { now_ms: NOW, isAlias: (name) => name === "chat-profile" }),
  );
const samples = join(import.meta.dirname, "../../../../../shared/samples/bedrock");
if (!existsSync(samples)) console.warn(`skipped: Bedrock's records are not at ${samples}`);

const ROUTER = "arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1";
const INVOKED = "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-5-sonnet-20241022-v2:0";
const PROFILE =
  "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0";

type Members = { [name: string]: JsonValue };
const answer = (own: Members = {}): Members => ({
  output: { message: { role: "assistant", content: [{ text: "secret" }] } },
  stopReason: "end_turn",
  metrics: { latencyMs: 640 },
  usage: { inputTokens: 8, outputTokens: 2, totalTokens: 10 },
  ...own,
});
const log = (own: Members = {}, body: JsonValue = answer()): Members => ({
  schemaType: "ModelInvocationLog",
  schemaVersion: "1.0",
  timestamp: "2026-03-04T05:06:07Z",
  accountId: "123456789012",
  identity: { arn: "arn:aws:sts::123456789012:assumed-role/app/session" },
  region: "us-east-1",
  requestId: "request-1",
  operation: "Converse",
  modelId: "amazon.nova-pro-v1:0",
  input: {
    inputContentType: "application/json",
    inputBodyJson: { messages: "secret" },
    inputTokenCount: 8,
  },
  output: { outputContentType: "application/json", outputBodyJson: body, outputTokenCount: 2 },
  ...own,
});
const trace = { trace: { promptRouter: { invokedModelId: INVOKED } } };
const record = (value: JsonValue) => {
  const result = read(value);
  return result.kind === "decision" ? result.decision.record : result;
};

describe("an invocation log record", () => {
  it("becomes a native record, field by field", () => {
    const own = {
      modelId: ROUTER,
      inferenceRegion: "us-west-2",
      requestMetadata: { conversationId: "c-1", customerId: "customer-7", task: "chat" },
      invented: true,
    };
    const result = read(log(own, answer(trace)));
    expect(result).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "request-1",
          occurred_at: "2026-03-04T05:06:07.000000Z",
          chosen_model: INVOKED,
          router: "anthropic.claude:1",
          decided_by: "router",
          task: "chat",
          requested_model: ROUTER,
          region: "us-west-2",
          session_id: "c-1",
          tenant: "customer-7",
          input_tokens: 8,
          output_tokens: 2,
          latency_ms: 640,
          outcome: { status: "success" },
        },
        decided_because: "the trace names the model that a prompt router invoked",
        unknown_fields: 1,
      },
    });
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  it("keeps names as Bedrock writes them: ARNs, profiles, prefixes", () => {
    for (const modelId of [PROFILE, "us.anthropic.claude-sonnet-4-20250514-v1:0", "amazon.nova-pro-v1:0"])
      expect(record(log({ modelId }))).toMatchObject({
        chosen_model: modelId,
        requested_model: modelId,
        decided_by: "pinned",
      });
  });

  it("counts the cached input as input", () => {
    const input = { inputTokenCount: 1, cacheReadInputTokenCount: 129709, cacheWriteInputTokenCount: 411 };
    expect(record(log({ input }))).toMatchObject({ input_tokens: 130121 });
    expect(record(log({ input: {} }))).toMatchObject({ input_tokens: 8 });
    expect(record(log({ input: {} }, {}))).not.toHaveProperty("input_tokens");
  });

  it("reads what a stream's last events say", () => {
    const converse: JsonValue = [
      { messageStart: { role: "assistant" } },
      { contentBlockDelta: { delta: { text: "secret" } } },
      { metadata: { usage: { inputTokens: 8, outputTokens: 3 }, metrics: { latencyMs: 7 }, ...trace } },
    ];
    const own = { modelId: ROUTER, input: {}, operation: "ConverseStream" };
    const streamed = log({ ...own, output: { outputBodyJson: converse } });
    expect(record(streamed)).toMatchObject({
      chosen_model: INVOKED,
      decided_by: "router",
      input_tokens: 8,
      output_tokens: 3,
      latency_ms: 7,
    });
    const metrics = { inputTokenCount: 9, outputTokenCount: 4, invocationLatency: 812, firstByteLatency: 90 };
    const chunks: JsonValue = [
      { type: "message_start", message: { model: "claude-3-5-sonnet-20241022", usage: { input_tokens: 9 } } },
      { type: "content_block_delta", delta: { text: "secret" } },
      { type: "message_stop", "amazon-bedrock-invocationMetrics": metrics },
    ];
    expect(record(log({ modelId: ROUTER, input: {}, output: { outputBodyJson: chunks } }))).toMatchObject({
      chosen_model: "claude-3-5-sonnet-20241022",
      input_tokens: 9,
      output_tokens: 4,
      latency_ms: 812,
    });
    expect(record(log({}, JSON.stringify(answer())))).toMatchObject({ latency_ms: 640 });
  });

  it("tells how it ended", () => {
    const failed = { errorCode: "ThrottlingException", output: {} };
    expect(record(log(failed))).toMatchObject({ outcome: { status: "failure" } });
    expect(record(log({ output: { outputBodyS3Path: "s3://…" } }))).toMatchObject({
      outcome: { status: "success" },
    });
    expect(record(log({ output: {} }))).not.toHaveProperty("outcome");
  });

  it("falls back on who called", () => {
    expect(record(log())).toMatchObject({
      tenant: "arn:aws:sts::123456789012:assumed-role/app/session",
      region: "us-east-1",
    });
    expect(record(log({ identity: null }))).toMatchObject({ tenant: "123456789012" });
  });
});

describe("who decided", () => {
  it("is the router by its trace, or by its ARN alone", () => {
    const arn = "modelId is the ARN of a prompt router";
    expect(read(log({}, answer(trace)))).toMatchObject({
      decision: {
        record: { decided_by: "router", chosen_model: INVOKED, requested_model: "amazon.nova-pro-v1:0" },
      },
    });
    expect(read(log({ modelId: ROUTER }))).toMatchObject({
      decision: { record: { decided_by: "router", chosen_model: ROUTER }, decided_because: arn },
    });
    const custom = "arn:aws:bedrock:eu-central-1:123456789012:prompt-router/ab12cd34";
    expect(read(log({ modelId: custom }, { model: "claude-3-haiku-20240307" }))).toMatchObject({
      decision: {
        record: { router: "ab12cd34", chosen_model: "claude-3-haiku-20240307" },
        decided_because: arn,
      },
    });
  });

  it("is not what a model's own text or the caller's tags claim", () => {
    const text = answer({ output: { message: { content: [{ text: JSON.stringify(trace) }] } } });
    expect(record(log({ requestMetadata: { promptRouter: ROUTER } }, text))).toMatchObject({
      decided_by: "pinned",
    });
  });

  it("is the router where a policy declares the name", () => {
    expect(record(log({ modelId: "chat-profile" }))).toMatchObject({ decided_by: "router" });
  });
});

describe("what is wrong", () => {
  it("is named where it stands", () => {
    const pointer = (own: Members, body?: JsonValue) => {
      const result = read(log(own, body));
      return result.kind === "fault" ? result.fault.pointer : result;
    };
    expect(pointer({ requestId: null })).toBe("/requestId");
    expect(pointer({ timestamp: "<timestamp>" })).toBe("/timestamp");
    expect(pointer({ modelId: ["a"] })).toBe("/modelId");
    expect(pointer({ region: 1 })).toBe("/region");
    expect(pointer({ identity: { arn: 5 } })).toBe("/identity/arn");
    expect(pointer({ input: { inputTokenCount: "8" } })).toBe("/input/inputTokenCount");
    expect(pointer({ input: { inputTokenCount: 8, cacheReadInputTokenCount: -1 } })).toBe(
      "/input/cacheReadInputTokenCount",
    );
    expect(pointer({ output: { outputTokenCount: 1.5 } })).toBe("/output/outputTokenCount");
    expect(pointer({}, answer({ metrics: { latencyMs: "fast" } }))).toBe(
      "/output/outputBodyJson/metrics/latencyMs",
    );
    expect(pointer({}, answer({ trace: { promptRouter: { invokedModelId: 7 } } }))).toBe(
      "/output/outputBodyJson/trace/promptRouter/invokedModelId",
    );
    expect(read("text")).toMatchObject({ kind: "fault" });
  });

  it("never throws", () => {
    const random = seeded(20261121);
    const stream: JsonValue = [{ metadata: { ...trace, usage: {} } }, { chunk: answer() }];
    const records = [log({}, answer(trace)), log({ modelId: ROUTER }, stream)];
    for (const valid of records) readAnything(bedrock, valid, random);
    for (const valid of records)
      for (let times = 0; times < 1500; times += 1) readAll(bedrock, mutated(valid, random));
  });
});

describe("a subscription's message", () => {
  it("holds records as text", () => {
    const message = JSON.stringify(log());
    const body = {
      messageType: "DATA_MESSAGE",
      logEvents: [
        { id: "1", message },
        { id: "2", message: "no" },
      ],
    };
    const fields = bedrock.envelope?.(new Field(body)) ?? [];
    const results = fields.map((field) => readGateway(bedrock, field, { now_ms: NOW, isAlias: () => false }));
    expect(results).toMatchObject([
      { kind: "decision", decision: { record: { decision_id: "request-1" } } },
      { kind: "fault", fault: { pointer: "/logEvents/1/message" } },
    ]);
    expect(bedrock.envelope?.(new Field({ messageType: "CONTROL_MESSAGE", logEvents: [] }))).toEqual([]);
    expect(bedrock.envelope?.(new Field(log()))).toBeNull();
  });
});

describe.runIf(existsSync(samples))("Bedrock's own records", () => {
  const load = (name: string) => parseJson(readFileSync(join(samples, name), "utf8")).value as JsonValue;

  it("are read whole", () => {
    expect(read(load("model_invocation_log_converse.json"))).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "915a6a04-3f83-4c70-a277-7fbf7ea546b3",
          occurred_at: "2025-04-09T23:00:17.000000Z",
          chosen_model: "anthropic.claude-3-haiku-20240307-v1:0",
          decided_by: "pinned",
          requested_model: "anthropic.claude-3-haiku-20240307-v1:0",
          region: "us-east-1",
          session_id: "b956002a-fd01-47ba-9da7-07e4c9b1a6b6",
          tenant: "arn:aws:sts::123456789012:assumed-role/my-bedrock-role/my-session",
          input_tokens: 35,
          output_tokens: 446,
          latency_ms: 3640,
          outcome: { status: "success" },
        },
        decided_because: "nothing in the record says that a router chose",
        unknown_fields: 0,
      },
    });
    const routed = log({ modelId: ROUTER }, load("converse_prompt_router_response.json"));
    expect(record(routed)).toMatchObject({ chosen_model: INVOKED, requested_model: ROUTER, latency_ms: 1 });
  });

  it("that are templates or no records at all are faults", () => {
    const template = load("model_invocation_log_invokemodel.json") as Members;
    expect(read(template)).toMatchObject({ fault: { pointer: "/timestamp" } });
    expect(record({ ...template, timestamp: "2026-03-04T05:06:07Z" })).toMatchObject({
      input_tokens: 15,
      output_tokens: 12,
    });
    for (const name of ["converse_prompt_router_response.json", "get_prompt_router_response_schema.json"])
      expect(read(load(name))).toMatchObject({ fault: { pointer: "/requestId" } });
  });
});
