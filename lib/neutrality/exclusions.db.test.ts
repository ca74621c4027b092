import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { NeutralityQuery } from "./index";
import { assess } from "./server";
import { withPrepared } from "./store/prepared";
import { seedRegister } from "./testing/seed";
import { simulate } from "./testing/simulate";

const compliance = testActor("compliance");
const query = (over: Record<string, string> = {}) =>
  NeutralityQuery.parse({ from: "2026-05-01", to: "2026-06-01", router: "main", ...over });
const ask = (over: Record<string, string> = {}) => assess(compliance, query(over));
const nonZero = (counts: Record<string, number>) =>
  Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));

type Candidate = NonNullable<TestDecision["candidates"]>[number];
const of = (model: string, over: Partial<Candidate> = {}): Candidate => ({
  model,
  quality: 0.5,
  cost_usd: 0.001,
  latency_ms: 400,
  ...over,
});
const without = (field: keyof Candidate, model = "nova-pro"): Candidate => {
  const { [field]: _, ...rest } = of(model);
  return { ...rest, model };
};

const usable = simulate({
  router: "main",
  seed: 31,
  days: 20,
  per_day: 60,
  models: ["nova-lite", "nova-pro", "claude-haiku", "gpt-mini", "llama-large", "mistral-mid"],
  from: "2026-05-01",
});
const sides = ({ candidates = [] }: TestDecision) =>
  new Set(candidates.map(({ model }) => model.startsWith("nova"))).size;

let next = 0;
const odd = (over: Partial<TestDecision>): TestDecision => {
  next += 1;
  return {
    decision_id: `odd-${next}`,
    occurred_at: "2026-05-10T12:00:00Z",
    router: "main",
    policy_version: "v1",
    chosen_model: "gpt-mini",
    candidates: [of("gpt-mini"), of("nova-pro")],
    ...over,
  };
};

const ODD: TestDecision[] = [
  odd({ decided_by: "pinned", candidates: [] }),
  odd({ decided_by: "fallback", arm: "owner_blind" }),
  odd({ arm: "owner_blind" }),
  odd({ candidates: [] }),
  odd({ candidates: [of("gpt-mini", { eligible: false }), of("nova-pro", { eligible: false })] }),
  odd({ candidates: [of("gpt-mini"), of("mystery")] }),
  odd({ chosen_model: "mystery", candidates: [of("mystery"), of("nova-pro")] }),
  // The unknown candidate was not eligible: it is left out first, and one is left.
  odd({ candidates: [of("gpt-mini"), of("mystery", { eligible: false })] }),
  odd({ candidates: [of("claude-haiku"), of("nova-pro")] }),
  odd({ candidates: [of("gpt-mini", { eligible: false }), of("claude-haiku"), of("nova-pro")] }),
  odd({ candidates: [of("gpt-mini")] }),
  odd({ candidates: [of("gpt-mini"), of("us.GPT-mini"), of("x.gpt-mini-v9")] }),
  odd({ candidates: [of("gpt-mini"), without("quality"), without("cost_usd", "llama-large")] }),
  odd({ candidates: [of("gpt-mini"), without("cost_usd"), without("latency_ms", "llama-large")] }),
  odd({ candidates: [of("gpt-mini"), without("latency_ms"), of("llama-large", { cost_usd: 0 })] }),
  odd({ candidates: [of("gpt-mini"), of("nova-pro", { cost_usd: 0 })] }),
  // The candidate without cost is a second, dearer copy: it never counted.
  odd({ candidates: [without("cost_usd", "gpt-mini"), of("gpt-mini"), of("claude-haiku")] }),
  odd({ chosen_model: "nova-pro", candidates: [of("nova-lite"), of("nova-pro")] }),
  // Another version, with too few choices to be fitted; the chosen name is an ARN of the candidate.
  odd({
    policy_version: "v0",
    chosen_model: "arn:aws:bedrock:us-east-1::foundation-model/eu.x.gpt-mini-v2:0",
    candidates: [of("GPT-MINI"), of("nova-pro")],
  }),
  odd({ occurred_at: "2026-06-01T00:00:00Z" }),
  odd({ occurred_at: "2026-04-30T23:59:59.999Z" }),
];

beforeAll(async () => {
  await seedRegister();
  await insertDecisions([...usable, ...ODD]);
});

describe("exclusions", () => {
  it("count each decision under the first reason", async () => {
    const answer = await ask();
    const one_sided = usable.filter((one) => sides(one) === 1).length;
    expect(nonZero(answer.excluded)).toEqual({
      not_router: 2,
      blind_arm: 1,
      no_candidates: 2,
      unattributed_candidate: 2,
      chosen_not_candidate: 2,
      single_candidate: 3,
      missing_quality: 1,
      missing_cost: 1,
      missing_latency: 1,
      zero_cost: 1,
      one_sided: one_sided + 2,
      no_fit: 1,
    });
    expect(answer.usable).toBe(usable.length - one_sided);
    expect(answer.decisions).toBe(usable.length + ODD.length - 2);
    expect(Object.values(answer.excluded).reduce((sum, n) => sum + n, answer.usable)).toBe(answer.decisions);
    expect(answer.coverage).toBeCloseTo((usable.length + 2) / (answer.decisions - 3), 12);
    expect(answer.covariates).toEqual(["quality", "log_cost", "latency_s"]);
    expect(answer.because).toContain("too_few_partner_choices");
  });

  it("ask only for the covariates in use", async () => {
    const { excluded } = await ask({ covariates: "latency_s" });
    expect([
      excluded.missing_quality,
      excluded.missing_cost,
      excluded.zero_cost,
      excluded.missing_latency,
    ]).toEqual([0, 0, 0, 2]);
  });

  it("drop a covariate that fewer than 90 % carry; ask for all where none is carried", async () => {
    const blank = (router: string, every: number, fields: (keyof Candidate)[]): TestDecision[] =>
      usable.map((one, index) => ({
        ...one,
        decision_id: `${router}-${index}`,
        router,
        candidates: (one.candidates ?? []).map((candidate) =>
          index % every === 0
            ? { ...candidate, ...Object.fromEntries(fields.map((name) => [name, undefined])) }
            : candidate,
        ),
      }));
    await insertDecisions([
      ...blank("often", 20, ["latency_ms"]),
      ...blank("seldom", 5, ["latency_ms"]),
      ...blank("bare", 1, ["quality", "cost_usd", "latency_ms"]),
    ]);
    const often = await ask({ router: "often" });
    expect([often.covariates.length, often.excluded.missing_latency]).toEqual([3, usable.length / 20]);
    const seldom = await ask({ router: "seldom" });
    expect([seldom.covariates, seldom.excluded.missing_latency]).toEqual([["quality", "log_cost"], 0]);
    const bare = await ask({ router: "bare" });
    expect([bare.verdict, bare.covariates.length, bare.excluded.missing_quality]).toEqual([
      "no_data",
      3,
      usable.length,
    ]);
  });

  it("answer anew when traffic has come", async () => {
    const before = await ask();
    expect(await ask()).toBe(before);
    await insertDecisions([odd({ decided_by: "cache" })]);
    expect((await ask()).excluded.not_router).toBe(before.excluded.not_router + 1);
  });
});

it("drops the prepared table when the work fails", async () => {
  const input = {
    query: query(),
    names: { names: [], codes: [], owners: [""] },
    versions: [],
    strata: [],
    refused: [],
  };
  await expect(withPrepared(input, async () => Promise.reject(new Error("broken")))).rejects.toThrow(
    "broken",
  );
  const left = await clickhouse().rows({
    sql: "SELECT name FROM system.tables WHERE startsWith(name, 'neutrality_')",
    row: z.object({ name: z.string() }),
  });
  expect(left).toEqual([]);
});
