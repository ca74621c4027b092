import { beforeAll, describe, expect, it } from "vitest";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { DeviatingQuery, NeutralityQuery, type TellingDecision } from "../index";
import { gapsOf, type JudgedRule } from "../rules/rule";
import { assess, listDeviating, readTellingDecisions } from "../server";
import { seedRegister } from "../testing/seed";
import { simulate } from "../testing/simulate";

const auditor = testActor("auditor");
const FROM = "2026-04-01";
const RANGE = { from: FROM, to: "2026-05-11" };
const own = (model: string) => model.startsWith("nova");
const RULE: JudgedRule = {
  form: "score",
  weights: { quality: 3, log_cost: -0.7, latency_s: -0.5 },
  ties: null,
};

const MODELS = ["nova-lite", "nova-pro", "claude-haiku", "claude-sonnet", "gpt-mini", "llama-large"];
const base = { days: 40, per_day: 150, models: MODELS, from: FROM };
const taken = simulate({
  ...base,
  router: "taken",
  seed: 71,
  policy_version: (day) => (day < 20 ? "v1" : "v2"),
  tilt: (model, day, task) => (own(model) && day >= 20 && task === "code" ? 1.5 : 0),
});
const by_id = new Map(taken.map((one) => [one.decision_id, one]));
const worse = simulate({
  ...base,
  router: "worse",
  seed: 72,
  tilt: (model) => (model.startsWith("gpt") ? -1.5 : 0),
});

const query = (over: Record<string, string> = {}) =>
  NeutralityQuery.parse({ ...RANGE, router: "taken", ...over });
const list = (over: Record<string, string> = {}) =>
  listDeviating(auditor, DeviatingQuery.parse({ ...RANGE, router: "taken", limit: "100", ...over }));

type Chance = { q: number; best_partner: number; best_own: number };
let chances: Map<string, Chance>;

/** From the candidates and the verdict's coefficients alone. */
async function byHand(): Promise<Map<string, Chance>> {
  const { fits } = await assess(auditor, query({ baseline: "partner_revealed" }));
  return new Map(
    taken.map(({ decision_id, candidates = [], policy_version }) => {
      const fit = fits.find((one) => one.policy_version === policy_version);
      const b = fit?.baseline_model?.coefficients.map(({ estimate }) => estimate) ?? [];
      const weights = candidates.map(({ quality = 0, cost_usd = 1, latency_ms = 0 }) =>
        Math.exp(
          [quality, Math.log(cost_usd), latency_ms / 1000].reduce((sum, z, p) => sum + z * (b[p] ?? 0), 0),
        ),
      );
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      const shares = (keep: (model: string) => boolean) =>
        weights.flatMap((weight, at) => (keep(candidates[at]?.model ?? "") ? [weight / all] : []));
      const [ours, theirs] = [shares(own), shares((model) => !own(model))];
      return [
        decision_id,
        {
          q: ours.reduce((sum, share) => sum + share, 0),
          best_own: Math.max(0, ...ours),
          best_partner: Math.max(0, ...theirs),
        },
      ];
    }),
  );
}

const chanceOf = ({ decision_id }: { decision_id: string }): Chance =>
  chances.get(decision_id) ?? { q: Number.NaN, best_own: Number.NaN, best_partner: Number.NaN };

/** Decisions for ourselves where both sides stood and the chance was low, or a partner likelier than any of ours. */
const expected = (threshold: number): TestDecision[] =>
  taken.filter((one) => {
    const { q, best_own, best_partner } = chanceOf(one);
    const both = best_own > 0 && best_partner > 0;
    return both && own(one.chosen_model) && (q < threshold || best_partner > best_own);
  });

beforeAll(async () => {
  await seedRegister();
  await importRegister(OPERATOR, {
    policies: ["v1", "v2"].map((version, at) => ({
      router: "taken",
      version,
      from: at === 0 ? `${FROM}T00:00:00Z` : "2026-04-21T00:00:00Z",
      rule: { kind: "weighted", weights: { quality: 3, log_cost: -0.7, latency_s: -0.5 } },
    })),
  });
  await insertDecisions([...taken, ...worse]);
  chances = await byHand();
});

/** What is said of a decision is what its candidates say. */
function check(item: TellingDecision): void {
  const made = by_id.get(item.decision_id);
  if (!made) throw new Error(`${item.decision_id} was never made.`);
  expect(Math.abs(item.q - chanceOf(item).q)).toBeLessThan(1e-9);
  expect(item.candidates.map(({ model }) => model).sort()).toEqual(
    made.candidates?.map(({ model }) => model).sort(),
  );
  expect(Math.abs(item.candidates.reduce((sum, { probability }) => sum + probability, 0) - 1)).toBeLessThan(
    1e-9,
  );
  const figures = (made.candidates ?? []).map(({ quality = 0, cost_usd = 1, latency_ms = 0 }) => ({
    quality,
    log_cost: Math.log(cost_usd),
    latency_s: latency_ms / 1000,
  }));
  const gaps = gapsOf(RULE, figures);
  const best = made.candidates?.[gaps.indexOf(0)]?.model;
  expect(item.candidates.filter(({ best_by_rule }) => best_by_rule).map(({ model }) => model)).toEqual([
    best,
  ]);
  const chosen = item.candidates.find((one) => one.chosen);
  const standard = item.candidates.find(({ model }) => model === item.standard.model);
  expect(chosen?.model).toBe(made.chosen_model);
  expect(item.standard.by).toBe(best === made.chosen_model ? "baseline" : "rule");
  expect(item.dearer_usd).toBeCloseTo((chosen?.cost_usd ?? 0) - (standard?.cost_usd ?? 0), 12);
  expect(item.quality_lower).toBeCloseTo((standard?.quality ?? 0) - (chosen?.quality ?? 0), 12);
  expect(item.occurred_at.slice(0, 19)).toBe(made.occurred_at.slice(0, 19));
  expect([item.router, item.task, item.policy_version]).toEqual([
    made.router,
    made.task,
    made.policy_version,
  ]);
}

describe("telling decisions", () => {
  it("are ten since the onset in the named strata, unlike each other, and the same every time", async () => {
    const items = await readTellingDecisions(auditor, query());
    const { verdict, onset } = await assess(auditor, query());
    expect([verdict, onset.policy_version]).toEqual(["breach", "v2"]);
    expect(items).toHaveLength(10);
    for (const item of items) {
      check(item);
      expect(own(item.chosen_model)).toBe(true);
      expect([item.task, item.policy_version]).toEqual(["code", "v2"]);
      const { q, best_own, best_partner } = chanceOf(item);
      expect(q < 0.5 || best_partner > best_own).toBe(true);
    }
    expect(new Set(items.map(({ occurred_at }) => occurred_at.slice(0, 10))).size).toBe(10);
    expect(new Set(items.map(({ chosen_model }) => chosen_model)).size).toBe(2);
    const least = Math.min(...expected(0.5).flatMap((one) => (isNamed(one) ? [chanceOf(one).q] : [])));
    expect(Math.abs((items[0]?.q ?? 1) - least)).toBeLessThan(1e-9);
    expect(items[0]?.words[0]).toBe(
      "v2 declares: the largest sum of 3 × quality, -0.70 × ln cost, -0.50 × seconds.".replaceAll("-", "−"),
    );
    expect(await readTellingDecisions(testActor("compliance"), query())).toEqual(items);
  });

  it("are against a party where that is the question", async () => {
    const asked = { ...RANGE, router: "worse", focus: "party:openai" };
    const items = await readTellingDecisions(auditor, NeutralityQuery.parse(asked));
    expect(items).toHaveLength(10);
    for (const { chosen_model, candidates, q, words } of items) {
      expect(chosen_model.startsWith("gpt")).toBe(false);
      const likeliest = candidates[0]?.focal === true;
      expect(q > 0.5 || likeliest).toBe(true);
      expect(words.at(-1)).toContain("would take models of openai in");
    }
  });

  it("are not for whoever may not read decisions", async () => {
    await expect(readTellingDecisions(testActor("executive"), query())).rejects.toMatchObject({
      status: 403,
    });
    await expect(
      listDeviating(testActor("partner_manager"), DeviatingQuery.parse(RANGE)),
    ).rejects.toMatchObject({ status: 403 });
    expect(await readTellingDecisions(auditor, query({ router: "nobody" }))).toEqual([]);
  });
});

const isNamed = ({ task, policy_version }: TestDecision): boolean =>
  task === "code" && policy_version === "v2";

describe("all deviating decisions", () => {
  it.each(["0.5", "0.2", "0"])(
    "below %s are all that the candidates say, least likely first",
    async (threshold) => {
      const wanted = expected(Number(threshold)).sort((a, b) => chanceOf(a).q - chanceOf(b).q);
      const first = await list({ threshold });
      expect(first.total).toBe(wanted.length);
      expect(first.items.map(({ decision_id }) => decision_id)).toEqual(
        wanted.slice(0, 100).map(({ decision_id }) => decision_id),
      );
      for (const item of first.items) check(item);
    },
  );

  it("come page by page without a gap or a repeat", async () => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list({ threshold: "0.15", ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map(({ decision_id }) => decision_id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen.length).toBeGreaterThan(100);
    expect(new Set(seen)).toEqual(new Set(expected(0.15).map(({ decision_id }) => decision_id)));
    expect(seen).toHaveLength(expected(0.15).length);
    await expect(list({ cursor: "guess" })).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: "/cursor" }],
    });
  });
});
