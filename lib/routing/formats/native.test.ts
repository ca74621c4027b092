import { describe, expect, it } from "vitest";
import type { JsonValue } from "./json";
import { readNative } from "./native";

const NOW = Date.UTC(2026, 10, 21);
const base = { decision_id: "d", occurred_at: "2026-01-01T00:00:00Z", chosen_model: "m" };
const read = (more: Record<string, JsonValue>) => readNative({ ...base, ...more }, NOW);
const faultOf = (more: Record<string, JsonValue>) => read(more).fault?.pointer;

describe("readNative", () => {
  it("takes a full record", () => {
    const record: Record<string, JsonValue> = {
      ...base,
      router: "main",
      policy_version: "v2",
      arm: "owner_blind",
      decided_by: "sticky",
      task: "chat",
      requested_model: "auto",
      region: "eu",
      session_id: "s",
      tenant: "t",
      candidates: [
        { model: "m", eligible: false, quality: 1, cost_usd: 0, latency_ms: 0.5, score: -3, probability: 0 },
        { model: "n" },
      ],
      input_tokens: 0,
      output_tokens: 9007199254740991,
      cost_usd: 1e-9,
      latency_ms: 3,
      outcome: { status: "cancelled", accepted: false, score: -1 },
    };
    expect(readNative(record, NOW)).toEqual({
      record: { ...record, occurred_at: "2026-01-01T00:00:00.000000Z" },
      unknown_fields: 0,
      fault: null,
    });
  });

  it("takes null as absent and counts unknown fields at every level", () => {
    const result = read({
      router: null,
      candidates: [{ model: "a", extra: 1 }],
      outcome: { status: "success", why: "x" },
      prompt: "secret",
      more: null,
    });
    expect(result).toMatchObject({ fault: null, unknown_fields: 4 });
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  it("names the first fault of a record by pointer", () => {
    expect(readNative({ occurred_at: "x" }, NOW).fault).toEqual({
      pointer: "/decision_id",
      message: "decision_id is missing.",
    });
    expect(readNative({ decision_id: "d", chosen_model: "m" }, NOW).fault?.pointer).toBe("/occurred_at");
    expect(readNative({ decision_id: "d", occurred_at: base.occurred_at }, NOW).fault?.pointer).toBe(
      "/chosen_model",
    );
    for (const value of [5, "text", null, [base], true])
      expect(readNative(value as JsonValue, NOW).fault?.pointer).toBe("");
    expect(faultOf({ decision_id: "" })).toBe("/decision_id");
    expect(faultOf({ decision_id: "x".repeat(129) })).toBe("/decision_id");
    expect(faultOf({ decision_id: "🙂".repeat(128) })).toBeUndefined();
    expect(faultOf({ decision_id: 7 })).toBe("/decision_id");
    expect(faultOf({ chosen_model: "" })).toBe("/chosen_model");
    expect(faultOf({ arm: "blind" })).toBe("/arm");
    expect(faultOf({ decided_by: "" })).toBe("/decided_by");
    expect(faultOf({ task: 5 })).toBe("/task");
    expect(faultOf({ input_tokens: -1 })).toBe("/input_tokens");
    expect(faultOf({ input_tokens: 1.5 })).toBe("/input_tokens");
    expect(faultOf({ output_tokens: 2 ** 53 })).toBe("/output_tokens");
    expect(faultOf({ output_tokens: "5" })).toBe("/output_tokens");
    expect(faultOf({ cost_usd: -0.01 })).toBe("/cost_usd");
    expect(faultOf({ latency_ms: true })).toBe("/latency_ms");
    expect(faultOf({ outcome: {} })).toBe("/outcome/status");
    expect(faultOf({ outcome: { status: "ok" } })).toBe("/outcome/status");
    expect(faultOf({ outcome: { status: "success", accepted: 1 } })).toBe("/outcome/accepted");
    expect(faultOf({ candidates: {} })).toBe("/candidates");
    expect(faultOf({ candidates: [{ model: "a" }, { quality: 1 }] })).toBe("/candidates/1/model");
    expect(faultOf({ candidates: [{ model: "a", quality: 1.01 }] })).toBe("/candidates/0/quality");
    expect(faultOf({ candidates: [{ model: "a", probability: -0.1 }] })).toBe("/candidates/0/probability");
    expect(faultOf({ candidates: Array.from({ length: 65 }, () => ({ model: "a" })) })).toBe("/candidates");
    expect(faultOf({ candidates: Array.from({ length: 64 }, () => ({ model: "a" })) })).toBeUndefined();
  });

  it("keeps times between 2015 and 24 hours ahead", () => {
    expect(faultOf({ occurred_at: "2015-01-01T00:00:00Z" })).toBeUndefined();
    expect(faultOf({ occurred_at: "2014-12-31T23:59:59.999Z" })).toBe("/occurred_at");
    expect(faultOf({ occurred_at: "2026-11-22T00:00:00Z" })).toBeUndefined();
    expect(faultOf({ occurred_at: "2026-11-22T00:00:00.000001Z" })).toBe("/occurred_at");
    expect(faultOf({ occurred_at: "2026-11-22T01:00:00+02:00" })).toBeUndefined();
  });

  it("stands values whose length is an object", () => {
    const long = JSON.parse('{"length":{"valueOf":1,"toString":1}}') as JsonValue;
    expect(faultOf({ chosen_model: long })).toBe("/chosen_model");
    expect(faultOf({ candidates: long })).toBe("/candidates");
    expect(faultOf({ candidates: [{ model: long }] })).toBe("/candidates/0/model");
  });
});
