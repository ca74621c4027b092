import { describe, expect, it } from "vitest";
import type { JsonValue } from "../json";
import { mutated, seeded } from "../testing/mutate";
import { readAnything } from "../testing/reading";
import { otlp } from ".";
import { AT, chat, readAll, readOne, request, span } from "./testing";

describe("who decided", () => {
  const because = (attributes: { [key: string]: JsonValue }) => {
    const read = readOne({ ...chat, "gen_ai.router.selected_model": "m", ...attributes });
    return read?.kind === "decision"
      ? [read.decision.record.decided_by, read.decision.decided_because]
      : null;
  };

  it("takes a fallback and a kept session before the router", () => {
    const fallback = ["fallback", "routing attributes report a fallback"];
    expect(because({ "gen_ai.router.fallback_used": true, "routing.sticky": true })).toEqual(fallback);
    expect(because({ "gen_ai.routing.fallback_attempts": 2 })).toEqual(fallback);
    expect(because({ "gen_ai.gateway.fallback.from": "x" })).toEqual(fallback);
    expect(because({ "gen_ai.router.strategy": "fallback" })).toEqual(fallback);
    expect(because({ "gen_ai.fallback.triggered": true })).toEqual(fallback);
    const sticky = ["sticky", "routing attributes report that the session kept its model"];
    expect(because({ "routing.session_affinity": "retain", "cache.hit": true })).toEqual(sticky);
    expect(because({ "gen_ai.router.sticky": true })).toEqual(sticky);
  });

  it("tells caches, the gateway's own calls, and calls whose model the caller named", () => {
    expect(because({ "cache.hit": true })).toEqual(["cache", "the span reports an answer from a cache"]);
    expect(because({ "gen_ai.gateway.cache_status": "HIT" })?.[0]).toBe("cache");
    expect(because({ "gen_ai.router.shadow": true })).toEqual([
      "internal",
      "routing attributes mark a call of the gateway's own",
    ]);
    expect(because({ "routing.strategy": "direct" })).toEqual([
      "pinned",
      "routing attributes say that the caller named the model",
    ]);
  });

  it("takes routing attributes as the router's, and asks the register where there are none", () => {
    expect(because({ "gen_ai.router.fallback_used": false, "gen_ai.routing.fallback_attempts": 0 })).toEqual([
      "router",
      "routing attributes name the selected model",
    ]);
    expect(readOne({ ...chat, "routing.candidate_models": ["a", "b"] })).toMatchObject({
      decision: {
        record: { decided_by: "router" },
        decided_because: "routing attributes list the candidates",
      },
    });
    expect(readOne({ ...chat, "decision.name": "math" })).toMatchObject({
      decision: {
        record: { decided_by: "router", task: "math" },
        decided_because: "routing attributes describe the decision",
      },
    });
    expect(readOne(chat)).toMatchObject({ decision: { record: { decided_by: "pinned" } } });
    for (const name of ["openrouter/auto", "arn:aws:bedrock:us-east-1:1:default-prompt-router/anthropic:1"])
      expect(readOne({ ...chat, "gen_ai.request.model": name })).toMatchObject({
        decision: { decided_because: "the requested model is a router by its name" },
      });
    expect(readOne({ ...chat, "gen_ai.request.model": "auto" })).toMatchObject({
      decision: { record: { decided_by: "router" } },
    });
  });
});

describe("candidates", () => {
  const candidates = (attributes: { [key: string]: JsonValue }) => {
    const read = readOne({ ...chat, ...attributes });
    return read?.kind === "decision" ? read.decision.record.candidates : read;
  };

  it("come as list, by name, as JSON text, or as names with scores", () => {
    const two: { [key: string]: JsonValue }[] = [{ model: "a", score: 0.5 }, { model: "b" }];
    expect(candidates({ "gen_ai.router.candidates": two })).toEqual(two);
    expect(candidates({ "com.example.router.candidates": JSON.stringify(two) })).toEqual(two);
    expect(candidates({ "routing.candidates": two.map((one) => JSON.stringify(one)) })).toEqual(two);
    expect(candidates({ "routing.candidates": { a: 0.5, b: { quality: 0.1 } } })).toEqual([
      { model: "a", score: 0.5 },
      { model: "b", quality: 0.1 },
    ]);
    expect(
      candidates({ "routing.candidate.models": ["a", "b"], "routing.candidate.scores": [0.5, 0.4] }),
    ).toEqual([
      { model: "a", score: 0.5 },
      { model: "b", score: 0.4 },
    ]);
    expect(candidates({ "routing.candidate_scores": '{"a":1}' })).toEqual([{ model: "a", score: 1 }]);
  });

  it("are left out where their text was cut, and refused where a number is out of range", () => {
    expect(candidates({ "routing.candidates": '[{"model":"a"' })).toBeUndefined();
    expect(candidates({ "routing.candidates": [] })).toBeUndefined();
    expect(candidates({ "routing.candidates": [{ model: "a", quality: 2 }] })).toMatchObject({
      fault: { pointer: `${AT}/attributes/2/value` },
    });
    expect(candidates({ "routing.candidates": [7] })).toMatchObject({ kind: "fault" });
  });
});

describe("the end of a call", () => {
  const status = (attributes: { [key: string]: JsonValue }, more: { [key: string]: JsonValue } = {}) => {
    const read = readOne({ ...chat, ...attributes }, more);
    return read?.kind === "decision" ? read.decision.record.outcome?.status : read;
  };

  it("follows errors, statuses and answers", () => {
    expect(status({ "error.type": "timeout" })).toBe("failure");
    expect(status({ "error.type": "CancelledError" })).toBe("cancelled");
    expect(status({}, { status: { code: 2 } })).toBe("failure");
    expect(status({}, { status: { code: "STATUS_CODE_OK" } })).toBe("success");
    expect(status({ "http.response.status_code": 429 })).toBe("failure");
    expect(status({ "gen_ai.response.id": "r" })).toBe("success");
    expect(status({}, { status: {} })).toBeUndefined();
  });
});

describe("odd values", () => {
  it("bring about faults and nothing worse", () => {
    const random = seeded(14);
    const valid = span({
      ...chat,
      "gen_ai.router.selected_model": "m",
      "gen_ai.router.candidates": [{ model: "m", score: 1 }, '{"model":"n"}'],
      "routing.candidate_scores": { m: 1 },
      "gen_ai.usage.input_tokens": 5,
      "error.type": "timeout",
    });
    readAnything(otlp, valid, random);
    for (let times = 0; times < 2000; times += 1) readAll(mutated(request(valid, valid), random));
  });
});
