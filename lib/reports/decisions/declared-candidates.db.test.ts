import { beforeAll, describe, expect, it } from "vitest";
import { NeutralityQuery } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { seeded } from "@/lib/neutrality/testing/simulate";
import { importRegister } from "@/lib/register/server";
import { DecisionsQuery } from "@/lib/routing";
import { createTrafficSource } from "@/lib/routing/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { judgedDecision, judgedDecisions } from "../server";

const auditor = testActor("auditor");

/** Owner, input and output price per million tokens, quality. */
const MODELS = {
  "nova-pro": ["amazon", 0.8, 3.2, 0.62],
  "claude-haiku": ["anthropic", 0.8, 4, 0.66],
  "gpt-mini": ["openai", 0.15, 0.6, 0.58],
  "llama-large": ["meta", 0.72, 0.72, 0.55],
  "mistral-mid": ["mistral", 0.4, 2, 0.6],
} as const;
const names = Object.keys(MODELS) as (keyof typeof MODELS)[];

function made(): TestDecision[] {
  const random = seeded(5);
  return Array.from({ length: 600 }, (_, index): TestDecision => {
    const [input_tokens, output_tokens] = [Math.ceil(4000 * random()), Math.ceil(3000 * random())];
    const utilities = names.map((name) => {
      const [, input, output, quality] = MODELS[name];
      const cost = (input * input_tokens + output * output_tokens) / 1e6;
      return 4 * quality - 0.6 * Math.log(cost) - Math.log(-Math.log(random()));
    });
    return {
      decision_id: `d${index}`,
      occurred_at: new Date(Date.parse("2026-05-01") + index * 20 * 60_000).toISOString(),
      ...{ router: "main", policy_version: "v1", tenant: `t${index % 50}`, input_tokens, output_tokens },
      chosen_model: names[utilities.indexOf(Math.max(...utilities))] ?? "",
    };
  });
}

const odd = (decision_id: string, over: Partial<TestDecision>): TestDecision => ({
  ...{ decision_id, occurred_at: "2026-05-05T12:00:00Z", router: "main", policy_version: "v1" },
  ...{ chosen_model: "gpt-mini", input_tokens: 10, output_tokens: 10 },
  ...over,
});

beforeAll(async () => {
  await seedRegister();
  await importRegister(OPERATOR, {
    products: names.map((name) => {
      const [owner, input, output, quality] = MODELS[name];
      const model = {
        name,
        input_price_usd_per_mtok: String(input),
        output_price_usd_per_mtok: String(output),
        quality_estimates: [{ from: "2026-01", quality }],
      };
      return { key: owner, owner, name: owner, segments: ["models"], models: [model] };
    }),
    policies: [{ router: "main", version: "v1", from: "2026-05-01T00:00:00Z", models: names }],
  });
  // Numbered from 1, which decisions have when nothing else is said.
  await createTrafficSource(OPERATOR, { key: "feed" });
  await insertDecisions([
    ...made(),
    odd("pinned", { decided_by: "pinned" }),
    odd("elsewhere", { router: "other" }),
    odd("outside", { chosen_model: "nova-lite" }),
    odd("untokened", { input_tokens: undefined as never }),
    odd("logged", {
      candidates: [
        { model: "gpt-mini", quality: 0.5, cost_usd: 0.1, latency_ms: 10 },
        { model: "mystery", quality: 0.5, cost_usd: 0.1, latency_ms: 10, eligible: false },
      ],
    }),
  ]);
});

describe("decisions whose candidates a policy declares", () => {
  it("are told as the test of the same window counts them", async () => {
    const window = { from: "2026-05-01", to: "2026-06-01" };
    const answer = await assess(auditor, NeutralityQuery.parse(window));
    const { items } = await judgedDecisions(auditor, DecisionsQuery.parse({ ...window, limit: "1000" }));
    const counted = Object.fromEntries(Object.keys(answer.excluded).map((reason) => [reason, 0]));
    for (const { excluded_because } of items)
      if (excluded_because) counted[excluded_because] = (counted[excluded_because] ?? 0) + 1;
    expect(counted).toEqual(answer.excluded);
    const tested = items.filter((item) => item.tested);
    expect([tested.length, answer.candidates.policy]).toEqual([600, 600]);
    expect(tested.reduce((sum, { q }) => sum + (q ?? Number.NaN), 0)).toBeCloseTo(answer.expected.focal, 6);
    const of = (id: string) => items.find(({ decision_id }) => decision_id === id)?.excluded_because;
    expect(["pinned", "elsewhere", "outside", "untokened", "logged"].map(of)).toEqual([
      "not_router",
      "no_candidates",
      "chosen_not_candidate",
      "missing_cost",
      "single_candidate",
    ]);
  });

  it("know where their candidates come from, and whether they are complete", async () => {
    const from = async (id: string) => {
      const { decision } = await judgedDecision(auditor, `feed:${id}`);
      const { candidates_from, candidates_policy, candidates_complete, candidates } = decision;
      return [candidates_from, candidates_policy, candidates_complete, candidates?.length ?? null];
    };
    expect(await from("d0")).toEqual(["policy", "v1", false, 5]);
    expect(await from("pinned")).toEqual(["none", null, null, null]);
    expect(await from("elsewhere")).toEqual(["none", null, null, null]);
    expect(await from("logged")).toEqual(["logged", null, true, 2]);
    const { decision, chosen_candidate } = await judgedDecision(auditor, "feed:d0");
    expect(chosen_candidate).toBe(decision.chosen_model);
    const { input_tokens, output_tokens } = decision;
    expect(decision.candidates?.[0]).toEqual({
      ...{ model: "nova-pro", owner: "amazon", owner_name: "amazon", first_party: true },
      ...{ eligible: true, quality: 0.62, latency_ms: null, score: null, probability: null },
      cost_usd: (0.8 * (input_tokens ?? 0) + 3.2 * (output_tokens ?? 0)) / 1e6,
    });
  });
});
