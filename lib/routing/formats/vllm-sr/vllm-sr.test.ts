import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "../json";
import { mutated, seeded } from "../testing/mutate";
import { faultOf, itReadsSample, readAll, readAnything, readOne } from "../testing/reading";
import { vllmSr } from ".";

type Members = { [key: string]: JsonValue };
const base: Members = {
  id: "replay-9",
  timestamp: "2026-03-17T10:06:00.5Z",
  decision: "math_decision",
  original_model: "auto",
  selected_model: "model-a",
  decision_tier: 1,
};
const full: Members = {
  ...base,
  request_id: "req-9",
  session_id: "s1",
  recipe: "mom",
  category: "math",
  selection_method: "knn",
  prompt: "a secret prompt",
  request_body: "a secret body",
  prompt_tokens: 120,
  completion_tokens: 80,
  actual_cost: 0.0004,
  currency: "USD",
  duration_ms: 812,
  response_status: 200,
  lifecycle_state: "completed",
  outcomes: [
    { target: "model", verdict: "bad", score: 0.1 },
    { target: "model", verdict: "good", score: 0.9 },
    { target: "decision", verdict: "bad" },
  ],
  learning: {
    adaptation: {
      scores: { "model-a": { score: 0.7, predicted_quality: 0.8 }, "model-b": { score: 0.6 } },
    },
    protection: { candidate_models: ["model-a", "model-c"], final_scores: { "model-a": 9, "model-c": 8 } },
  },
  route_diagnostics: {
    selection_trace: {
      stages: [
        {
          factor: "latency",
          candidates: [{ candidate: { model: "model-a" }, value: 0.5 }, { candidate: { model: "model-b" } }],
        },
        { factor: "cost", candidates: [{ candidate: { model: "model-b" }, value: 0.002 }] },
        { factor: "quality", candidates: [{ candidate: { model: "model-d" }, value: 7 }] },
      ],
    },
  },
};
const read = (more: Members) => readOne(vllmSr, { ...base, ...more });
const because = (more: Members) => {
  const result = read(more);
  return result.kind === "decision"
    ? [result.decision.record.decided_by, result.decision.decided_because]
    : null;
};

describe("a replay record", () => {
  it("gives every field that it states", () => {
    const result = readOne(vllmSr, full);
    expect(result).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "replay-9",
          occurred_at: "2026-03-17T10:06:00.500000Z",
          chosen_model: "model-a",
          requested_model: "auto",
          router: "mom",
          decided_by: "router",
          task: "math",
          session_id: "s1",
          input_tokens: 120,
          output_tokens: 80,
          cost_usd: 0.0004,
          latency_ms: 812,
          candidates: [
            { model: "model-a", score: 0.7, quality: 0.8, latency_ms: 500 },
            { model: "model-b", score: 0.6, cost_usd: 0.002 },
            { model: "model-c", score: 8 },
            { model: "model-d" },
          ],
          outcome: { status: "success", accepted: true, score: 0.9 },
        },
        decided_because: "the record names the decision that matched",
        unknown_fields: 0,
      },
    });
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  it("comes in a list, alone, or alone in an envelope", () => {
    const list = { object: "router_replay.list", count: 2, data: [base, { ...base, id: "2" }] };
    expect(readAll(vllmSr, list)).toMatchObject([{ kind: "decision" }, { kind: "decision" }]);
    expect(readAll(vllmSr, { object: "router_replay", data: base })).toMatchObject([{ kind: "decision" }]);
    expect(readAll(vllmSr, { object: "router_replay.list", data: [] })).toEqual([]);
  });

  it("says who decided", () => {
    const kept = ["sticky", "the learning's protection kept the session's model"];
    const protection = (more: Members): Members => ({ learning: { protection: more } });
    expect(because({ selection_method: "fallback", from_cache: true })).toEqual([
      "fallback",
      "selection_method names a fallback",
    ]);
    expect(
      because({ ...protection({ action: "hold_current", proposal_model: "b" }), from_cache: true }),
    ).toEqual(kept);
    expect(because(protection({ action: "hard_lock", proposal_model: "model-a" }))).toEqual(kept);
    expect(because({ route_diagnostics: { session_action: "stay" } })).toEqual(kept);
    expect(because(protection({ action: "stay", proposal_model: "model-a" }))?.[0]).toBe("router");
    expect(because(protection({ action: "stay", mode: "observe" }))?.[0]).toBe("router");
    expect(because(protection({ action: "switch" }))?.[0]).toBe("router");
    expect(because({ from_cache: true })).toEqual(["cache", "from_cache is true"]);
    expect(because({ decision: "", selection_method: "static" })).toEqual([
      "router",
      "the record names the selection method",
    ]);
    expect(because({ decision: null, original_model: "model-a" })?.[0]).toBe("pinned");
    expect(because({ decision: null })?.[0]).toBe("router");
  });

  it("says how the call ended", () => {
    const status = (more: Members) => {
      const result = read(more);
      return result.kind === "decision" ? result.decision.record.outcome?.status : "fault";
    };
    expect(status({ lifecycle_state: "completed" })).toBe("success");
    expect(status({ lifecycle_state: "completed", response_status: 500 })).toBe("failure");
    expect(status({ lifecycle_state: "aborted", response_status: 200 })).toBe("cancelled");
    expect(status({ lifecycle_state: "failed", response_status: 200 })).toBe("failure");
    expect(status({ lifecycle_state: "in_progress", response_status: 200 })).toBeUndefined();
    expect(status({ response_status: 200 })).toBe("success");
    expect(status({ response_status: 0 })).toBeUndefined();
    expect(status({})).toBeUndefined();
  });

  it("leaves out a cost in another currency", () => {
    expect(read({ actual_cost: 3, currency: "EUR" })).not.toHaveProperty("decision.record.cost_usd");
    expect(read({ actual_cost: 3 })).toHaveProperty("decision.record.cost_usd", 3);
  });
});

describe("a log line", () => {
  const line: Members = {
    level: "info",
    ts: "2026-03-17T10:06:00.500",
    msg: "routing_decision",
    event: "routing_decision",
    reason_code: "auto_routing",
    request_id: "req-1",
    original_model: "auto",
    selected_model: "model-a",
    decision: "math_decision",
    routing_latency_ms: 12,
  };
  it("is a decision where it logs one", () => {
    expect(readOne(vllmSr, line)).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "req-1",
          occurred_at: "2026-03-17T10:06:00.500000Z",
          chosen_model: "model-a",
          requested_model: "auto",
          task: "math_decision",
          decided_by: "router",
        },
        decided_because: "a routing_decision event was logged",
        unknown_fields: 0,
      },
    });
    expect(readOne(vllmSr, { ...line, event: "llm_usage" })).toEqual({ kind: "other" });
  });

  it("says by its reason who decided", () => {
    const by = (reason_code: string) => {
      const result = readOne(vllmSr, { ...line, reason_code });
      return result.kind === "decision" ? result.decision.record.decided_by : null;
    };
    expect(by("entrypoint_routing")).toBe("router");
    expect(by("model_specified")).toBe("pinned");
    expect(by("cache_hit")).toBe("cache");
    expect(by("model_fallback")).toBe("fallback");
  });
});

describe("faults", () => {
  it("name the member that was sent", () => {
    expect(faultOf(vllmSr, { ...base, selected_model: "" })).toBe("/selected_model");
    expect(faultOf(vllmSr, { ...base, timestamp: "soon" })).toBe("/timestamp");
    expect(faultOf(vllmSr, { ...base, id: 5 })).toBe("/id");
    expect(faultOf(vllmSr, { ...base, prompt_tokens: 1.5 })).toBe("/prompt_tokens");
    expect(faultOf(vllmSr, { ...base, response_status: "ok" })).toBe("/response_status");
    expect(
      faultOf(vllmSr, { ...base, learning: { adaptation: { scores: { "a/b": { predicted_quality: 2 } } } } }),
    ).toBe("/learning/adaptation/scores/a~1b/predicted_quality");
    expect(faultOf(vllmSr, {})).toBe("/id");
    expect(faultOf(vllmSr, [])).toBe("/id");
    expect(faultOf(vllmSr, "text")).toBe("/id");
  });

  it("are all that odd values bring about", () => {
    const random = seeded(11);
    readAnything(vllmSr, full, random);
    for (let times = 0; times < 1500; times += 1) readAll(vllmSr, mutated(full, random));
  });
});

describe("samples", () => {
  itReadsSample("vllm-sr/router_replay_list.json", (sample) => {
    expect(readAll(vllmSr, sample)).toMatchObject([
      {
        decision: {
          record: {
            decision_id: "replay-1",
            task: "business-route",
            cost_usd: 0.002,
            input_tokens: 1000,
            decided_by: "router",
            outcome: { status: "success" },
          },
          unknown_fields: 0,
        },
      },
      { decision: { record: { decided_by: "cache" }, unknown_fields: 0 } },
    ]);
  });

  itReadsSample("vllm-sr/router_replay_record_with_scores_ASSEMBLED.json", (sample) => {
    expect(readAll(vllmSr, sample)).toMatchObject([
      {
        decision: {
          record: {
            router: "mom-v1",
            task: "math",
            candidates: [
              { model: "model-a", score: 0.71, quality: 0.8 },
              { model: "model-b", score: 0.66, quality: 0.82 },
            ],
            outcome: { status: "success", accepted: true, score: 1 },
            latency_ms: 812,
          },
          unknown_fields: 0,
        },
      },
    ]);
  });

  const log = "../shared/samples/vllm-sr/log_events.jsonl";
  it.skipIf(!existsSync(log))("logs without the logger's time are refused at it", () => {
    const lines = readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as JsonValue);
    expect(faultOf(vllmSr, lines[0] ?? null)).toBe("/ts");
    expect(readOne(vllmSr, { ...(lines[0] as Members), ts: "2026-03-17T10:06:00.500" })).toMatchObject({
      decision: { record: { chosen_model: "model-a", decided_by: "router" }, unknown_fields: 0 },
    });
    expect(readOne(vllmSr, lines[1] ?? null)).toEqual({ kind: "other" });
  });
  if (!existsSync(log)) console.warn(`Skipped: there is no ${log}.`);
});
