import { beforeAll, describe, expect, it } from "vitest";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { DeviationsQuery } from "../index";
import { gapsOf, type JudgedRule } from "../rules/rule";
import { exportDeviations, listDeviations } from "../server";
import { figuresOf, followRule } from "../testing/follow-rule";
import { isOurs } from "../testing/models";
import { seedRegister } from "../testing/seed";

const auditor = testActor("auditor");
const FROM = "2026-04-01";
const ask = (over: Record<string, unknown>) =>
  listDeviations(auditor, DeviationsQuery.parse({ from: FROM, to: "2026-07-01", ...over }));

// Every form of rule: each is applied by the engine and, beside it, by the pure function.
const RULES = {
  within: {
    declared: { kind: "cheapest_within", band: 0.05 },
    judged: { form: "line", relative: true, at: 0.05, ties: null },
  },
  quality: {
    declared: { kind: "max_quality", ties: "fastest" },
    judged: { form: "score", weights: { quality: 1, log_cost: 0, latency_s: 0 }, ties: "fastest" },
  },
  weighted: {
    declared: { kind: "weighted", weights: { quality: 3, log_cost: -0.7, latency_s: -0.5 } },
    judged: { form: "score", weights: { quality: 3, log_cost: -0.7, latency_s: -0.5 }, ties: null },
  },
  floor: {
    declared: { kind: "min_cost_above", floor: 0.5, ties: "best_quality" },
    judged: { form: "line", relative: false, at: 0.5, ties: "best_quality" },
  },
} as const satisfies Record<string, { declared: object; judged: JudgedRule }>;
type Name = keyof typeof RULES;
const NAMES = Object.keys(RULES) as Name[];

const made = new Map<Name, TestDecision[]>(
  NAMES.map((router, at) => [
    router,
    followRule({
      ...{ router, seed: 40 + at, rule: RULES[router].judged, decisions: 600, from: FROM, noise: 2 },
      // Equals too, where a tie rule parts them.
      ...(RULES[router].judged.ties ? { equals: "any" as const } : {}),
    }),
  ]),
);

/** Gaps of a decision's candidates by name, by hand. */
const gapsByHand = (router: Name, { candidates = [] }: TestDecision) => {
  const full = candidates.map(({ model, quality = 0, cost_usd = 1, latency_ms = 0 }) => ({
    ...{ model, quality, cost_usd, latency_ms },
  }));
  const gaps = gapsOf(RULES[router].judged, full.map(figuresOf));
  return new Map(full.map(({ model }, at) => [model, gaps[at] ?? 0]));
};

const byHand = (router: Name): TestDecision[] =>
  (made.get(router) ?? []).filter((one) => {
    const own = (one.candidates ?? []).filter(({ model }) => isOurs(model)).length;
    const both = own > 0 && own < (one.candidates ?? []).length;
    return both && isOurs(one.chosen_model) && (gapsByHand(router, one).get(one.chosen_model) ?? 0) > 0;
  });

beforeAll(async () => {
  await seedRegister();
  await importRegister(OPERATOR, {
    policies: NAMES.map((router) => ({
      ...{ router, version: "v1", from: `${FROM}T00:00:00Z`, rule: RULES[router].declared },
    })),
  });
  await insertDecisions([...made.values()].flat());
});

describe("deviations toward ourselves", () => {
  it.each(NAMES)("under %s are those that the rule speaks against, with every gap", async (router) => {
    const expected = byHand(router);
    const answer = await ask({ router, limit: "1000" });
    expect(expected.length).toBeGreaterThan(20);
    expect([answer.total, answer.items.length]).toEqual([expected.length, expected.length]);
    const by_id = new Map(expected.map((one) => [one.decision_id, one]));
    for (const item of answer.items) {
      const one = by_id.get(item.decision_id);
      if (!one) throw new Error(`${item.decision_id} is no deviation.`);
      const gaps = gapsByHand(router, one);
      expect(item.candidates).toHaveLength(gaps.size);
      for (const { model, gap, neutral, chosen, focal } of item.candidates) {
        expect(gap).toBeCloseTo(gaps.get(model) ?? Number.NaN, 9);
        expect([neutral, chosen, focal]).toEqual([gap === 0, model === one.chosen_model, isOurs(model)]);
      }
    }
  });

  it("say what they cost the customer", async () => {
    const [item] = (await ask({ router: "within", limit: "1" })).items;
    const chosen = item?.candidates.find((one) => one.chosen);
    const named = item?.candidates.filter(({ neutral }) => neutral) ?? [];
    expect(named).toHaveLength(1);
    expect(item?.extra_cost_usd).toBeCloseTo((chosen?.cost_usd ?? 0) - (named[0]?.cost_usd ?? 0), 12);
    expect(item?.extra_quality).toBeCloseTo((chosen?.quality ?? 0) - (named[0]?.quality ?? 0), 12);
    expect(item).toMatchObject({ router: "within", policy_version: "v1", rule: RULES.within.declared });
    expect(item?.candidates.find((one) => one.focal)).toMatchObject({
      owner: "amazon",
      owner_name: "amazon",
    });
  });

  it("come a page at a time, newest first", async () => {
    const all = (await ask({ router: "floor", limit: "1000" })).items.map(({ id }) => id);
    const pages: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await ask({ router: "floor", limit: "9", ...(cursor ? { cursor } : {}) });
      pages.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(pages).toEqual(all);
    await expect(ask({ cursor: "guess" })).rejects.toMatchObject({ status: 422 });
  });

  it("come all together as a file, which names what the rule names", async () => {
    const query = DeviationsQuery.parse({ from: FROM, to: "2026-07-01", router: "within", limit: "5" });
    const { file_name, chunks } = await exportDeviations(auditor, query);
    let csv = "";
    for await (const chunk of chunks) csv += chunk;
    const [head = "", ...lines] = csv.trimEnd().split("\r\n");
    const { total, items } = await ask({ router: "within", limit: "1" });
    expect(file_name).toMatch(/deviations-2026-04-01-to-2026-07-01\.csv$/);
    expect(lines).toHaveLength(total);
    expect(head).toContain(
      "chosen_model,named_by_rule,gap,extra_cost_usd,extra_quality,rule,candidates,traffic",
    );
    const named = items[0]?.candidates.find(({ neutral }) => neutral)?.model ?? "";
    expect(lines[0]).toContain(`${items[0]?.chosen_model},${named},`);
    await expect(exportDeviations(testActor("executive"), query)).rejects.toMatchObject({ status: 403 });
  });

  it("are asked about for any focus, by whoever may read decisions", async () => {
    const other = await ask({ router: "within", focus: "party:openai" });
    expect(other.items.every(({ chosen_model }) => chosen_model.startsWith("gpt"))).toBe(true);
    expect(other.total).toBeGreaterThan(0);
    await expect(
      listDeviations(testActor("executive"), DeviationsQuery.parse({ from: FROM, to: "2026-07-01" })),
    ).rejects.toMatchObject({ status: 403 });
    expect((await ask({ router: "nobody" })).items).toEqual([]);
  });
});
