import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import type { PolicyRule } from "@/lib/register";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { explainReason, type Neutrality, NeutralityQuery } from "./index";
import { exactInterval } from "./rules/binomial";
import type { JudgedRule } from "./rules/rule";
import { assess } from "./server";
import { followRule, type RuleRouter } from "./testing/follow-rule";
import { seedRegister } from "./testing/seed";

const executive = testActor("executive");
const FROM = "2026-04-01";
const ask = (over: Record<string, string>) =>
  assess(
    executive,
    NeutralityQuery.parse({ from: FROM, to: "2026-08-01", baseline: "declared_policy", ...over }),
  );

const WITHIN: PolicyRule = { kind: "cheapest_within", band: 0.05 };
const within: JudgedRule = { form: "line", relative: true, at: 0.05, ties: null };
const best: JudgedRule = { form: "score", weights: { quality: 1, log_cost: 0, latency_s: 0 }, ties: null };
const weighted: JudgedRule = {
  form: "score",
  weights: { quality: 3, log_cost: -0.7, latency_s: -0.5 },
  ties: null,
};
const floor: JudgedRule = { form: "line", relative: false, at: 0.5, ties: null };

const follow = (router: string, seed: number, over: Partial<RuleRouter> = {}): TestDecision[] =>
  followRule({ router, seed, rule: within, decisions: 6000, from: FROM, noise: 3, ...over });

/** The same router's decisions from its second version on. */
const second = (router: string, over: Partial<RuleRouter> & { seed: number }): TestDecision[] =>
  follow(router, over.seed, { noise: null, policy_version: "v2", from: "2026-06-10", ...over }).map(
    (one) => ({
      ...one,
      decision_id: `${one.decision_id}-v2`,
    }),
  );

const policy = (router: string, rule: PolicyRule | undefined, version = "v1", from = FROM) => ({
  ...{ router, version, from: `${from}T00:00:00Z` },
  ...(rule ? { rule } : {}),
});

const changing = [
  ...follow("turning", 26, { noise: null, decisions: 5000 }),
  ...second("turning", { seed: 27, decisions: 2000, taken: 0.04 }),
  ...follow("fresh", 28, { noise: null, decisions: 7500 }).slice(0, 5000),
  ...second("fresh", { seed: 29, decisions: 900 }),
];
/** The same decision in a log that names no versions. */
const unnamed = (one: TestDecision): TestDecision => ({
  ...{ ...one, router: `${one.router}-unnamed`, policy_version: "" },
  decision_id: `${one.decision_id}-unnamed`,
});

const excludedOf = ({ excluded }: Neutrality) =>
  Object.fromEntries(Object.entries(excluded).filter(([, count]) => count > 0));

beforeAll(async () => {
  await seedRegister();
  await importRegister(OPERATOR, {
    policies: [
      ...[
        ...["neutral", "tilted", "obeying", "taking", "few", "turning", "fresh"],
        ...["turning-unnamed", "fresh-unnamed"],
      ].flatMap((router) => [policy(router, WITHIN), policy(router, WITHIN, "v2", "2026-06-10")]),
      policy("equal", { kind: "max_quality" }),
      policy("leaning", { kind: "max_quality" }),
      policy("decided", { kind: "max_quality", ties: "fastest" }),
      policy("weighted", {
        kind: "weighted",
        weights: { quality: 3, log_cost: -0.7, latency_s: -0.5 },
      }),
      policy("floor", { kind: "min_cost_above", floor: 0.5 }),
      policy("open", { kind: "cheapest_within" }),
      policy("silent", undefined),
      policy("unnamed", WITHIN, "v1"),
      policy("unnamed", { kind: "max_quality" }, "v2", "2026-05-01"),
    ],
  });
  // As if they had been recorded before they began.
  const created_at = new Date("2026-03-01T09:00:00Z");
  await withActor(OPERATOR, (tx) => tx.policy.updateMany({ data: { created_at } }));
  await insertDecisions([
    ...follow("neutral", 11),
    ...follow("tilted", 12, { tilt: 0.7 }),
    ...follow("obeying", 13, { noise: null, decisions: 12_000 }),
    ...follow("taking", 14, { noise: null, taken: 0.03 }),
    ...changing.flatMap((one) => [one, unnamed(one)]),
    ...follow("few", 15, { noise: null, decisions: 700 }),
    ...follow("equal", 16, { rule: best, noise: null, equals: "any", decisions: 12_000 }),
    ...follow("leaning", 17, { rule: best, noise: null, equals: "ours", decisions: 12_000 }),
    ...follow("decided", 18, {
      rule: { ...best, ties: "fastest" },
      noise: null,
      equals: "ours",
      decisions: 12_000,
    }),
    ...follow("weighted", 19, { rule: weighted, noise: 1 }),
    ...follow("floor", 20, { rule: floor }),
    ...follow("open", 21, { decisions: 400 }),
    ...follow("silent", 22, { decisions: 400 }),
    ...follow("unknown", 23, { decisions: 400 }),
    ...follow("unnamed", 24, { policy_version: "", decisions: 2160 }),
    ...follow("unnamed", 25, {
      policy_version: "",
      decisions: 2160,
      rule: best,
      noise: 12,
      from: "2026-05-01",
    }).map((one) => ({ ...one, decision_id: `${one.decision_id}b` })),
  ]);
});

describe("a router with noise around its rule", () => {
  it("is not called tilted when it is not, and its noise is found", async () => {
    const answer = await ask({ router: "neutral", materiality: "1.5" });
    expect([answer.verdict, answer.because], JSON.stringify(answer.tilt)).toEqual([
      "kept",
      ["material_tilt_ruled_out"],
    ]);
    expect(answer.tilt.lower ?? 1).toBeLessThan(0);
    expect(answer.covariates).toEqual(["quality", "log_cost"]);
    const [gap] = answer.baseline_model?.coefficients ?? [];
    expect(gap?.name).toBe("gap");
    expect(Math.abs((gap?.estimate ?? 0) + 3)).toBeLessThan(4 * (gap?.se ?? 0));
    const strict = await ask({ router: "neutral" });
    expect(["kept", "inconclusive"]).toContain(strict.verdict);
  });

  it("is a breach when it favours us, also with noise around a weighted rule or a floor", async () => {
    const answer = await ask({ router: "tilted" });
    expect([answer.verdict, answer.because]).toEqual(["breach", ["tilt_above_materiality"]]);
    expect(answer.tilt.lower ?? 9).toBeLessThan(0.7);
    expect(answer.tilt.upper ?? -9).toBeGreaterThan(0.7);
    for (const router of ["weighted", "floor"]) {
      const { verdict, tilt, fits } = await ask({ router });
      expect(["kept", "inconclusive"], JSON.stringify([router, tilt, fits])).toContain(verdict);
    }
    const { baseline_model } = await ask({ router: "weighted" });
    const [gap] = baseline_model?.coefficients ?? [];
    // Weights are log-odds there: noise of one.
    expect(Math.abs((gap?.estimate ?? 0) + 1)).toBeLessThan(4 * (gap?.se ?? 0));
  });
});

describe("a rule obeyed without noise", () => {
  it("is kept in points", async () => {
    const answer = await ask({ router: "obeying" });
    expect([answer.verdict, answer.because], JSON.stringify(answer.assumptions)).toEqual([
      "kept",
      ["deviations_below_share"],
    ]);
    expect(answer.fits.map(({ reason }) => reason)).toEqual(["constant_noise"]);
    expect(answer.usable).toBeGreaterThan(5400);
    expect(answer.assumptions).toContain(`deviations: 0 of ${answer.usable}`);
    expect((await ask({ router: "obeying", materiality_share: "0.0001" })).verdict).toBe("inconclusive");
    expect((await ask({ router: "obeying", direction: "against" })).verdict).toBe("kept");
  });

  it("says how many more decisions it takes where they are few", async () => {
    const answer = await ask({ router: "few" });
    expect([answer.verdict, answer.because]).toEqual(["inconclusive", ["not_enough_evidence"]]);
    expect(answer.usable + (answer.needed ?? 0)).toBeGreaterThan(5000);
    expect(answer.usable + (answer.needed ?? 0)).toBeLessThan(6000);
  });

  it("is a breach when ours are taken against it", async () => {
    const answer = await ask({ router: "taking" });
    expect([answer.verdict, answer.because]).toEqual(["breach", ["tilt_above_materiality"]]);
    const taken = answer.assumptions.find((code) => code.startsWith("deviations: "));
    expect(Number(/\d+/.exec(taken ?? "")?.[0])).toBeGreaterThan(0.01 * answer.usable);
    // Of thousands of deviations none is too few to be material.
    expect((await ask({ router: "taking", materiality_share: "0.5" })).verdict).toBe("kept");
  });

  it.each(["", "-unnamed"])(
    "is not kept by a long past when a policy has just begun to take%s",
    async (named) => {
      const answer = await ask({ router: `turning${named}` });
      expect(answer.verdict).toBe("breach");
      expect(answer.onset).toMatchObject({ day: "2026-06-10", policy_version: "v2" });
      const lenient = await ask({ router: `turning${named}`, materiality_share: "0.2" });
      expect(lenient.verdict).toBe("kept");
      const fresh = await ask({ router: `fresh${named}` });
      expect([fresh.verdict, fresh.because]).toEqual(["inconclusive", ["not_enough_evidence"]]);
    },
  );

  it("shares equals, and says where they all go one way", async () => {
    const equal = await ask({ router: "equal" });
    expect([equal.verdict, equal.because]).toEqual(["kept", ["deviations_below_share"]]);
    const leaning = await ask({ router: "leaning" });
    expect([leaning.verdict, leaning.because]).toEqual(["watch", ["ties_lean"]]);
    const said = leaning.assumptions.find((code) => code.startsWith("ties_shared")) ?? "";
    const [, ties, won] = /(\d+), of which (\d+)/.exec(said) ?? [];
    expect(Number(ties)).toBeGreaterThan(1000);
    expect(won).toBe(ties);
    expect(explainReason(said)).toMatch(/^Equals under the rule .+ went to the focus\.$/);
  });

  it("follows a declared tie rule", async () => {
    const answer = await ask({ router: "decided" });
    expect([answer.verdict, answer.because]).toEqual(["kept", ["deviations_below_share"]]);
    expect(answer.assumptions.join()).not.toContain("ties_shared");
    expect(answer.covariates).toEqual(["quality", "latency_s"]);
  });
});

describe("decisions that no rule can be applied to", () => {
  it.each([
    ["open", "rule_without_parameters"],
    ["silent", "no_declared_rule"],
    ["unknown", "no_declared_rule"],
  ])("of %s are no_fit: %s", async (router, reason) => {
    const answer = await ask({ router });
    expect([answer.verdict, answer.because, answer.usable]).toEqual(["inconclusive", [reason], 0]);
    const { one_sided = 0, no_fit = 0, ...others } = excludedOf(answer);
    expect(others).toEqual({});
    expect([no_fit > 0, no_fit + one_sided]).toEqual([true, answer.decisions]);
    expect(answer.fits.map((fit) => fit.reason)).toEqual([reason]);
    expect(explainReason(reason)).not.toBe(reason);
  });

  it("lack what the rule needs, and only that", async () => {
    const lacking = (decisions: TestDecision[], name: "quality" | "cost_usd" | "latency_ms") =>
      decisions.map((one) => ({
        ...one,
        router: "lacking",
        candidates: (one.candidates ?? []).map(({ [name]: _gone, ...rest }) => rest),
      }));
    await importRegister(OPERATOR, {
      policies: [policy("lacking", { kind: "max_quality" }, "v1"), policy("lacking", WITHIN, "v2")],
    });
    await insertDecisions([
      ...lacking(follow("a", 31, { decisions: 100, rule: best }), "quality"),
      ...lacking(follow("b", 32, { decisions: 100, rule: best }), "cost_usd"),
      ...lacking(follow("c", 33, { decisions: 100, policy_version: "v2" }), "cost_usd"),
      ...lacking(follow("d", 34, { decisions: 100, policy_version: "v2" }), "latency_ms"),
    ]);
    const { excluded } = await ask({ router: "lacking" });
    expect([excluded.missing_quality, excluded.missing_cost, excluded.missing_latency]).toEqual([
      100, 100, 0,
    ]);
  });
});

it("has the reference's noise and expectation where a constant is asked for", async () => {
  const five = ["nova-lite", "nova-pro", "claude-haiku", "gpt-mini", "llama-large"];
  const decide = (index: number, bests: string[], chosen_model: string): TestDecision => ({
    ...{ decision_id: `five-${index}`, occurred_at: "2026-04-02T00:00:00Z", router: "five" },
    ...{ policy_version: "v1", tenant: `t${index}`, chosen_model },
    candidates: five.map((model, at) => ({ model, quality: bests.includes(model) ? 0.9 : 0.2 + at / 10 })),
  });
  const chosen = (index: number): [string[], string] => {
    if (index < 12) return [["gpt-mini"], "llama-large"];
    if (index < 32) return [["gpt-mini"], "nova-lite"];
    if (index < 1000) return [["gpt-mini"], "gpt-mini"];
    return index < 1200 ? [["nova-pro"], "nova-pro"] : [["nova-pro", "gpt-mini"], "nova-pro"];
  };
  await importRegister(OPERATOR, { policies: [policy("five", { kind: "max_quality" })] });
  await insertDecisions(Array.from({ length: 1250 }, (_, index) => decide(index, ...chosen(index))));
  const { assumptions, expected, observed, usable, fits } = await ask({ router: "five", noise: "constant" });
  expect([usable, observed.focal, fits.map(({ reason }) => reason)]).toEqual([1250, 270, ["constant_noise"]]);
  expect(assumptions).toContain("deviations: 20 of 1250");
  expect(assumptions).toContain("ties_shared: 50, of which 50 went to the focus");
  const said = assumptions.find((code) => code.startsWith("constant_noise")) ?? "";
  const [eps = 0, lower = 0, upper = 0, taken = 0] = (said.match(/[\d.]+/g) ?? []).map(Number);
  const interval = exactInterval(12, 1960, 0.99);
  expect(eps).toBeCloseTo(0.0063743, 4);
  expect([lower, upper].map((end) => end.toPrecision(3))).toEqual(
    [interval.lower, interval.upper].map((end) => end.toPrecision(3)),
  );
  // Most focal choices are expected where noise is largest, and so least is taken: 1000 · 2 eps + 200 (1 - 3 eps) + 50 (1 - eps) / 2.
  expect(taken).toBe(upper);
  const at = interval.upper;
  expect(expected.focal).toBeCloseTo(2000 * at + 200 * (1 - 3 * at) + 25 * (1 - at), 6);
});

it("takes the policy in force where decisions name no version", async () => {
  const answer = await ask({ router: "unnamed" });
  expect(answer.fits.map(({ policy_version, reason }) => [policy_version, reason])).toEqual([
    ["v1", null],
    ["v2", null],
  ]);
  const [first, second] = answer.fits.map(({ baseline_model }) => baseline_model?.coefficients[0]);
  expect(Math.abs((first?.estimate ?? 0) + 3)).toBeLessThan(4 * (first?.se ?? 0));
  expect(Math.abs((second?.estimate ?? 0) + 12)).toBeLessThan(4 * (second?.se ?? 0));
});
