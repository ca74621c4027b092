import { describe, expect, it } from "vitest";
import type { JsonValue } from "../json";
import { seeded } from "../testing/mutate";
import { faultOf, itReadsSample, readAll, readAnything, readOne } from "../testing/reading";
import { portkey } from ".";

const base: { [key: string]: JsonValue } = {
  id: "log-1",
  trace_id: "trace-1",
  created_at: "2026-05-04T01:23:45.000Z",
  ai_org: "openai",
  ai_model: "gpt-4o",
  mode: "SINGLE",
  cache_status: "DISABLED",
};
const read = (more: { [key: string]: JsonValue } = {}) => readOne(portkey, { ...base, ...more });
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

describe("portkey", () => {
  itReadsSample("gateways/portkey_log_export_columns.json", (sample) => {
    const columns = (sample as { columns: object }).columns;
    expect(Object.keys(columns).filter((name) => !portkey.known.has(name))).toEqual([]);
  });

  it("reads every field of the native record that a row can state", () => {
    expect(
      read({
        "request.body": '{"model":"auto","messages":[{"role":"user","content":"SECRET"}]}',
        "response.body": { choices: [{ message: { content: "SECRET" } }] },
        is_success: 1,
        req_units: 31,
        res_units: "96",
        total_units: 127,
        cost: 57,
        cost_currency: "USD",
        response_status_code: 200,
        response_time: 812,
        mode: "LOADBALANCE",
        config: "pc-prod-1a2b",
        retry_success_count: 2,
        "metadata.key": ["_user", "session_id", "task", "policyVersion", "region"],
        "metadata.value": ["u-1", "s-1", "chat", "v2", "eu"],
      }),
    ).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "log-1",
          occurred_at: "2026-05-04T01:23:45.000000Z",
          chosen_model: "gpt-4o",
          router: "pc-prod-1a2b",
          policy_version: "v2",
          decided_by: "router",
          task: "chat",
          requested_model: "auto",
          region: "eu",
          session_id: "s-1",
          tenant: "u-1",
          input_tokens: 31,
          output_tokens: 96,
          cost_usd: 0.57,
          latency_ms: 812,
          outcome: { status: "success" },
        },
        decided_because: "the requested model is an alias that a policy of the register declares",
        unknown_fields: 0,
      },
    });
  });

  it("takes cents to USD without rounding them, and no other currency", () => {
    expect(recordOf({ cost: 0.25 })).toMatchObject({ cost_usd: 0.0025 });
    expect(recordOf({ cost: "0.0207" })).toMatchObject({ cost_usd: 0.0207 / 100 });
    expect(recordOf({ cost: 0 })).toMatchObject({ cost_usd: 0 });
    expect(recordOf({ cost: 3, cost_currency: "EUR" })).not.toHaveProperty("cost_usd");
  });

  it("reads what callers attach, in every form", () => {
    const forms: JsonValue[] = [
      { _user: "u", task: "t" },
      '{"_user":"u","task":"t"}',
      { key: ["_user", "task"], value: ["u", "t"] },
      [
        { key: "_user", value: "u" },
        { key: "task", value: "t" },
      ],
    ];
    for (const metadata of forms)
      expect(recordOf({ metadata })).toMatchObject({ tenant: "u", task: "t", session_id: "trace-1" });
  });

  it("reads the requested model of a request in the newer export, and an older export's rows without id", () => {
    expect(recordOf({ request: { body: { model: "m", messages: [] } } })).toMatchObject({
      requested_model: "m",
    });
    expect(recordOf({ request: '{"model":"m"}' })).toMatchObject({ requested_model: "m" });
    expect(recordOf({ id: null })).toMatchObject({ decision_id: "trace-1", session_id: "trace-1" });
  });

  it("tells success from failure", () => {
    expect(recordOf({ is_success: "0" })).toMatchObject({ outcome: { status: "failure" } });
    expect(recordOf({ is_success: true })).toMatchObject({ outcome: { status: "success" } });
    expect(recordOf({ response_status_code: 446 })).toMatchObject({ outcome: { status: "failure" } });
    expect(recordOf({ response_status_code: "246" })).toMatchObject({ outcome: { status: "success" } });
  });

  it("decides by the mode of the config, the target that answered and the cache", () => {
    expect(decidedBy({})).toEqual(PINNED);
    // What the contract does not list is no evidence of a router.
    for (const mode of ["loadbalance", "conditional"]) expect(decidedBy({ mode })).toEqual(PINNED);
    expect(decidedBy({ mode: "FALLBACK" })).toEqual(["fallback", "mode is fallback and names no target"]);
    const later = ["fallback", "a later target of a fallback answered"];
    for (const last_used_option_index of [1, "2", "config.targets[1]"])
      expect(decidedBy({ mode: "fallback", last_used_option_index })).toEqual(later);
    expect(decidedBy({ mode: "FALLBACK", last_used_option_index: "config.targets[0]" })).toEqual(PINNED);
    for (const cache_status of ["HIT", "SEMANTIC HIT"])
      expect(decidedBy({ mode: "LOADBALANCE", cache_status })).toEqual(["cache", "cache_status is a hit"]);
    expect(decidedBy({ cache_status: "SEMANTIC MISS" })).toEqual(PINNED);
    expect(decidedBy({ retry_success_count: 3 })).toEqual(PINNED);
    expect(decidedBy({ "request.body": { model: "auto" } })).toMatchObject([
      "router",
      expect.stringContaining("alias"),
    ]);
  });

  it("names a router only where a config routes, or the caller names one", () => {
    expect(recordOf({ config: "pc-1" })).not.toHaveProperty("router");
    expect(recordOf({ config: "pc-1", mode: "FALLBACK" })).toMatchObject({ router: "pc-1" });
    expect(recordOf({ metadata: { router: "mine" } })).toMatchObject({
      router: "mine",
      decided_by: "pinned",
    });
  });

  it("names what is wrong where it stands, and each record of an envelope for itself", () => {
    expect(faultOf(portkey, {})).toBe("/id");
    expect(faultOf(portkey, { ...base, created_at: "soon" })).toBe("/created_at");
    expect(faultOf(portkey, { ...base, ai_model: "" })).toBe("/ai_model");
    expect(faultOf(portkey, { ...base, req_units: 1.5 })).toBe("/req_units");
    expect(faultOf(portkey, { ...base, cost: "free" })).toBe("/cost");
    expect(faultOf(portkey, { ...base, cost: -1 })).toBe("/cost");
    expect(faultOf(portkey, { ...base, response_time: {} })).toBe("/response_time");
    expect(faultOf(portkey, { ...base, is_success: "yes" })).toBe("/is_success");
    expect(readAll(portkey, { object: "list", data: [base, null] })).toMatchObject([
      { kind: "decision" },
      { kind: "fault", fault: { pointer: "/data/1/id" } },
    ]);
  });

  it("never throws", () => readAnything(portkey, base, seeded(3)));
});
