import { describe, expect, it } from "vitest";
import type { JsonValue } from "../json";
import { seeded } from "../testing/mutate";
import { faultOf, itReadsSample, readAll, readAnything, readOne } from "../testing/reading";
import { cloudflare } from ".";

const base: { [key: string]: JsonValue } = {
  id: "01JADMCQQQBWH3NXZ5GCRN98DP",
  created_at: "2026-05-04T01:23:45Z",
  model: "gpt-4o-mini",
  provider: "openai",
  success: true,
  cached: false,
  step: 0,
};
const read = (more: { [key: string]: JsonValue } = {}) => readOne(cloudflare, { ...base, ...more });
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
const PINNED = ["pinned", "nothing in the record says that a router chose"];

describe("cloudflare", () => {
  itReadsSample("gateways/cloudflare_ai_gateway_log_schema.json", (sample) => {
    expect(Object.keys(sample as object).filter((name) => !cloudflare.known.has(name))).toEqual([]);
  });

  it("reads every field of the native record that a log can state", () => {
    expect(
      read({
        request_head: '{"model":"dynamic/support","messages":[{"role":"user","content":"SECRET"}]}',
        request_head_complete: true,
        response_head: "SECRET",
        metadata: '{"userId":42,"session_id":"s-1","task":"chat","policy_version":"v2","region":"eu"}',
        tokens_in: 31,
        tokens_out: 96,
        cost: 0.0009,
        custom_cost: false,
        duration: 812,
        status_code: 200,
        feedback: -1,
        score: 0.25,
        path: "chat/completions",
        model_type: "",
      }),
    ).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "01JADMCQQQBWH3NXZ5GCRN98DP",
          occurred_at: "2026-05-04T01:23:45.000000Z",
          chosen_model: "gpt-4o-mini",
          router: "support",
          policy_version: "v2",
          decided_by: "pinned",
          task: "chat",
          requested_model: "dynamic/support",
          region: "eu",
          session_id: "s-1",
          tenant: "42",
          input_tokens: 31,
          output_tokens: 96,
          cost_usd: 0.0009,
          latency_ms: 812,
          outcome: { status: "success", accepted: false, score: 0.25 },
        },
        decided_because: "nothing in the record says that a router chose",
        unknown_fields: 0,
      },
    });
  });

  it("reads the pages and the single log of the API", () => {
    const page = { success: true, result: [base, { ...base, id: 5 }], result_info: { page: 1 } };
    expect(readAll(cloudflare, page)).toMatchObject([
      { kind: "decision" },
      { kind: "fault", fault: { pointer: "/result/1/id" } },
    ]);
    expect(readAll(cloudflare, { success: true, result: base })).toMatchObject([{ kind: "decision" }]);
    expect(readAll(cloudflare, { success: true, result: [] })).toEqual([]);
  });

  it("reads Logpush's spelling, where a record says which request it was and when", () => {
    const pushed: JsonValue = {
      Cached: true,
      Endpoint: "chat/completions",
      Gateway: "prod",
      Metadata: { type: "encrypted", key: "SECRET", iv: "SECRET", data: "SECRET" },
      Model: "gpt-4o",
      Provider: "openai",
      RateLimited: false,
      RequestBody: { type: "encrypted", key: "SECRET", iv: "SECRET", data: "SECRET" },
      ResponseBody: { type: "encrypted", key: "SECRET", iv: "SECRET", data: "SECRET" },
      StatusCode: 499,
    };
    expect(faultOf(cloudflare, pushed)).toBe("/id");
    expect(readOne(cloudflare, { ...pushed, ID: "x", Datetime: "2026-05-04T01:23:45Z" })).toMatchObject({
      decision: {
        record: { chosen_model: "gpt-4o", decided_by: "cache", outcome: { status: "cancelled" } },
        unknown_fields: 0,
      },
    });
  });

  it("decides by the step, the cache and the dynamic route", () => {
    expect(decidedBy({})).toEqual(PINNED);
    expect(decidedBy({ model: "dynamic/support" })).toEqual(PINNED);
    expect(decidedBy({ request_head: { model: "dynamic/support" } })).toEqual(PINNED);
    expect(decidedBy({ request_head: '{"model":"dynamic/supp' })).toEqual(PINNED);
    expect(decidedBy({ request_head: { model: "dynamic/support" }, cached: true })).toEqual([
      "cache",
      "cached is true",
    ]);
    expect(decidedBy({ step: 1, cached: true })).toEqual(["fallback", "step is a later one than the first"]);
    expect(decidedBy({ step: "2" })).toMatchObject(["fallback", expect.any(String)]);
    expect(decidedBy({ metadata: { requested_model: "auto" } })).toMatchObject([
      "router",
      expect.stringContaining("alias"),
    ]);
    expect(decidedBy({ metadata: { router: "mine" } })).toEqual(PINNED);
  });

  it("tells success, failure and a caller that went away", () => {
    expect(recordOf({ success: false, status_code: 429 })).toMatchObject({ outcome: { status: "failure" } });
    expect(recordOf({ success: false, status_code: 499 })).toMatchObject({
      outcome: { status: "cancelled" },
    });
    expect(recordOf({ success: null, status_code: 200 })).toMatchObject({ outcome: { status: "success" } });
    expect(recordOf({ feedback: 1 })).toMatchObject({ outcome: { accepted: true } });
    expect(recordOf({ feedback: 0 })).toMatchObject({ outcome: { status: "success" } });
  });

  it("names what is wrong where it stands", () => {
    expect(faultOf(cloudflare, {})).toBe("/id");
    expect(faultOf(cloudflare, { ...base, created_at: 5 })).toBe("/created_at");
    expect(faultOf(cloudflare, { ...base, model: {} })).toBe("/model");
    expect(faultOf(cloudflare, { ...base, tokens_in: "many" })).toBe("/tokens_in");
    expect(faultOf(cloudflare, { ...base, cost: -0.1 })).toBe("/cost");
    expect(faultOf(cloudflare, { ...base, duration: [] })).toBe("/duration");
    expect(faultOf(cloudflare, { ...base, success: "yes" })).toBe("/success");
  });

  it("never throws", () => readAnything(cloudflare, base, seeded(4)));
});
