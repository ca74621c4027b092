import { beforeAll, describe, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { NeutralityQuery } from "./index";
import { assess } from "./server";
import { ALL_MODELS, isOurs } from "./testing/models";
import { seedRegister } from "./testing/seed";
import { simulate } from "./testing/simulate";

const ask = (router: string) =>
  assess(testActor("executive"), NeutralityQuery.parse({ from: "2026-04-01", to: "2026-05-01", router }));

type Candidate = NonNullable<TestDecision["candidates"]>[number];

/** The same decisions under another router's name, with one of them spoiled: a choice between partners that a partner won. */
function spoiled(router: string, edit: (one: Candidate, chosen: boolean) => Candidate): TestDecision[] {
  const decisions = simulate({
    router: "calm",
    seed: 31,
    days: 20,
    per_day: 100,
    models: ALL_MODELS,
    from: "2026-04-01",
  });
  const at = decisions.findIndex(
    ({ chosen_model, candidates = [] }) =>
      !isOurs(chosen_model) && candidates.filter(({ model }) => !isOurs(model)).length >= 3,
  );
  return decisions.map((one, index) => ({
    ...one,
    decision_id: `${router}-${index}`,
    router,
    candidates: (one.candidates ?? []).map((candidate) =>
      index === at ? edit(candidate, candidate.model === one.chosen_model) : candidate,
    ),
  }));
}

const other = (figures: Partial<Candidate>) => (one: Candidate, chosen: boolean) =>
  chosen ? one : { ...one, ...figures };
const chosen = (figures: Partial<Candidate>) => (one: Candidate, is_chosen: boolean) =>
  is_chosen ? { ...one, ...figures } : one;

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([
    ...spoiled("calm", (one) => one),
    ...spoiled("late", other({ latency_ms: 1e12 })),
    ...spoiled("later", other({ latency_ms: 1e99 })),
    ...spoiled("taken", chosen({ latency_ms: 1e12 })),
    ...spoiled("endless", other({ latency_ms: 1.7e308 })),
    ...spoiled("superb", chosen({ quality: -1.7e308 })),
    ...spoiled("dear", other({ cost_usd: 1.7e308 })),
    ...spoiled("cheap", other({ cost_usd: 1e-308 })),
  ]);
});

async function coefficientsOf(router: string): Promise<number[]> {
  const { fits } = await ask(router);
  expect(fits[0]?.reason).toBeNull();
  return (fits[0]?.baseline_model?.coefficients ?? []).map(({ estimate }) => estimate);
}

const apart = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, p) => Math.abs(value - (b[p] ?? Number.NaN))));

describe("one figure that is wrong by powers of ten", () => {
  it.each(["late", "later", "dear"])("costs its own influence and no more: %s", async (router) => {
    const calm = await coefficientsOf("calm");
    expect(calm).toHaveLength(3);
    expect(apart(await coefficientsOf(router), calm)).toBeLessThan(0.05);
    const [with_it, without] = [await ask(router), await ask("calm")];
    expect(with_it.usable).toBe(without.usable);
    expect(with_it.tilt.lower).toBeCloseTo(without.tilt.lower ?? Number.NaN, 1);
  });

  it("is believed where the router chose it: latency then says next to nothing, all else as before", async () => {
    const [calm, taken] = [await coefficientsOf("calm"), await coefficientsOf("taken")];
    expect(Math.abs(taken[2] ?? 1)).toBeLessThan(1e-6);
    expect(apart(taken.slice(0, 2), calm.slice(0, 2))).toBeLessThan(0.3);
  });

  it("is a covariate however far out its logarithm lies", async () => {
    expect(apart(await coefficientsOf("cheap"), await coefficientsOf("calm"))).toBeLessThan(1);
  });

  it.each([
    ["endless", "missing_latency"],
    ["superb", "missing_quality"],
  ] as const)(
    "is none where its square is no number, and its decision is left out: %s",
    async (router, reason) => {
      const [answer, calm] = [await ask(router), await ask("calm")];
      expect(answer.excluded[reason]).toBe(1);
      expect(answer.usable + answer.excluded.one_sided).toBe(calm.usable + calm.excluded.one_sided - 1);
      expect(apart(await coefficientsOf(router), await coefficientsOf("calm"))).toBeLessThan(0.05);
    },
  );
});
