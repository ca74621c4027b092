import { describe, expect, it } from "vitest";
import type { JsonValue } from "../json";
import { seeded } from "../testing/mutate";
import { faultOf, itReadsSample, readAll, readAnything, readOne } from "../testing/reading";
import { helicone } from ".";
import { laterAnswered } from "./fallback-list";

const base: { [key: string]: JsonValue } = {
  request_id: "r-1",
  request_created_at: "2026-05-04T01:23:45Z",
  response_created_at: "2026-05-04T01:23:46Z",
  request_path: "/v1/chat/completions",
  request_model: "gpt-4o",
  response_model: "gpt-4o-2024-08-06",
  response_status: 200,
};
const read = (more: { [key: string]: JsonValue } = {}) => readOne(helicone, { ...base, ...more });
const recordOf = (more: { [key: string]: JsonValue }) => {
  const result = read(more);
  return result.kind === "decision" ? result.decision.record : result;
};
const decidedBy = (more: { [key: string]: JsonValue }) => {
  const result = read(more);
  return result.kind === "decision"
    ? [result.decision.record.decided_by, result.decision.decided_because]
    : result;
};

describe("helicone", () => {
  itReadsSample("helicone/request_row.json", (sample) => {
    expect(readOne(helicone, sample)).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "req-001",
          occurred_at: "2026-05-04T01:23:45.000000Z",
          chosen_model: "claude-opus-4-7",
          tenant: "user-123",
          input_tokens: 12,
          output_tokens: 30,
          cost_usd: 0.000945,
          latency_ms: 850,
          outcome: { status: "success" },
          decided_by: "pinned",
        },
        decided_because: "nothing in the record says that a router chose",
        unknown_fields: 0,
      },
    });
  });

  itReadsSample("helicone/helicone_request_schema.json", (sample) => {
    const names = Object.keys(sample as object).filter((name) => name !== "_source");
    expect(names.filter((name) => !helicone.known.has(name))).toEqual([]);
  });

  it("reads every field of the native record that a row can state", () => {
    expect(
      read({
        request_path: "/router/prod/chat/completions",
        request_user_id: "u-1",
        request_body: { messages: [{ role: "user", content: "SECRET" }] },
        response_body: { choices: [{ message: { content: "SECRET" } }] },
        request_properties: { "Helicone-Session-Id": "s-1", Task: "chat", "Policy-Version": "v2" },
        properties: { region: "eu" },
        prompt_tokens: 12,
        completion_tokens: "30",
        costUSD: 0.0009,
        cost: 1,
        delay_ms: 850,
        feedback_rating: true,
        provider: "OPENAI",
      }),
    ).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "r-1",
          occurred_at: "2026-05-04T01:23:45.000000Z",
          chosen_model: "gpt-4o-2024-08-06",
          router: "prod",
          policy_version: "v2",
          decided_by: "pinned",
          task: "chat",
          requested_model: "gpt-4o",
          region: "eu",
          session_id: "s-1",
          tenant: "u-1",
          input_tokens: 12,
          output_tokens: 30,
          cost_usd: 0.0009,
          latency_ms: 850,
          outcome: { status: "success", accepted: true },
        },
        decided_because: "nothing in the record says that a router chose",
        unknown_fields: 0,
      },
    });
  });

  it("falls back to the model that was asked for where none answered, and to the times for the latency", () => {
    expect(recordOf({ response_model: null, model: "", response_status: 429 })).toMatchObject({
      chosen_model: "gpt-4o",
      latency_ms: 1000,
      outcome: { status: "failure" },
    });
    expect(recordOf({ response_status: 499 })).toMatchObject({ outcome: { status: "cancelled" } });
    expect(recordOf({ response_status: -2 })).not.toHaveProperty("outcome");
  });

  it("decides by the cache and by lists of fallbacks", () => {
    const hit = "cache_reference_id names the request that was answered before";
    expect(decidedBy({})).toMatchObject(["pinned", expect.any(String)]);
    expect(decidedBy({ cached: true })).toEqual(["cache", "cached is true"]);
    expect(decidedBy({ cache_reference_id: "6f1c0000-0000-4000-8000-000000000000" })).toEqual(["cache", hit]);
    expect(decidedBy({ cache_reference_id: "00000000-0000-0000-0000-000000000000" })).toMatchObject([
      "pinned",
      expect.any(String),
    ]);
    expect(decidedBy({ cache_enabled: true, cache_reference_id: null })).toMatchObject([
      "pinned",
      expect.any(String),
    ]);
    expect(decidedBy({ request_model: "claude-sonnet-4,gpt-4o", cached: true })).toEqual([
      "fallback",
      "a later model of the requested list answered",
    ]);
    expect(decidedBy({ request_model: "auto" })).toMatchObject(["router", expect.stringContaining("alias")]);
    expect(decidedBy({ properties: { router: "mine" } })).toMatchObject(["pinned", expect.any(String)]);
  });

  it("finds the served model in a list", () => {
    expect(laterAnswered("gpt-4o/openai,gpt-4o/azure", "gpt-4o-2024-08-06")).toBe(false);
    expect(laterAnswered("gpt-4o,gpt-4o-mini", "gpt-4o-mini-2024-07-18")).toBe(true);
    expect(laterAnswered("gpt-4o, claude-sonnet-4/anthropic", "Claude-Sonnet-4-20250514")).toBe(true);
    expect(laterAnswered("openai/gpt-4o,anthropic/claude-sonnet-4", "claude-sonnet-4")).toBe(true);
    expect(laterAnswered("a,b", "c")).toBe(false);
    expect(laterAnswered("gpt-4o", "gpt-4o-mini")).toBe(false);
    expect(laterAnswered(undefined, "c")).toBe(false);
    expect(laterAnswered("a,b", undefined)).toBe(false);
  });

  it("names what is wrong where it stands, and each record of an envelope for itself", () => {
    expect(faultOf(helicone, {})).toBe("/request_id");
    expect(faultOf(helicone, { ...base, request_created_at: "soon" })).toBe("/request_created_at");
    expect(faultOf(helicone, { ...base, response_model: 5 })).toBe("/response_model");
    expect(faultOf(helicone, { ...base, prompt_tokens: -1 })).toBe("/prompt_tokens");
    expect(faultOf(helicone, { ...base, delay_ms: "fast" })).toBe("/delay_ms");
    expect(faultOf(helicone, { ...base, costUSD: [] })).toBe("/costUSD");
    expect(faultOf(helicone, { ...base, request_user_id: {} })).toBe("/request_user_id");
    expect(faultOf(helicone, { ...base, response_status: "ok" })).toBe("/response_status");
    expect(faultOf(helicone, { ...base, feedback_rating: "good" })).toBe("/feedback_rating");
    expect(readAll(helicone, { data: [base, 7], error: null })).toMatchObject([
      { kind: "decision" },
      { kind: "fault", fault: { pointer: "/data/1/request_id" } },
    ]);
  });

  it("takes no prose for a label", () => {
    const properties = { task: "x".repeat(201), region: "a\nb", policy_version: 3, tenant: true };
    expect(recordOf({ properties })).toMatchObject({ policy_version: "3" });
    for (const name of ["task", "region", "tenant"])
      expect(recordOf({ properties })).not.toHaveProperty(name);
  });

  it("never throws", () => readAnything(helicone, base, seeded(2)));
});
