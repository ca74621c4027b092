import { describe, expect, it } from "vitest";
import { explainReason, GUARD_REASONS, REASON_NAMES } from "@/lib/neutrality";
import { composeGuards, GUARD_OF } from "./guards";
import { inputOf } from "./testing/inputs";

describe("every reason that the engine gives", () => {
  it.each(REASON_NAMES)("has words: %s", (name) => {
    expect(explainReason(name)).toMatch(/^[A-Z].* /);
    expect(explainReason(name)).not.toContain(name);
    expect(explainReason(`${name}: a: b`)).toMatch(/: a: b\.$/);
  });

  it("is there once", () => {
    expect(new Set(REASON_NAMES).size).toBe(REASON_NAMES.length);
  });

  it("is given back where it is none of ours", () => {
    expect(explainReason("something_else: 3")).toBe("something_else: 3");
  });
});

describe("a reason that steps a breach down", () => {
  it.each(GUARD_REASONS)("is told by one guard: %s", (name) => {
    const guards = composeGuards(inputOf({ verdict: "watch", because: [name] }));
    const keys = guards.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const told = guards.filter(({ key }) => key === GUARD_OF[name].key);
    expect(told).toHaveLength(1);
    expect(told[0]?.mark).toBe("stepped_down");
    expect(told[0]?.text).not.toBe("");
    expect(told[0]?.title).toBe(GUARD_OF[name].title);
  });

  it("adds no guard where the verdict stands", () => {
    const guards = composeGuards(inputOf()).map(({ key }) => key);
    expect(guards).not.toContain("noise");
    expect(guards).not.toContain("placebo");
  });
});
