import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Field, readGateway } from "../gateway";
import { type JsonValue, parseJson } from "../json";
import { damaged, mutated, seeded } from "../testing/mutate";
import { readAll, readAnything, withoutUndefined } from "../testing/reading";
import { litellm } from ".";
import { decision, type Members, payload } from "./fixture";

const NOW = Date.UTC(2026, 10, 21);
const read = (value: JsonValue) =>
  withoutUndefined(readGateway(litellm, new Field(value), { now_ms: NOW, isAlias: () => false }));
const samples = join(import.meta.dirname, "../../../../../shared/samples/litellm");
if (!existsSync(samples)) console.warn(`skipped: LiteLLM's records are not at ${samples}`);

describe("a StandardLoggingPayload", () => {
  it("becomes a native record, field by field", () => {
    const routing = { ...decision, candidates: [{ model: "claude-sonnet-5", score: 2 }, "gpt-5"] };
    expect(read(payload({ invented: 1 }, { routing_decision: routing }))).toEqual({
      kind: "decision",
      decision: {
        record: {
          decision_id: "chatcmpl-1",
          occurred_at: "2026-01-01T00:00:00.500000Z",
          chosen_model: "claude-sonnet-5",
          router: "auto",
          decided_by: "router",
          task: "COMPLEX",
          requested_model: "auto",
          session_id: "trace-1",
          tenant: "customer-7",
          candidates: [{ model: "claude-sonnet-5", score: 2 }, { model: "gpt-5" }],
          input_tokens: 100,
          output_tokens: 50,
          cost_usd: 0.002,
          latency_ms: 1500,
          outcome: { status: "success" },
        },
        decided_because: "routing_decision names the router",
        unknown_fields: 1,
      },
    });
  });

  it("takes the served model, and the routed one where the record carries the router's name", () => {
    const model = (own: Members, metadata: Members = {}) => {
      const result = read(payload(own, metadata));
      return result.kind === "decision" && result.decision.record.chosen_model;
    };
    expect(model({ model: "gpt-5" }, { routing_decision: decision })).toBe("gpt-5");
    expect(model({ model: "auto" }, { routing_decision: decision })).toBe("claude-sonnet-5");
    expect(model({ model: "auto_router/main" }, { routing_decision: decision })).toBe("claude-sonnet-5");
    expect(model({ model: "" }, { routing_decision: decision })).toBe("claude-sonnet-5");
    expect(model({ model: "", hidden_params: '{"litellm_model_name":"gpt-5"}' })).toBe("gpt-5");
    expect(model({ model: "auto" })).toBe("auto");
  });

  it("says what was asked for and by whom", () => {
    const record = (own: Members, metadata: Members = {}) => {
      const result = read(payload(own, metadata));
      return result.kind === "decision" ? result.decision.record : result;
    };
    expect(record({ model_group: "", end_user: "" })).toMatchObject({ tenant: "team-1" });
    expect(record({ model_group: "" })).not.toHaveProperty("requested_model");
    expect(record({ organization_id: "org-1", end_user: null })).toMatchObject({ tenant: "org-1" });
    expect(record({ model_group: "b" }, { original_model_group: "a" })).toMatchObject({
      requested_model: "a",
    });
    expect(record({ session_id: "s" })).toMatchObject({ session_id: "s" });
    expect(record({}, { routing_decision: { ...decision, request_type: "code" } })).toMatchObject({
      task: "code",
    });
  });

  it("measures in milliseconds", () => {
    const latency = (own: Members) => {
      const result = read(payload(own));
      return result.kind === "decision" && result.decision.record.latency_ms;
    };
    expect(latency({ endTime: null })).toBe(200);
    expect(latency({ endTime: null, response_time: null })).toBeUndefined();
    expect(latency({ request_duration_ms: 1234 })).toBe(1234);
    expect(latency({ startTime: "2025-01-24 09:20:46.847", endTime: "2025-01-24T09:20:47.847+00:00" })).toBe(
      1000,
    );
  });

  it("tells how it ended", () => {
    const status = (own: Members, metadata: Members = {}) => {
      const result = read(payload(own, metadata));
      return result.kind === "decision" ? result.decision.record.outcome?.status : result;
    };
    expect(status({ status: "failure" })).toBe("failure");
    expect(status({ status: "failure", error_information: { error_code: "499" } })).toBe("cancelled");
    expect(status({ status: null }, { status: "failure" })).toBe("failure");
    expect(status({ status: null, error_str: "Timeout" })).toBe("failure");
    expect(status({ status: null, error_information: { error_class: "RateLimitError" } })).toBe("failure");
    expect(status({ status: null, error_information: { error_code: "" } })).toBeUndefined();
    expect(status({ status: null, status_fields: { llm_api_status: "success" } })).toBe("success");
    expect(status({ status: "odd" })).toMatchObject({ fault: { pointer: "/status" } });
  });
});

describe("what is wrong", () => {
  it("is named where it stands", () => {
    const pointer = (own: Members, metadata: Members = {}) => {
      const result = read(payload(own, metadata));
      return result.kind === "fault" ? result.fault.pointer : result;
    };
    expect(pointer({ id: null })).toBe("/id");
    expect(pointer({ id: "x".repeat(129) })).toBe("/id");
    expect(pointer({ startTime: "soon" })).toBe("/startTime");
    expect(pointer({ startTime: null })).toBe("/startTime");
    expect(pointer({ model: 5 })).toBe("/model");
    expect(pointer({ model: null })).toBe("/model");
    expect(pointer({ prompt_tokens: "12" })).toBe("/prompt_tokens");
    expect(pointer({ response_cost: -1 })).toBe("/response_cost");
    expect(pointer({ end_user: ["a"] })).toBe("/end_user");
    expect(pointer({}, { routing_decision: { tier: 3 } })).toBe("/metadata/routing_decision/tier");
    expect(pointer({}, { routing_decision: { candidates: [{ score: 1 }] } })).toBe(
      "/metadata/routing_decision/candidates/0/model",
    );
    expect(read({ ...payload(), metadata: '{"routing_decision":{"tier":3}}' })).toMatchObject({
      fault: { pointer: "/metadata" },
    });
    expect(read({ ...payload(), metadata: "{'routing_decision': None}" })).toMatchObject({
      fault: { pointer: "/metadata", message: "Expected an object, or its JSON as text." },
    });
    expect(pointer({}, { routing_decision: "sonnet" })).toBe("/metadata/routing_decision");
    expect(pointer({ hidden_params: { router_metadata: [1] } })).toBe("/hidden_params/router_metadata");
    expect(read({ ...payload(), metadata: 7 })).toMatchObject({ fault: { pointer: "/metadata" } });
    for (const metadata of ["", "None", "null", "{}", null])
      expect(read({ ...payload(), metadata })).toMatchObject({ kind: "decision" });
    expect(read("text")).toMatchObject({ kind: "fault" });
  });

  it("holds nothing of prompts and answers", () => {
    const result = read(
      payload({
        messages: [{ role: "user", content: "secret" }],
        response: { model: "secret", choices: [{ message: { content: "secret" } }] },
        model_parameters: { tools: ["secret"] },
        proxy_server_request: { messages: "secret" },
      }),
    );
    expect(result).toMatchObject({ kind: "decision", decision: { unknown_fields: 0 } });
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  it("comes as a page as well", () => {
    expect(litellm.envelope?.(new Field({ data: [payload()], total: 1, page: 1 }))).toMatchObject([
      { pointer: "/data/0" },
    ]);
    expect(litellm.envelope?.(new Field(payload()))).toBeNull();
  });

  it("leaves out calls of tools", () => {
    expect(read(payload({ call_type: "call_mcp_tool" }))).toEqual({ kind: "other" });
  });

  it("never throws", () => {
    const random = seeded(20261121);
    const metadata = { routing_decision: decision, attempted_fallbacks: 1, is_silent_experiment: false };
    const whole = payload({ hidden_params: { routing_decision: decision }, error_information: {} }, metadata);
    const stored = { ...whole, metadata: JSON.stringify(metadata) };
    for (const valid of [whole, stored]) readAnything(litellm, valid, random);
    for (let times = 0; times < 1500; times += 1) {
      readAll(litellm, mutated(whole, random));
      readAll(litellm, { ...whole, metadata: damaged(stored.metadata, random) });
    }
  });
});

describe.runIf(existsSync(samples))("LiteLLM's own records", () => {
  const load = (name: string) =>
    parseJson(readFileSync(join(samples, name), "utf8").trim()).value as JsonValue;
  const direct = {
    decision_id: "chatcmpl-2299b6a2-82a3-465a-b47c-04e685a2227f",
    occurred_at: "2025-01-24T09:20:46.847371Z",
    chosen_model: "gpt-4o",
    decided_by: "pinned",
    input_tokens: 10,
    output_tokens: 20,
    cost_usd: 0.00022500000000000002,
    latency_ms: 4,
    outcome: { status: "success" },
  };

  it("are read whole", () => {
    const batch = load("generic_api_batch_json_array.json") as JsonValue[];
    for (const value of [load("standard_logging_payload.json"), load("generic_api_batch.ndjson"), ...batch])
      expect(read(value)).toEqual({
        kind: "decision",
        decision: {
          record: direct,
          decided_because: "nothing in the record says that a router chose",
          unknown_fields: 0,
        },
      });
    expect(read(load("spend_logs_row.json"))).toEqual({
      kind: "decision",
      decision: {
        record: {
          ...direct,
          decision_id: "chatcmpl-2283081b-dc89-41f6-93e6-d4f914774027",
          session_id: "1234567890",
        },
        decided_because: "nothing in the record says that a router chose",
        unknown_fields: 0,
      },
    });
    expect(read(load("spend_logs_row_autorouted_ASSEMBLED.json"))).toMatchObject({
      decision: {
        record: {
          decision_id: "chatcmpl-ASSEMBLED-autorouted",
          chosen_model: "claude-sonnet-5",
          requested_model: "claude-only-simple-no-aff",
          router: "claude-only-simple-no-aff",
          task: "COMPLEX",
          decided_by: "router",
        },
        decided_because: "routing_decision names the router",
        unknown_fields: 0,
      },
    });
    expect(read(payload({}, { routing_decision: load("routing_decision.json") }))).toMatchObject({
      decision: { record: { decided_by: "router", router: "claude-only-simple-no-aff" } },
    });
  });
});
