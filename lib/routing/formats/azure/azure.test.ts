import { describe, expect, it } from "vitest";
import type { JsonValue } from "../json";
import { mutated, seeded } from "../testing/mutate";
import { faultOf, itReadsSample, readAll, readAnything, readOne } from "../testing/reading";
import { azure } from ".";

type Members = { [key: string]: JsonValue };
const routed = (details: Members): Members => ({
  model_selection_details: { model_router_details: details },
});
const attempt = (model: string, status: number): JsonValue => ({ model, result: { status } });
const trace = (...attempts: JsonValue[]): Members => ({ routing_trace: [{ latency_ms: 19, attempts }] });

const chat: Members = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1767225600,
  model: "gpt-5-mini-2025-08-07",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "a secret answer" } }],
  usage: { prompt_tokens: 29, completion_tokens: 278, total_tokens: 307 },
  ...routed({ mode: "balanced", ...trace(attempt("gpt-5-mini-2025-08-07", 200)) }),
};
const logged: Members = {
  request_id: "req-1",
  timestamp: "2026-01-01T00:00:00.25Z",
  request: { model: "auto", messages: [{ content: "a secret question" }] },
  response: JSON.stringify({ ...chat, user: "u-7", conversation: { id: "conv-1" } }),
  latency_ms: 812,
  region: "swedencentral",
};

describe("an answer of model router", () => {
  it("gives every field that a log record states", () => {
    const result = readOne(azure, logged);
    expect(result).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "req-1",
          occurred_at: "2026-01-01T00:00:00.250000Z",
          chosen_model: "gpt-5-mini-2025-08-07",
          requested_model: "auto",
          decided_by: "router",
          session_id: "conv-1",
          tenant: "u-7",
          region: "swedencentral",
          input_tokens: 29,
          output_tokens: 278,
          latency_ms: 812,
          outcome: { status: "success" },
        },
        decided_because: "routing_trace describes the routing",
        unknown_fields: 0,
      },
    });
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  it("comes from any of the three interfaces, or as a list", () => {
    expect(readAll(azure, { object: "list", data: [chat, { ...chat, id: "2" }] })).toMatchObject([
      { decision: { record: { decision_id: "chatcmpl-1" }, unknown_fields: 0 } },
      { decision: { record: { decision_id: "2" } } },
    ]);
    const response: Members = {
      id: "resp_1",
      object: "response",
      created_at: 1767225600,
      status: "completed",
      model: "m",
      usage: { input_tokens: 5, output_tokens: 6 },
    };
    expect(readOne(azure, response)).toMatchObject({
      decision: { record: { input_tokens: 5, decided_by: "pinned", outcome: { status: "success" } } },
    });
    const message: Members = { id: "msg_1", type: "message", model: "claude", stop_reason: "end_turn" };
    expect(faultOf(azure, message)).toBe("/created");
    expect(readOne(azure, { time: 1767225600, response: message })).toMatchObject({
      decision: { record: { decision_id: "msg_1", outcome: { status: "success" } } },
    });
  });

  it("says who decided", () => {
    const because = (details: Members) => {
      const result = readOne(azure, { ...chat, ...routed(details) });
      return result.kind === "decision"
        ? [result.decision.record.decided_by, result.decision.decided_because]
        : null;
    };
    const affinity = (decision: string): Members => ({ session_affinity: { mode: "sticky", decision } });
    const fallback = ["fallback", "an attempt at another model failed before"];
    expect(because(trace(attempt("a", 404), attempt("b", 200)))).toEqual(fallback);
    expect(because({ ...affinity("switch"), ...trace(attempt("a", 429), attempt("b", 200)) })).toEqual(
      fallback,
    );
    // The same model again is no other choice.
    expect(because(trace(attempt("a", 429), attempt("a", 200)))?.[0]).toBe("router");
    expect(because({ ...affinity("retain"), ...trace(attempt("a", 200)) })).toEqual([
      "sticky",
      "session affinity retained the model",
    ]);
    expect(because(affinity("switch"))).toEqual(["sticky", "session affinity switched the model"]);
    expect(because({ mode: "quality", ...affinity("initialize") })).toEqual([
      "router",
      "model_router_details describes the routing",
    ]);
    expect(because({})?.[0]).toBe("pinned");
    expect(readOne(azure, { ...logged, response: { ...chat, ...routed({}) } })).toMatchObject({
      decision: { record: { decided_by: "router", requested_model: "auto" } },
    });
  });

  it("says how the call ended", () => {
    const status = (more: Members) => {
      const result = readOne(azure, { ...chat, ...more });
      return result.kind === "decision" ? result.decision.record.outcome?.status : "fault";
    };
    expect(status({ error: { code: "content_filter" } })).toBe("failure");
    expect(status({ status: "failed" })).toBe("failure");
    expect(status({ status: "cancelled" })).toBe("cancelled");
    expect(status({ status: "incomplete" })).toBeUndefined();
    expect(status(routed(trace(attempt("a", 500))))).toBe("failure");
    expect(status({ choices: [], ...routed({}) })).toBeUndefined();
  });

  it("names faults where they were sent", () => {
    expect(faultOf(azure, { ...chat, model: null })).toBe("/model");
    expect(faultOf(azure, { ...chat, usage: { prompt_tokens: "5" } })).toBe("/usage/prompt_tokens");
    expect(faultOf(azure, { ...chat, created: "soon" })).toBe("/created");
    expect(faultOf(azure, { ...logged, latency_ms: -1 })).toBe("/latency_ms");
    expect(faultOf(azure, { ...logged, response: '{"model":5}' })).toBe("/response");
    expect(faultOf(azure, [])).toBe("/id");
  });

  it("never throws", () => {
    const random = seeded(12);
    readAnything(azure, logged, random);
    for (let times = 0; times < 1500; times += 1) {
      readAll(azure, mutated(chat, random));
      readAll(azure, mutated({ ...logged, response: chat }, random));
    }
  });
});

describe("samples", () => {
  const named = (sample: JsonValue): Members => ({ ...(sample as Members), id: "1", created: 1767225600 });

  itReadsSample("azure/model_router_fallback.json", (sample) => {
    // The documented fragment leaves out what every answer has: its identifier and time.
    expect(faultOf(azure, sample)).toBe("/id");
    expect(readOne(azure, named(sample))).toMatchObject({
      decision: { record: { chosen_model: "example-model-b", decided_by: "fallback" }, unknown_fields: 0 },
    });
  });

  itReadsSample("azure/model_router_affinity_switch.json", (sample) => {
    expect(faultOf(azure, sample)).toBe("/id");
    expect(readOne(azure, named(sample))).toMatchObject({
      decision: { record: { chosen_model: "example-model-b", decided_by: "fallback" } },
    });
  });
});
