import { describe, expect, it } from "vitest";
import { explainReason, GUARD_REASONS, REASON_NAMES } from "@/lib/neutrality";
import { composeGuards, GUARD_OF, guardsText } from "./guards";
import type { NeutralityEvidence } from "./schema";
import { inputOf } from "./testing/inputs";

describe("every reason that the engine gives", () => {
  it.each(REASON_NAMES)("has words: %s", (name) => {
    expect(explainReason(name)).toMatch(/^[A-Z].* /);
    expect(explainReason(name)).not.toContain(name);
    expect(explainReason(`${name}: a: b`)).toMatch(/ a: b\b.*\.$/);
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

const guardOf = (key: string, ...asked: Parameters<typeof inputOf>) =>
  composeGuards(inputOf(...asked)).find((guard) => guard.key === key);

const pooled = { estimate: 0.003, robust_se: 0.006, clearance: -7.3, fits: 3, since: "2026-03-23" };

describe("the full model", () => {
  it("shows the figures that decide, not those of one fit", () => {
    const found = guardOf("full_model", {
      verdict: "breach",
      full_model_pooled: { estimate: 0.31, robust_se: 0.01, clearance: 26.1, fits: 2, since: "2026-07-27" },
    });
    expect(found?.text).toBe(
      "Among all choices, the term for ownership is 0.310, robust error 0.010, averaged over two fits by what each brings to the test since 27 July. It lies 26.1 errors beyond materiality; a breach needs 2.3 beyond it.",
    );
    expect(found?.mark).toBe("held");
  });

  it("does not say that it misses what a kept promise never needed", () => {
    const found = guardOf("full_model", { verdict: "kept", full_model_pooled: pooled });
    expect(found?.text).not.toContain("misses");
    expect(found?.text).toContain("7.3 errors short of materiality");
    expect(found?.mark).toBe("held");
    const beyond = { ...pooled, clearance: 3 };
    expect(guardOf("full_model", { verdict: "kept", full_model_pooled: beyond })?.mark).toBe("open");
    expect(guardOf("full_model", { verdict: "inconclusive", full_model_pooled: pooled })?.mark).toBe("aside");
  });
});

describe("guards of other baselines and questions", () => {
  it("holds no number of partners against a declared rule", () => {
    const declared = { baseline: "declared_policy", verdict: "breach", partners: 2 } as const;
    expect(guardOf("partners", declared)).toBeUndefined();
    expect(guardOf("partners", { ...declared, baseline: "partner_revealed", verdict: "kept" })?.mark).toBe(
      "open",
    );
    expect(guardsText("declared_policy")).toContain(
      "Neither the number of partners nor the placebo has a say",
    );
    expect(guardsText("partner_revealed")).toContain(
      "the placebo and the number of partners can step a breach down",
    );
  });

  it("says who left quality out", () => {
    const input: NeutralityEvidence = inputOf({ covariates: ["log_cost"] });
    const textOf = (asked: NeutralityEvidence) =>
      composeGuards(asked).find(({ key }) => key === "quality")?.text;
    expect(textOf(input)).toContain("too few decisions carry it");
    expect(textOf({ ...input, covariates_asked: true })).toContain("the question leaves it out");
    const declared = inputOf({ covariates: ["log_cost"], baseline: "declared_policy" });
    expect(textOf({ ...declared, covariates_asked: true })).toContain(
      "no declared rule in force looks at it",
    );
  });

  it("counts both parts of coverage in routed decisions, and names both limits", () => {
    const { excluded } = inputOf().answer.neutrality;
    const found = guardOf("coverage", {
      decisions: 10_000,
      coverage: 0.93,
      excluded: { ...excluded, not_router: 3000, blind_arm: 1000, unattributed_candidate: 60 },
    });
    expect(found?.text).toBe(
      "93\u00a0% of 6,000 routed decisions can be compared; to be kept, 80\u00a0% are needed. 1.0\u00a0% of them have a candidate whose owner is not known; at most 5\u00a0% may.",
    );
    const nameless = { ...excluded, not_router: 0, unattributed_candidate: 600 };
    expect(guardOf("coverage", { decisions: 10_000, excluded: nameless })?.mark).toBe("stepped_down");
  });
});
