import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type JsonValue, parseJson } from "../json";
import { AT, any, chat, readAll, readOne } from "./testing";

describe("spans of GenAI calls", () => {
  it("gives every field of a native record", () => {
    const read = readOne({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "aws.bedrock",
      "gen_ai.request.model": "auto",
      "gen_ai.response.model": "nova-pro-v1",
      "gen_ai.usage.input_tokens": 52,
      "gen_ai.usage.output_tokens": 47,
      "gen_ai.usage.cost": 0.002,
      "gen_ai.conversation.id": "conv-1",
      "gen_ai.input.messages": "a prompt",
      "gen_ai.router.decision.id": "dec-1",
      "gen_ai.router.name": "prod-auto",
      "gen_ai.router.policy.version": "2026-11-01",
      "gen_ai.router.arm": "owner_blind",
      "gen_ai.router.selected_model": "nova-pro",
      "gen_ai.router.task.category": "code",
      "gen_ai.router.tenant.id": "tenant-7",
      "gen_ai.router.candidates": [
        {
          model: "nova-pro",
          eligible: true,
          predicted_quality: 0.8,
          expected_cost_usd: 0.001,
          predicted_latency_ms: 900,
          score: 0.81,
          probability: 0.6,
        },
        { name: "other", eligible: false },
      ],
      "cloud.region": "eu-west-1",
    });
    expect(read).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "dec-1",
          occurred_at: "2024-01-15T10:00:00.000000Z",
          chosen_model: "nova-pro",
          requested_model: "auto",
          router: "prod-auto",
          policy_version: "2026-11-01",
          arm: "owner_blind",
          decided_by: "router",
          task: "code",
          session_id: "conv-1",
          tenant: "tenant-7",
          region: "eu-west-1",
          input_tokens: 52,
          output_tokens: 47,
          cost_usd: 0.002,
          latency_ms: 1000,
          candidates: [
            {
              model: "nova-pro",
              eligible: true,
              quality: 0.8,
              cost_usd: 0.001,
              latency_ms: 900,
              score: 0.81,
              probability: 0.6,
            },
            { model: "other", eligible: false },
          ],
          outcome: { status: "success" },
        },
        decided_because: "routing attributes name the selected model",
        unknown_fields: 0,
      },
    });
    expect(JSON.stringify(read)).not.toContain("prompt");
  });

  it("reads deprecated attribute names", () => {
    expect(
      readOne({
        "gen_ai.system": "openai",
        "gen_ai.request.model": "gpt-4",
        "gen_ai.usage.prompt_tokens": 5,
        "gen_ai.usage.completion_tokens": "6",
      }),
    ).toMatchObject({ fault: { pointer: `${AT}/attributes/3/value/stringValue` } });
    expect(
      readOne({ "gen_ai.request.model": "gpt-4", "gen_ai.usage.prompt_tokens": 5, "user.id": "u" }),
    ).toMatchObject({ decision: { record: { input_tokens: 5, tenant: "u", chosen_model: "gpt-4" } } });
  });

  it("takes the protocol's own spelling, integers as text or number, and the resource's region", () => {
    const body: JsonValue = {
      resource_spans: [
        {
          resource: { attributes: [{ key: "cloud.region", value: { string_value: "eu" } }] },
          scope_spans: [
            {
              spans: [
                {
                  trace_id: "AB01",
                  span_id: "CD02",
                  start_time_unix_nano: "1705312800000000000",
                  end_time_unix_nano: "1705312800250000000",
                  kind: 3,
                  attributes: [
                    { key: "gen_ai.request.model", value: { string_value: "m" } },
                    { key: "gen_ai.usage.input_tokens", value: { int_value: 7 } },
                    { key: "gen_ai.usage.output_tokens", value: { int_value: "9007199254740991" } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    };
    expect(readAll(body)).toMatchObject([
      {
        decision: {
          record: {
            decision_id: "ab01-cd02",
            latency_ms: 250,
            region: "eu",
            input_tokens: 7,
            output_tokens: 9007199254740991,
          },
          unknown_fields: 0,
        },
      },
    ]);
  });

  it("leaves aside what is around or inside calls", () => {
    const others: { [key: string]: JsonValue }[] = [
      { "http.request.method": "GET" },
      { ...chat, "gen_ai.operation.name": "invoke_agent" },
      { ...chat, "gen_ai.operation.name": "execute_tool" },
      { ...chat, "traceloop.span.kind": "workflow" },
      {},
    ];
    for (const attributes of others) expect(readOne(attributes)).toEqual({ kind: "other" });
  });

  it("counts a request through the vLLM semantic router once", () => {
    const named = (name: string, more: { [key: string]: JsonValue }) =>
      readOne({ "routing.recipe": "mom", "decision.name": "math", ...more }, { name });
    const model = { "routing.selected_model": "model-a" };
    expect(named("semantic_router.algorithm.selection", model)).toEqual({ kind: "other" });
    expect(named("semantic_router.upstream.request", {})).toEqual({ kind: "other" });
    expect(
      named("semantic_router.request", { ...model, "routing.entrypoint": "auto", "http.status_code": 200 }),
    ).toMatchObject({
      decision: {
        record: {
          chosen_model: "model-a",
          requested_model: "auto",
          router: "mom",
          task: "math",
          decided_by: "router",
          outcome: { status: "success" },
        },
      },
    });
    expect(
      named("semantic_router.request", { "routing.selection_candidate": "b", "request.outcome": "canceled" }),
    ).toMatchObject({ decision: { record: { chosen_model: "b", outcome: { status: "cancelled" } } } });
  });
});

describe("faults", () => {
  it("name what was sent", () => {
    expect(readOne({ ...chat, "gen_ai.request.model": 5 })).toMatchObject({
      fault: { pointer: `${AT}/attributes/1/value/intValue` },
    });
    expect(readOne({ "gen_ai.operation.name": "chat" })).toMatchObject({
      fault: { pointer: `${AT}/attributes`, message: "chosen_model is missing." },
    });
    expect(readOne(chat, { traceId: "0000" })).toMatchObject({ fault: { pointer: `${AT}/traceId` } });
    expect(readOne(chat, { spanId: 5 })).toMatchObject({ fault: { pointer: `${AT}/spanId` } });
    expect(readOne(chat, { startTimeUnixNano: "soon" })).toMatchObject({
      fault: { pointer: `${AT}/startTimeUnixNano` },
    });
    expect(readOne(chat, { attributes: {} })).toMatchObject({ fault: { pointer: `${AT}/attributes` } });
    const tokens = any("x", { bytesValue: "AA==" });
    expect(readOne(chat, { attributes: [tokens] })).toEqual({ kind: "other" });
  });

  it("stand for a level that is no list", () => {
    expect(readAll({})).toEqual([]);
    expect(readAll({ resourceSpans: [] })).toEqual([]);
    expect(readAll({ resourceSpans: 5 })).toMatchObject([{ fault: { pointer: "/resourceSpans" } }]);
    expect(readAll({ resourceSpans: [5] })).toMatchObject([{ fault: { pointer: "/resourceSpans/0" } }]);
    expect(readAll({ resourceSpans: [{ scopeSpans: {} }] })).toMatchObject([
      { fault: { pointer: "/resourceSpans/0/scopeSpans" } },
    ]);
    expect(readAll({ resourceSpans: [{ scopeSpans: [{ spans: [null] }] }] })).toMatchObject([
      { fault: { pointer: AT } },
    ]);
    expect(readAll({ hello: 1 })).toMatchObject([{ kind: "fault" }]);
    expect(readAll([])).toMatchObject([{ kind: "fault" }]);
  });
});

const SAMPLES = "../shared/samples";
const present = existsSync(SAMPLES);
if (!present) console.warn(`Skipped: the samples at ${SAMPLES} are not there.`);

describe.skipIf(!present)("samples", () => {
  const sample = (path: string) => {
    const read = parseJson(readFileSync(`${SAMPLES}/${path}`, "utf8"));
    if (read.fault) throw new Error(read.fault.message);
    return readAll(read.value);
  };

  it("of current and deprecated names", () => {
    expect(sample("otel/otlp_chat_span_current.json")).toMatchObject([
      {
        decision: {
          record: {
            decision_id: "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            chosen_model: "gpt-4-0613",
            requested_model: "gpt-4",
            session_id: "conv_5j66UpCpwteGg4YSxUnt7lPY",
            input_tokens: 52,
            output_tokens: 47,
            latency_ms: 1000,
            decided_by: "pinned",
            outcome: { status: "success" },
          },
          unknown_fields: 0,
        },
      },
    ]);
    expect(sample("otel/otlp_chat_span_deprecated.json")).toMatchObject([
      { decision: { record: { chosen_model: "gpt-4-0613", input_tokens: 52, output_tokens: 47 } } },
    ]);
    expect(sample("openrouter/broadcast_webhook_otlp.json")).toMatchObject([
      { decision: { record: { chosen_model: "openai/gpt-4", input_tokens: 100, output_tokens: 50 } } },
    ]);
  });

  it("of a router's decision", () => {
    const [read] = sample("otel/otlp_router_decision_PROPOSED.json");
    expect(read).toMatchObject({
      decision: {
        record: {
          decision_id: "dec-0001",
          router: "prod-auto",
          policy_version: "2026-11-01",
          requested_model: "auto",
          chosen_model: "amazon.nova-pro-v1:0",
          task: "code:debugging",
          tenant: "tenant-7",
          decided_by: "router",
          candidates: [
            { model: "amazon.nova-pro-v1:0", eligible: true, score: 0.81, quality: 0.78, latency_ms: 900 },
            { model: "claude-sonnet-4-5", eligible: true, score: 0.77, quality: 0.86, latency_ms: 1400 },
            { model: "llama3-70b", eligible: false },
          ],
        },
      },
    });
    // The span times the choice alone, and no answer had come yet.
    const record = read?.kind === "decision" ? read.decision.record : null;
    expect([record?.latency_ms, record?.outcome]).toEqual([undefined, undefined]);
  });
});
