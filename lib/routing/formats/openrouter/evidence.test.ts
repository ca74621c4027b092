import { describe, expect, it } from "vitest";
import { Field, readGateway } from "../gateway";
import { openrouter } from ".";
import { generation, type Members, metadata } from "./fixture";

const NOW = Date.UTC(2026, 10, 21);
const by = (own: Members): (string | null | undefined)[] => {
  const result = readGateway(openrouter, new Field(generation(own)), {
    now_ms: NOW,
    isAlias: (name) => name === "declared",
  });
  if (result.kind !== "decision") return [result.kind];
  return [result.decision.record.decided_by, result.decision.decided_because];
};

describe("who decided", () => {
  const auto = { router: "openrouter/auto" };

  it("is the router where the record says so", () => {
    expect(by(auto)).toEqual(["router", "router names OpenRouter's router"]);
    for (const strategy of ["auto", "free", "pareto", "fusion", "bodybuilder"])
      expect(by(metadata({ strategy }))).toEqual([
        "router",
        "the strategy is one by which OpenRouter chooses the model",
      ]);
    for (const requested of [
      "openrouter/auto",
      "openrouter/auto-beta",
      "openrouter/free",
      "openrouter/pareto-code",
    ])
      expect(by(metadata({ requested }))).toEqual(["router", "the requested model is OpenRouter's router"]);
  });

  it("is the customer else: a name that only resolves was asked for", () => {
    const pinned = ["pinned", "nothing in the record says that a router chose"];
    expect(by({})).toEqual(pinned);
    for (const strategy of ["direct", "alias", "latest"]) expect(by(metadata({ strategy }))).toEqual(pinned);
    expect(by(metadata({ requested: "openrouter/horizon-alpha" }))).toEqual(pinned);
    expect(by(metadata({ requested: "declared" }))[0]).toBe("router");
  });

  it("is a fallback after the first attempt, before anything else", () => {
    const tries = (...models: string[]) => ({
      attempts: models.map((model, index) => ({ model, status: index === models.length - 1 ? 200 : 429 })),
    });
    const other = ["fallback", "a further attempt went to another model"];
    const further = ["fallback", "a further attempt followed the first"];
    expect(by({ ...auto, ...metadata(tries("a/b", "c/d")) })).toEqual(other);
    expect(by({ ...auto, ...metadata(tries("a/b", "a/b")) })).toEqual(further);
    expect(by({ ...auto, ...metadata({ attempt: 2, attempts: null }) })).toEqual(further);
    const provider_responses = [
      { model_permaslug: "a/b", status: 429 },
      { model_permaslug: "c/d", status: 200 },
    ];
    expect(by({ ...auto, provider_responses })).toEqual(other);
    expect(by({ ...auto, provider_responses: provider_responses.slice(1) })[0]).toBe("router");
    expect(by({ response_cache_source_id: "gen-0", ...metadata(tries("a/b", "c/d")) })).toEqual(other);
  });

  it("is a fallback by strategy unless the first of the list answered", () => {
    expect(by(metadata({ strategy: "fallback", requested: "a/b" }))).toEqual([
      "fallback",
      "the strategy is fallback",
    ]);
    expect(by(metadata({ strategy: "fallback" }))[0]).toBe("pinned");
  });

  it("is the cache where an earlier generation was served again", () => {
    expect(by({ ...auto, response_cache_source_id: "gen-0" })).toEqual([
      "cache",
      "response_cache_source_id names the generation served again",
    ]);
  });
});
