import { describe, expect, it } from "vitest";
import { Field, readGateway } from "../gateway";
import { litellm } from ".";
import { decision, type Members, payload } from "./fixture";

const NOW = Date.UTC(2026, 10, 21);
const by = (own: Members, metadata: Members = {}): (string | null | undefined)[] => {
  const result = readGateway(litellm, new Field(payload(own, metadata)), {
    now_ms: NOW,
    isAlias: (name) => name === "declared",
  });
  if (result.kind !== "decision") return [result.kind];
  return [result.decision.record.decided_by, result.decision.decided_because];
};

describe("who decided", () => {
  it("is the router where the proxy logged its decision, in metadata or hidden parameters, also as text", () => {
    const router = ["router", "routing_decision names the router"];
    expect(by({}, { routing_decision: decision })).toEqual(router);
    expect(by({}, { routing_decision: JSON.stringify(decision) })).toEqual(router);
    expect(by({ hidden_params: { routing_decision: decision } })).toEqual(router);
    expect(by({}, { router_metadata: { router_model_name: "auto" } })).toEqual([
      "router",
      "router_metadata describes the routing",
    ]);
  });

  it("is the customer without such evidence, whatever the caller's own metadata claims", () => {
    const pinned = ["pinned", "nothing in the record says that a router chose"];
    expect(by({})).toEqual(pinned);
    expect(by({}, { routing_decision: {} })).toEqual(pinned);
    expect(by({}, { routing_decision: { cause: null } })).toEqual(pinned);
    expect(by({}, { requester_metadata: { routing_decision: decision } })).toEqual(pinned);
    expect(by({}, { spend_logs_metadata: { routing_decision: decision } })).toEqual(pinned);
    expect(by({ model_group: "declared" })).toEqual(["router", expect.stringMatching("alias")]);
  });

  it("is a fallback before anything else", () => {
    const counted = ["fallback", "attempted_fallbacks is above 0"];
    const cause = ["fallback", "the routing names a fallback as its cause"];
    const group = ["fallback", "another model group served than was asked for"];
    expect(by({}, { attempted_fallbacks: 1, routing_decision: decision })).toEqual(counted);
    expect(by({ cache_hit: true }, { attempted_fallbacks: 2 })).toEqual(counted);
    for (const name of ["classifier_fallback", "default_model_fallback", "health_failover"])
      expect(by({}, { routing_decision: { ...decision, cause: name } })).toEqual(cause);
    expect(by({ model_group: "b" }, { original_model_group: "a" })).toEqual(group);
  });

  it("is no fallback where the count says so, or the router renamed the group", () => {
    const groups = { original_model_group: "auto", routing_decision: decision };
    expect(by({ model_group: "b" }, { original_model_group: "a", attempted_fallbacks: 0 })[0]).toBe("pinned");
    expect(by({ model_group: "claude-sonnet-5" }, groups)[0]).toBe("router");
    expect(by({ model_group: "a" }, { original_model_group: "a" })[0]).toBe("pinned");
  });

  it("is the session where it was pinned, and the router again where it moved on", () => {
    const sticky = ["sticky", "the routing names the session's pin as its cause"];
    for (const cause of ["session_affinity_pin", "user_turn_continuation"])
      expect(by({}, { routing_decision: { ...decision, cause } })).toEqual(sticky);
    const cause = "session_affinity_escalation";
    expect(by({}, { routing_decision: { ...decision, cause } })[0]).toBe("router");
  });

  it("is the cache on a hit, which SpendLogs write as text", () => {
    const cache = ["cache", "cache_hit is true"];
    expect(by({ cache_hit: true }, { routing_decision: decision })).toEqual(cache);
    expect(by({ cache_hit: "True" })).toEqual(cache);
    for (const cache_hit of ["None", "False", "", false, null]) expect(by({ cache_hit })[0]).toBe("pinned");
  });

  it("is the proxy itself for its classifiers, shadows and health checks", () => {
    const origin = ["internal", "internal_call_origin is set"];
    for (const internal_call_origin of ["autorouter_classifier", "shadow_eval_router", "shadow_eval_judge"])
      expect(by({}, { internal_call_origin, routing_decision: decision })).toEqual(origin);
    expect(by({}, { is_silent_experiment: true })).toEqual(["internal", expect.stringMatching("mirrored")]);
    expect(by({}, { user_api_key_alias: "litellm-internal-health-check" })).toEqual([
      "internal",
      expect.stringMatching("health"),
    ]);
    expect(by({ request_tags: ["litellm-internal-health-check"] })[0]).toBe("pinned");
  });
});
