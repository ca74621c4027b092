import { beforeAll, describe, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import type { SpecificationCurve } from "../index";
import { assess, readSpecifications } from "../server";
import { seedRegister } from "../testing/seed";
import { simulate } from "../testing/simulate";
import {
  base,
  byHand,
  dressed,
  executive,
  FROM,
  find,
  near,
  own,
  query,
  sum,
  TO,
  taken,
} from "./testing/ways";

const neutral = dressed(simulate({ ...base, router: "neutral", seed: 62 }));
/** One day with eight times the usual traffic. */
const busy = simulate({ ...base, days: 1, per_day: 2000, router: "busy", seed: 63, from: "2026-04-06" });

/** An experiment: every other decision is routed by a copy that does not see owners. */
const blind = simulate({
  ...base,
  days: 20,
  router: "blind",
  seed: 66,
  tilt: (model) => (own(model) ? 0.8 : 0),
}).flatMap((one, at): TestDecision[] => [
  one,
  {
    ...one,
    decision_id: `blind-${at}`,
    arm: "owner_blind",
    chosen_model: at % 3 === 0 ? "nova-pro" : "gpt-main",
  },
]);

let curve: SpecificationCurve;

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([
    ...taken,
    ...neutral,
    ...taken
      .filter(({ tenant }) => tenant !== "giant")
      .map((one) => ({ ...one, router: "without-giant", decision_id: `less-${one.decision_id}` })),
    ...simulate({ ...base, days: 12, router: "busy", seed: 64 }).map((one) => ({
      ...one,
      decision_id: `quiet-${one.decision_id}`,
    })),
    ...busy,
    ...blind,
    ...simulate({ ...base, router: "argmax", seed: 65, noise: 0, days: 20, per_day: 60 }),
  ]);
  curve = await readSpecifications(executive, query({ router: "taken" }));
});

describe("the specification curve", () => {
  it("has some dozens of ways, sorted, each once, all of them estimated", () => {
    const { specifications, not_estimated } = curve;
    expect(specifications.length).toBeGreaterThanOrEqual(40);
    expect(specifications.length).toBeLessThanOrEqual(60);
    const lifts = specifications.map(({ lift }) => lift);
    expect(lifts).toEqual([...lifts].sort((a, b) => a - b));
    expect(new Set(specifications.map(({ choices }) => JSON.stringify(choices))).size).toBe(lifts.length);
    expect(not_estimated).toEqual([]);
    for (const { lower, lift, upper, observed, expected } of specifications) {
      expect(lower < lift && lift < upper).toBe(true);
      near(lift, observed - expected);
    }
  });

  it("holds the verdict's own way, and counts who agrees with it", async () => {
    const verdict = await assess(executive, query({ router: "taken" }));
    const chosen = curve.specifications.filter((one) => one.chosen);
    expect(chosen).toHaveLength(1);
    expect(chosen[0]?.choices.baseline).toBe(verdict.baseline);
    near(chosen[0]?.lift ?? Number.NaN, verdict.lift, 1e-12);
    expect([chosen[0]?.verdict, chosen[0]?.decisions]).toEqual([verdict.verdict, verdict.usable]);
    near(chosen[0]?.odds.lower ?? Number.NaN, Math.exp(verdict.tilt.lower ?? Number.NaN), 1e-12);
    const agree = (bound: boolean) => {
      const those = curve.specifications.filter(
        ({ choices }) => (choices.candidates === "one_per_family") === bound,
      );
      const same = those.filter((one) => one.verdict === "breach").length;
      return {
        specifications: those.length,
        same_sign: those.filter(({ lift }) => lift > 0).length,
        ...{ same_verdict: same, both: same },
      };
    };
    expect([curve.agreement, curve.bounds]).toEqual([agree(false), agree(true)]);
    const breaches = curve.agreement.same_verdict;
    expect(verdict.verdict).toBe("breach");
    expect(breaches).toBeGreaterThan(20);
  });

  it.each([
    ["first_half", { from: FROM, to: "2026-04-21" }],
    ["second_half", { from: "2026-04-21", to: TO }],
    ["without_first_week", { from: "2026-04-08", to: TO }],
    ["without_last_week", { from: FROM, to: "2026-05-04" }],
    ["policy_in_force", { from: "2026-04-16", to: TO }],
  ] as const)("estimates %s anew, as the verdict of those days alone", async (window, range) => {
    const verdict = await assess(executive, query({ router: "taken", ...range }));
    const one = find(curve, { window });
    near(one.lift, verdict.lift, 1e-12);
    near(one.expected, verdict.expected.share, 1e-12);
    near(one.odds.upper ?? Number.NaN, Math.exp(verdict.tilt.upper ?? Number.NaN), 1e-9);
    expect([one.verdict, one.decisions]).toEqual([verdict.verdict, verdict.usable]);
  });

  it("estimates without the largest tenant as if it had never come", async () => {
    const verdict = await assess(executive, query({ router: "without-giant" }));
    const one = find(curve, { outliers: "largest_tenant" });
    near(one.lift, verdict.lift, 1e-12);
    expect([one.verdict, one.decisions]).toEqual([verdict.verdict, verdict.usable]);
  });

  it("rests on fewer covariates where one is left out", async () => {
    for (const covariates of [
      ["quality", "log_cost"],
      ["quality", "latency_s"],
      ["log_cost", "latency_s"],
    ] as const) {
      const verdict = await assess(executive, query({ router: "taken", covariates: covariates.join(",") }));
      near(find(curve, { covariates: [...covariates] }).lift, verdict.lift, 1e-12);
    }
  });

  it("counts by input tokens and by the candidates' mean cost; what the choice itself cost has no say", async () => {
    const tokens = await byHand(sum, ({ input_tokens = 0 }) => input_tokens);
    near(find(curve, { weight: "tokens" }).observed, tokens.observed);
    near(find(curve, { weight: "tokens" }).expected, tokens.expected);
    const spend = await byHand(
      sum,
      ({ candidates = [] }) =>
        candidates.reduce((all, { cost_usd = 0 }) => all + cost_usd, 0) / candidates.length,
    );
    near(find(curve, { weight: "spend" }).observed, spend.observed);
    near(find(curve, { weight: "spend" }).expected, spend.expected);
  });

  it("calls a neutral router tilted in none of the ways that rest on all that it weighs", async () => {
    const flat = await readSpecifications(executive, query({ router: "neutral" }));
    const faithful = flat.specifications.filter(
      ({ choices }) =>
        choices.baseline === "partner_revealed" &&
        choices.covariates?.length === 3 &&
        choices.candidates === "all",
    );
    expect(faithful.length).toBeGreaterThan(15);
    expect(faithful.filter(({ verdict }) => verdict === "breach" || verdict === "watch")).toEqual([]);
    for (const { lower, upper } of faithful) expect(lower < 0 && upper > 0).toBe(true);
  });

  it("leaves out days of unusual traffic", async () => {
    const odd = await readSpecifications(executive, query({ router: "busy" }));
    const without = find(odd, { outliers: "outlier_days" });
    const all = find(odd, {});
    expect(all.decisions - without.decisions).toBeGreaterThan(1500);
    const quiet = await assess(executive, query({ router: "busy", to: "2026-04-06" }));
    expect(without.decisions).toBeGreaterThan(quiet.usable);
  });

  it("has the other baselines that the data allow, whole and by halves, and the verdict's own among them", async () => {
    const asked = query({ router: "blind" });
    const { specifications } = await readSpecifications(executive, asked);
    const others = specifications.filter(({ choices }) => choices.baseline !== "partner_revealed");
    expect(
      others.map(({ choices }) => [choices.baseline, choices.covariates, choices.window]).sort(),
    ).toEqual([
      ["owner_blind", null, "first_half"],
      ["owner_blind", null, "second_half"],
      ["owner_blind", null, "whole"],
    ]);
    const chosen = specifications.filter((one) => one.chosen);
    expect(chosen.map(({ choices }) => [choices.baseline, choices.window])).toEqual([
      ["owner_blind", "whole"],
    ]);
    const verdict = await assess(executive, asked);
    near(chosen[0]?.lift ?? Number.NaN, verdict.lift, 1e-12);
    const half = await assess(executive, query({ router: "blind", from: "2026-04-11" }));
    near(
      others.find(({ choices }) => choices.window === "second_half")?.lift ?? Number.NaN,
      half.lift,
      1e-12,
    );
  });

  it("has a share fixed in advance where the question gives one", async () => {
    const shares = { router: "neutral", to: "2026-04-10", baseline: "reference_share", reference: "0.3" };
    const { specifications } = await readSpecifications(executive, query(shares));
    const fixed = specifications.filter(({ choices }) => choices.baseline === "reference_share");
    expect(fixed.map(({ chosen, expected, choices }) => [chosen, expected, choices.window])).toEqual([
      [true, 0.3, "whole"],
    ]);
    expect(specifications.filter((one) => one.chosen)).toEqual(fixed);
  });

  it("says why where nothing can be estimated, and that nobody agrees with what is not there", async () => {
    const certain = await readSpecifications(executive, query({ router: "argmax" }));
    expect(certain.specifications.filter(({ choices }) => choices.covariates?.length === 3)).toEqual([]);
    expect(certain.not_estimated[0]?.reason).toBe("separation");
    expect(certain.agreement).toEqual({ specifications: 0, same_sign: 0, same_verdict: 0, both: 0 });
    const nothing = await readSpecifications(executive, query({ router: "nobody" }));
    expect([nothing.specifications, nothing.not_estimated[0]?.reason]).toEqual([[], "nothing_usable"]);
  });

  it("is for whoever may read routing, and the same for everybody", async () => {
    await expect(readSpecifications(testActor("partner"), query({}))).rejects.toMatchObject({ status: 403 });
    await expect(readSpecifications(executive, query({ focus: "party:nobody" }))).rejects.toMatchObject({
      status: 422,
    });
    expect(await readSpecifications(testActor("auditor"), query({ router: "taken" }))).toEqual(curve);
  });
});
