import { describe, expect, it } from "vitest";
import type { JsonValue } from "../json";
import { seeded } from "../testing/mutate";
import { faultOf, itReadsSample, readAll, readAnything, readOne } from "../testing/reading";
import { langfuse } from ".";

const base: { [key: string]: JsonValue } = {
  id: "o-1",
  traceId: "t-1",
  type: "GENERATION",
  startTime: "2026-06-06T14:40:28.562Z",
  endTime: "2026-06-06T14:40:33.356Z",
  model: "gpt-4o",
  level: "DEFAULT",
};
const read = (more: { [key: string]: JsonValue } = {}) => readOne(langfuse, { ...base, ...more });
const recordOf = (more: { [key: string]: JsonValue }) => {
  const result = read(more);
  return result.kind === "decision" ? result.decision.record : result;
};
const decidedBy = (metadata: JsonValue) => {
  const result = read({ metadata });
  return result.kind === "decision"
    ? [result.decision.record.decided_by, result.decision.decided_because]
    : result;
};

describe("langfuse", () => {
  itReadsSample("langfuse/observation_generation.json", (sample) => {
    expect(readOne(langfuse, sample)).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "5cb389a3bdd21a6e",
          occurred_at: "2025-06-06T14:40:28.562000Z",
          chosen_model: "gpt-4o",
          session_id: "25f4bdeebaab60e6e1bee7e8469554bc",
          input_tokens: 31,
          output_tokens: 96,
          cost_usd: 0.0010375,
          latency_ms: 4794,
          outcome: { status: "success" },
          decided_by: "pinned",
        },
        decided_because: "nothing in the record says that a router chose",
        unknown_fields: 1,
      },
    });
  });

  it("reads every field of the native record", () => {
    expect(
      read({
        providedModelName: "ignored",
        sessionId: "s-1",
        userId: "u-1",
        usageDetails: {
          input: 30,
          input_cached_tokens: "12",
          output: 5,
          output_reasoning_tokens: 4,
          total: 51,
        },
        totalCost: "0.0021",
        input: [{ role: "user", content: "SECRET" }],
        output: "SECRET",
        metadata: {
          region: "eu-west-1",
          attributes: {
            "gen_ai.request.model": "auto",
            "com.example.router.name": "prod-auto",
            "com.example.router.policy.version": "2026-06-01",
            "com.example.router.task.category": "code",
            "com.example.router.candidates":
              '[{"model":"gpt-4o","eligible":true,"score":0.8,"predicted_quality":0.7,"expected_cost_usd":0.002,"predicted_latency_ms":900,"probability":0.6},{"model":"m2"}]',
            "com.example.router.selected.model": "gpt-4o",
          },
        },
      }),
    ).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "o-1",
          occurred_at: "2026-06-06T14:40:28.562000Z",
          chosen_model: "gpt-4o",
          router: "prod-auto",
          policy_version: "2026-06-01",
          decided_by: "router",
          task: "code",
          requested_model: "auto",
          region: "eu-west-1",
          session_id: "s-1",
          tenant: "u-1",
          candidates: [
            {
              model: "gpt-4o",
              eligible: true,
              quality: 0.7,
              cost_usd: 0.002,
              latency_ms: 900,
              score: 0.8,
              probability: 0.6,
            },
            { model: "m2" },
          ],
          input_tokens: 42,
          output_tokens: 9,
          cost_usd: 0.0021,
          latency_ms: 4794,
          outcome: { status: "success" },
        },
        decided_because: "routing attributes name the selected model",
        unknown_fields: 0,
      },
    });
  });

  it("reads the blob export's spelling, with text for numbers and local times in UTC", () => {
    const row: JsonValue = {
      id: "o-2",
      trace_id: "t-2",
      type: "GENERATION",
      start_time: "2026-05-29 13:46:19.963000",
      end_time: "2026-05-29 13:46:20.213000",
      provided_model_name: "claude-sonnet-4",
      session_id: "",
      user_id: "u-2",
      level: "ERROR",
      usage_details: { input: "10", output: "0" },
      cost_details: '{"input":"0.001","output":0.002}',
      model_parameters: "{}",
      metadata: { task: "chat" },
    };
    expect(readOne(langfuse, row)).toMatchObject({
      decision: {
        record: {
          occurred_at: "2026-05-29T13:46:19.963000Z",
          chosen_model: "claude-sonnet-4",
          session_id: "t-2",
          tenant: "u-2",
          task: "chat",
          input_tokens: 10,
          output_tokens: 0,
          cost_usd: 0.003,
          latency_ms: 250,
          outcome: { status: "failure" },
        },
        unknown_fields: 0,
      },
    });
  });

  it("reads the first API's usage, and latency in seconds where there is no end", () => {
    const usage = { input: 3, output: 4, total: 7, unit: "TOKENS", totalCost: 0.5 };
    expect(recordOf({ usage, endTime: null, latency: 1.5 })).toMatchObject({
      input_tokens: 3,
      output_tokens: 4,
      cost_usd: 0.5,
      latency_ms: 1500,
    });
    expect(recordOf({ usage: { ...usage, unit: "CHARACTERS" } })).not.toHaveProperty("input_tokens");
    expect(recordOf({ promptTokens: 8, completionTokens: 9, calculatedTotalCost: 0.25 })).toMatchObject({
      input_tokens: 8,
      output_tokens: 9,
      cost_usd: 0.25,
    });
    expect(recordOf({ endTime: null })).not.toHaveProperty("outcome");
  });

  it("reads an envelope and leaves observations that are no generations uncounted", () => {
    const data = [base, { ...base, id: "o-3", type: "SPAN" }, { ...base, id: "o-4", model: null }];
    expect(readAll(langfuse, { data, meta: { cursor: "x" } })).toMatchObject([
      { kind: "decision" },
      { kind: "other" },
      { kind: "fault", fault: { pointer: "/data/2/model" } },
    ]);
    expect(readAll(langfuse, { data: [] })).toEqual([]);
  });

  it("decides by what a gateway or a router left in the metadata", () => {
    expect(decidedBy({})).toEqual(["pinned", "nothing in the record says that a router chose"]);
    expect(decidedBy({ router: "mine" })).toMatchObject(["pinned", expect.any(String)]);
    expect(decidedBy({ cache_hit: "True" })).toEqual(["cache", "cache_hit is true"]);
    expect(decidedBy({ attempted_fallbacks: 1 })).toMatchObject(["fallback", expect.any(String)]);
    expect(decidedBy({ routing_decision: { cause: "session_affinity_pin" } })).toMatchObject([
      "sticky",
      expect.any(String),
    ]);
    expect(decidedBy('{"routing_decision":{"routed_model":"gpt-4o","router_model_name":"r"}}')).toEqual([
      "router",
      "routing_decision names the router",
    ]);
    expect(decidedBy({ router_metadata: { tier: "T" } })).toMatchObject(["router", expect.any(String)]);
    expect(decidedBy({ "gen_ai.router.name": "r", "gen_ai.router.fallback": true })).toMatchObject([
      "fallback",
      expect.any(String),
    ]);
    expect(decidedBy({ requested_model: "auto" })).toMatchObject([
      "router",
      expect.stringContaining("alias"),
    ]);
  });

  it("takes the routed model where the observation names the router in its place", () => {
    const metadata = { routing_decision: { router_model_name: "smart", routed_model: "m2", tier: "SIMPLE" } };
    expect(recordOf({ model: "smart", metadata })).toMatchObject({
      chosen_model: "m2",
      requested_model: "smart",
      router: "smart",
      task: "SIMPLE",
    });
    expect(recordOf({ model: "m3", metadata })).toMatchObject({ chosen_model: "m3" });
  });

  it("names what is wrong where it stands", () => {
    expect(faultOf(langfuse, { ...base, type: 5 })).toBe("/type");
    expect(faultOf(langfuse, {})).toBe("/type");
    expect(faultOf(langfuse, [])).toBe("/type");
    expect(faultOf(langfuse, { ...base, id: null })).toBe("/id");
    expect(faultOf(langfuse, { ...base, id: "x".repeat(129) })).toBe("/id");
    expect(faultOf(langfuse, { ...base, startTime: "soon" })).toBe("/startTime");
    expect(faultOf(langfuse, { ...base, model: ["m"] })).toBe("/model");
    expect(faultOf(langfuse, { ...base, userId: 7 })).toBe("/userId");
    expect(faultOf(langfuse, { ...base, usageDetails: { input: "many" } })).toBe("/usageDetails/input");
    expect(faultOf(langfuse, { ...base, usageDetails: '{"input":1.5}' })).toBe("/usageDetails");
    expect(faultOf(langfuse, { ...base, totalCost: -1 })).toBe("/totalCost");
    expect(faultOf(langfuse, { ...base, total_cost: "free" })).toBe("/total_cost");
  });

  it("never throws", () => readAnything(langfuse, base, seeded(1)));
});
