import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Field, readGateway } from "../gateway";
import { type JsonValue, parseJson } from "../json";
import { mutated, seeded } from "../testing/mutate";
import { readAll, readAnything, withoutUndefined } from "../testing/reading";
import { openrouter } from ".";
import { endpoint, generation, type Members, metadata } from "./fixture";

const NOW = Date.UTC(2026, 10, 21);
const read = (value: JsonValue) =>
  withoutUndefined(readGateway(openrouter, new Field(value), { now_ms: NOW, isAlias: () => false }));
const samples = join(import.meta.dirname, "../../../../../shared/samples/openrouter");
if (!existsSync(samples)) console.warn(`skipped: OpenRouter's records are not at ${samples}`);

const record = (own: Members) => {
  const result = read(generation(own));
  return result.kind === "decision" ? result.decision.record : result;
};
describe("a generation", () => {
  it("becomes a native record, field by field", () => {
    const available = [
      endpoint("openai/gpt-5", "OpenAI"),
      endpoint("openai/gpt-5", "Azure", true),
      endpoint("anthropic/claude-sonnet-5", "Anthropic"),
    ];
    const own = {
      ...metadata({ requested: "openrouter/auto", strategy: "auto", endpoints: { total: 3, available } }),
      router: "openrouter/auto",
      data_region: "europe",
      session_id: "session-1",
      external_user: "customer-7",
      native_tokens_prompt: 100,
      tokens_prompt: 90,
      native_tokens_completion: 50,
      tokens_completion: 45,
      total_cost: 0.0015,
      usage: 0.0015,
      latency: 1250,
      generation_time: 1200,
      invented: 1,
    };
    expect(read(generation(own))).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "gen-1",
          occurred_at: "2026-03-04T05:06:07.500000Z",
          chosen_model: "openai/gpt-5",
          router: "openrouter/auto",
          decided_by: "router",
          requested_model: "openrouter/auto",
          region: "europe",
          session_id: "session-1",
          tenant: "customer-7",
          candidates: [{ model: "openai/gpt-5" }, { model: "anthropic/claude-sonnet-5" }],
          input_tokens: 100,
          output_tokens: 50,
          cost_usd: 0.0015,
          latency_ms: 1250,
          outcome: { status: "success" },
        },
        decided_because: "router names OpenRouter's router",
        unknown_fields: 1,
      },
    });
  });

  it("is also read from an answer", () => {
    const usage = { prompt_tokens: 7, completion_tokens: 3, cost: 0.01 };
    const result = read({
      id: "gen-2",
      object: "chat.completion",
      created: 1767225600,
      model: "openai/gpt-5",
      choices: [{ finish_reason: "stop", message: { content: "secret" } }],
      usage,
      ...metadata({ generation_time: 2016 }),
    });
    expect(result).toMatchObject({
      decision: {
        record: {
          occurred_at: "2026-01-01T00:00:00.000000Z",
          requested_model: "openai/gpt-5",
          region: "iad",
          input_tokens: 7,
          output_tokens: 3,
          cost_usd: 0.01,
          latency_ms: 2016,
          outcome: { status: "success" },
        },
        unknown_fields: 0,
      },
    });
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  it("names the selected endpoint's model where the answer carries the router's name", () => {
    const endpoints = { available: [endpoint("a/b", "A"), endpoint("c/d", "C", true)] };
    const routed = { model: "openrouter/auto", ...metadata({ requested: "openrouter/auto", endpoints }) };
    expect(record(routed)).toMatchObject({ chosen_model: "c/d", router: "openrouter/auto" });
    expect(record({ model: "openrouter/auto" })).toMatchObject({ chosen_model: "openrouter/auto" });
  });

  it("takes hosts of one model for no choice of models", () => {
    const endpoints = { available: [endpoint("a/b", "A"), endpoint("a/b", "B", true)] };
    expect(record(metadata({ endpoints }))).not.toHaveProperty("candidates");
  });

  it("adds the provider's bill where the customer's own key paid", () => {
    const cost = { total_cost: 0.001, upstream_inference_cost: 0.02 };
    expect(record({ ...cost, is_byok: true })).toMatchObject({ cost_usd: 0.021 });
    expect(record({ ...cost, is_byok: false })).toMatchObject({ cost_usd: 0.001 });
    expect(record({ upstream_inference_cost: 0.02, is_byok: true })).toMatchObject({ cost_usd: 0.02 });
    expect(record({ usage: 0.003 })).toMatchObject({ cost_usd: 0.003 });
  });

  it("tells how it ended", () => {
    const status = (own: Members) => {
      const read = record(own);
      return "outcome" in read ? read.outcome?.status : undefined;
    };
    expect(status({ cancelled: true })).toBe("cancelled");
    expect(status({ finish_reason: "error" })).toBe("failure");
    expect(status({ error: { code: 502 } })).toBe("failure");
    expect(status({ finish_reason: null, ...metadata() })).toBe("success");
    expect(status({ finish_reason: null, provider_responses: [{ status: 503 }] })).toBe("failure");
    expect(status({ finish_reason: null })).toBeUndefined();
  });
});

describe("what is wrong", () => {
  it("is named where it stands", () => {
    const pointer = (own: Members) => {
      const result = read(generation(own));
      return result.kind === "fault" ? result.fault.pointer : result;
    };
    expect(pointer({ id: null })).toBe("/id");
    expect(pointer({ created_at: null })).toBe("/created_at");
    expect(pointer({ created_at: "soon" })).toBe("/created_at");
    expect(pointer({ model: null })).toBe("/model");
    expect(pointer({ router: 5 })).toBe("/router");
    expect(pointer({ total_cost: "0.1" })).toBe("/total_cost");
    expect(pointer({ native_tokens_prompt: 1.5 })).toBe("/native_tokens_prompt");
    expect(pointer({ usage: { cost: -1 } })).toBe("/usage/cost");
    expect(pointer({ external_user: {} })).toBe("/external_user");
    expect(pointer(metadata({ requested: 7 }))).toBe("/openrouter_metadata/requested");
    expect(pointer(metadata({ endpoints: { available: [endpoint("a/b", "A"), { provider: "B" }] } }))).toBe(
      "/openrouter_metadata/endpoints/available/1/model",
    );
    expect(read({ data: generation({ id: 5 }) })).toMatchObject({ fault: { pointer: "/data/id" } });
    expect(read(null)).toMatchObject({ kind: "fault" });
  });

  it("never throws", () => {
    const random = seeded(20261121);
    const endpoints = { available: [endpoint("a/b", "A"), endpoint("c/d", "C", true)] };
    const own = { provider_responses: [{ status: 200 }], usage: {}, choices: [{}], error: null };
    const records = [generation({ ...own, ...metadata({ endpoints }) }), { data: generation() }];
    for (const valid of records) readAnything(openrouter, valid, random);
    for (const valid of records)
      for (let times = 0; times < 1500; times += 1) readAll(openrouter, mutated(valid, random));
  });
});

describe.runIf(existsSync(samples))("OpenRouter's own records", () => {
  const load = (name: string) => parseJson(readFileSync(join(samples, name), "utf8")).value as Members;
  const auto = {
    record: {
      decision_id: "gen-3bhGkxlo4XFrqiabUM7NDtwDzWwG",
      occurred_at: "2024-07-15T23:33:19.433273Z",
      chosen_model: "sao10k/l3-stheno-8b",
      router: "openrouter/auto",
      decided_by: "router",
      requested_model: "openrouter/auto",
      region: "global",
      tenant: "user-123",
      input_tokens: 10,
      output_tokens: 25,
      cost_usd: 0.0015,
      latency_ms: 1250,
      outcome: { status: "success" },
    },
    decided_because: "router names OpenRouter's router",
    unknown_fields: 0,
  };

  it("are read with and without their wrapper, alone and many at once", () => {
    const wrapped = load("generation.json");
    expect(read(wrapped)).toEqual({ kind: "decision", decision: auto });
    expect(read(wrapped.data as JsonValue)).toEqual({ kind: "decision", decision: auto });
    expect(openrouter.envelope?.(new Field(wrapped))).toMatchObject([{ pointer: "/data" }]);
    expect(openrouter.envelope?.(new Field({ data: [1, 2] }))).toMatchObject([
      { pointer: "/data/0" },
      { pointer: "/data/1" },
    ]);
    const beside = { ...wrapped, ...metadata({ attempts: [{ model: "a" }, { model: "b" }] }) };
    expect(openrouter.envelope?.(new Field(beside))).toBeNull();
    expect(read(beside)).toMatchObject({ decision: { record: { decided_by: "fallback" } } });
    expect(openrouter.envelope?.(new Field(generation()))).toBeNull();
  });

  it("are answers once they carry a time", () => {
    const answer = load("response_with_openrouter_metadata.json");
    expect(read(answer)).toMatchObject({ fault: { pointer: "/created_at" } });
    expect(read({ ...answer, created: 1767225600 })).toMatchObject({
      decision: {
        record: {
          requested_model: "openai/gpt-4o-mini",
          decided_by: "pinned",
          outcome: { status: "success" },
        },
        unknown_fields: 0,
      },
    });
  });

  it("that are errors or something else are faults that say so", () => {
    expect(read(load("error_404_openrouter_metadata.json"))).toEqual({
      kind: "fault",
      fault: {
        pointer: "/error",
        message: "This is an error (404), not a generation: no model was chosen.",
      },
    });
    expect(read(load("task_classifications_response.json"))).toMatchObject({
      fault: { pointer: "/data/id" },
    });
  });
});
