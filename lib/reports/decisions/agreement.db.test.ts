import { beforeAll, expect, it } from "vitest";
import { NeutralityQuery } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { seeded } from "@/lib/neutrality/testing/simulate";
import { importRegister } from "@/lib/register/server";
import { DecisionsQuery, EXCLUSION_REASONS } from "@/lib/routing";
import { createTrafficSource } from "@/lib/routing/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { judgedDecisions } from "../server";

// The engine counts a window's exclusions in SQL, the list judges each decision in TypeScript: one contract, two texts.
const auditor = testActor("auditor");
const NAMES = ["nova-lite", "nova-pro", "claude-haiku", "gpt-mini", "GPT-Mini ", "llama-large", "mystery"];
const TIMES = ["2026-02-28", "2026-03-01", "2026-03-31", "2026-04-01", "2026-04-20"];
const range = { from: "2026-02-01", to: "2026-05-01" };

function made(count: number): TestDecision[] {
  const random = seeded(23);
  const one = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const maybe = <T>(value: T): T | undefined => (random() < 0.8 ? value : undefined);
  const candidate = () => ({
    model: one(NAMES),
    ...(random() < 0.2 ? { eligible: random() < 0.5 } : {}),
    ...{
      quality: maybe(random()),
      cost_usd: maybe(one([0, 0.001, 0.002])),
      latency_ms: maybe(900 * random()),
    },
  });
  const some = (record: object) =>
    Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  return Array.from({ length: count }, (_, index) => ({
    ...{ decision_id: `d${index}`, source: one([1, 2]), router: one(["main", "other"]) },
    occurred_at: `${one(TIMES)}T${one(["00:00:00", "23:59:59.999"])}Z`,
    ...{ chosen_model: one(NAMES), tenant: `t${index % 40}` },
    decided_by: random() < 0.9 ? "router" : "sticky",
    arm: random() < 0.9 ? "production" : "owner_blind",
    ...some({
      policy_version: maybe(one(["v1", "v2", "v3", "unknown"])),
      task: maybe(one(["code", "chat"])),
      input_tokens: maybe(one([0, 100, 900])),
      output_tokens: maybe(one([0, 50])),
    }),
    ...(random() < 0.5
      ? {
          candidates: Array.from(
            { length: Math.ceil(5 * random()) },
            () => some(candidate()) as { model: string },
          ),
        }
      : {}),
  }));
}

const policy = (router: string, version: string, from: string, models: string[]) => ({
  ...{ router, version, from: `${from}T00:00:00Z`, models },
});

beforeAll(async () => {
  await seedRegister();
  const priced = (key: string, name: string, over: object) => ({ key, models: [{ name, ...over }] });
  const both = { input_price_usd_per_mtok: "1", output_price_usd_per_mtok: "2" };
  await importRegister(OPERATOR, {
    products: [
      priced("amazon", "nova-pro", { ...both, quality_estimates: [{ from: "2026-03", quality: 0.5 }] }),
      priced("anthropic", "claude-haiku", {
        prices: [
          { from: "2026-03", ...both },
          { from: "2026-04", input_price_usd_per_mtok: "0" },
        ],
        quality_estimates: [{ from: "2026", task: "code", quality: 0.7 }],
      }),
      priced("openai", "gpt-mini", {
        input_price_usd_per_mtok: "1",
        quality_estimates: [{ from: "2026", quality: 0.6 }],
      }),
    ],
    policies: [
      policy("main", "v1", "2026-03-01", ["nova-pro", "claude-haiku", "gpt-mini"]),
      policy("main", "v2", "2026-04-01", ["gpt-mini", "openai.gpt-mini-v1", "nova-pro"]),
      policy("main", "v3", "2026-04-10", []),
      policy("other", "v1", "2026-01-01", ["claude-haiku", "gpt-mini"]),
      policy("other", "v2", "2026-04-01", ["nova-pro", "mystery"]),
    ],
  });
  await createTrafficSource(OPERATOR, { key: "first" });
  await createTrafficSource(OPERATOR, { key: "second", quality_basis: "outcome" });
  await insertDecisions(made(3000));
});

it.each([undefined, "quality", "log_cost", "quality,log_cost", "quality,log_cost,latency_s"])(
  "a window's counts are those of its decisions, and add up: covariates %s",
  async (covariates) => {
    for (const router of ["main", "other"]) {
      const answer = await assess(
        auditor,
        NeutralityQuery.parse({ ...range, router, ...(covariates ? { covariates } : {}) }),
      );
      const { usable, excluded, decisions, coverage, support, candidates } = answer;
      expect(Object.keys(excluded)).toEqual([...EXCLUSION_REASONS]);
      expect(Object.values(excluded).reduce((sum, count) => sum + count, usable)).toBe(decisions);
      expect(candidates.logged + candidates.policy).toBe(usable);
      for (const share of [coverage, support])
        if (share !== null) expect(share >= 0 && share <= 1, `${share}`).toBe(true);
      if (covariates) continue;
      expect(Math.min(...Object.values(excluded)), "every reason occurs").toBeGreaterThan(0);
      const counted = new Map<string, number>();
      let cursor: string | null = null;
      do {
        const page = await judgedDecisions(
          auditor,
          DecisionsQuery.parse({ ...range, router, limit: 1000, ...(cursor ? { cursor } : {}) }),
        );
        for (const { excluded_because: why } of page.items)
          counted.set(why ?? "usable", (counted.get(why ?? "usable") ?? 0) + 1);
        cursor = page.next_cursor;
      } while (cursor !== null);
      const wanted = Object.entries({ ...excluded, usable }).filter(([, count]) => count > 0);
      expect(Object.fromEntries([...counted].sort())).toEqual(Object.fromEntries(wanted.sort()));
    }
  },
);
