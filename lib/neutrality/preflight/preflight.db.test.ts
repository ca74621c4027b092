import { beforeAll, describe, expect, it } from "vitest";
import { insertDecisions } from "@/lib/testing/decisions";
import { preflightPolicy } from "../server";
import { lastWeeks } from "../store/replay-window";
import type { PreflightView } from "./schema";
import { compliance, draft, one, SELVES, seedPreflights } from "./testing/seed";

const none = (over: Partial<PreflightView["result"]["not_replayed"]>) =>
  expect.objectContaining(
    Object.fromEntries(
      Object.entries({
        ...{ not_router: 0, blind_arm: 0, unattributed_choice: 0, no_candidates: 0 },
        ...{ unattributed_candidate: 0, missing_quality: 0, missing_cost: 0, missing_latency: 0 },
        ...{ zero_cost: 0, quality_not_ex_ante: 0 },
        ...over,
      }),
    ),
  );

beforeAll(seedPreflights);

describe("a replay", () => {
  it("gives each decision to what the draft names, by hand", async () => {
    const { result, ...run } = await draft({});
    expect(run).toMatchObject({
      ...{ policy: null, weeks: 4, from: "2026-04-13T00:00:00.000Z", to: "2026-05-11T00:00:00.000Z" },
      draft: { router: "main", rule: { kind: "max_quality" }, models: ["meta", "open", "open-alias", "own"] },
      created_by: `person:${compliance.id}`,
    });
    expect(run.dataset_digest).toMatch(/^[0-9A-F]{1,16}$/);
    expect(result.decisions).toBe(8);
    expect(result.not_replayed).toEqual(none({ not_router: 1, blind_arm: 1, unattributed_choice: 1 }));
    expect(result.not_compared).toEqual(none({}));
    expect([result.replayed, result.register_figures, result.tied]).toEqual([5, 1, 2]);
    expect([result.compared_with, result.in_force_missing]).toEqual(["in_force", null]);
    // main@v1, the cheapest within 0.1 of the best: a own, b meta, c open, d open, e open.
    expect(result.in_force).toMatchObject({
      policy: "main@v1",
      draft: {
        router: "main",
        rule: { kind: "cheapest_within", band: 0.1 },
        models: ["meta", "open", "own"],
      },
      // c and e: open was chosen.
      reproduced: 2,
    });
    // a: own; b: half to open, half to meta; c: open; d: half and half; e: open.
    const shares = (now: number, in_force: number, draft: number) => ({
      ...{ now_share: now / 5, in_force_share: in_force / 5, draft_share: draft / 5 },
    });
    expect(result.owners).toEqual([
      {
        ...{ owner: "openai", name: "OpenAI", first_party: false },
        ...{ now: 4, in_force: 3, draft: 3, change: 0, ...shares(4, 3, 3) },
      },
      {
        ...{ owner: "amazon", name: "Amazon", first_party: true },
        ...{ now: 1, in_force: 1, draft: 1, change: 0, ...shares(1, 1, 1) },
      },
      {
        ...{ owner: "meta", name: "Meta", first_party: false },
        ...{ now: 0, in_force: 1, draft: 1, change: 0, ...shares(0, 1, 1) },
      },
    ]);
    expect(result.first_party).toEqual({ now: 1, in_force: 1, draft: 1, change: 0, ...shares(1, 1, 1) });
    // The same model under both: a, half of b, c, half of d, e.
    expect(result.unchanged).toBe(4);
    // Against what happened OpenAI would lose one: that is no effect of the draft.
    expect(result.partners_hit).toEqual([]);
    // Costs were 1, 3, 1, 1, 1 thousandths, are 4, 1, 1, 2, 1 under v1 and 4, 2, 1, 3, 1 here (d: 1,000 tokens at 2 and 4 USD a million).
    const { cost_usd, quality } = result.harm;
    expect([cost_usd?.decisions, quality?.decisions]).toEqual([5, 5]);
    expect(cost_usd?.now).toBeCloseTo(0.0014, 12);
    expect(cost_usd?.in_force).toBeCloseTo(0.0018, 12);
    expect(cost_usd?.draft).toBeCloseTo(0.0022, 12);
    expect(cost_usd?.change).toBeCloseTo(0.0004, 12);
    expect(quality?.now).toBeCloseTo((0.8 + 0.8 + 0.8 + 0.7 + 0.8) / 5, 12);
    expect(quality?.in_force).toBeCloseTo((0.95 + 0.8 + 0.8 + 0.9 + 0.8) / 5, 12);
    expect(quality?.draft).toBeCloseTo((0.95 + 0.8 + 0.8 + 0.9 + 0.8) / 5, 12);
  });

  it("follows the draft's rule and its models", async () => {
    const cheap = await draft({ rule: { kind: "min_cost_above", floor: 0.6 } });
    // a: open at 0.001; b: meta at 0.001; c: open; d: own at 0.001; e: open.
    expect(cheap.result.owners.map(({ owner, draft: count }) => [owner, count])).toEqual([
      ["openai", 3],
      ["amazon", 1],
      ["meta", 1],
    ]);
    const two = await draft({ models: ["own", "meta"] });
    // a: own; b: meta; c: own alone; d: meta; e: own alone, since meta was held back.
    expect(two.result.owners.map(({ owner, draft: count }) => [owner, count])).toEqual([
      ["amazon", 3],
      ["meta", 2],
      ["openai", 0],
    ]);
    // Under v1 OpenAI has c, d and e.
    expect(two.result.partners_hit).toEqual([
      {
        ...{ owner: "openai", name: "OpenAI", lost: 3 },
        tasks: [
          { task: "chat", other: false, now: 3, in_force: 3, draft: 0, change: -3 },
          { task: "code", other: false, now: 1, in_force: 0, draft: 0, change: 0 },
        ],
      },
    ]);
    // A model that the router was never offered is open to every decision, by the register's figures.
    const fresh = await draft({ models: ["own", "open", "fresh"] });
    expect(fresh.result.owners[0]).toMatchObject({ owner: "meta", draft: 5 });
    expect([fresh.result.register_figures, fresh.result.tied]).toEqual([5, 0]);
    expect(fresh.result.harm.cost_usd?.draft).toBeCloseTo(0.003, 12);
    // Without models each decision keeps its own candidates: d has none.
    const own = await draft({ models: [] });
    expect(own.result.not_replayed.no_candidates).toBe(1);
    expect(own.result.owners.map(({ owner, draft: count }) => [owner, count])).toEqual([
      ["openai", 2.5],
      ["amazon", 1],
      ["meta", 0.5],
    ]);
  });

  it("says what it could not replay, and how far back it looked", async () => {
    const fast = await draft({ rule: { kind: "weighted", weights: { latency_s: -1 } } });
    // The register knows no latency: d.
    expect([fast.result.replayed, fast.result.not_replayed.missing_latency]).toEqual([4, 1]);
    // Nothing is kept of a draft with a model that nobody knows: no decision could be replayed.
    await expect(draft({ models: ["own", "mystery"] })).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: "/models/1", message: "The catalogue does not know mystery." }],
    });
    await expect(preflightPolicy(compliance, "strange@v1", { weeks: 4 })).rejects.toMatchObject({
      errors: [{ pointer: "/models/1" }],
    });
    expect((await draft({ weeks: 5 })).result.decisions).toBe(9);
  });

  it("ends with the last day that is over, where there is one", async () => {
    const now = Date.parse("2026-05-10T18:00:00Z");
    expect(await lastWeeks("main", 1, now)).toMatchObject({ from: "2026-04-06", to: "2026-04-13" });
    expect(await lastWeeks("main", 1, now + 86_400_000)).toMatchObject({
      from: "2026-05-04",
      to: "2026-05-11",
    });
    await insertDecisions([one("new", { router: "new", occurred_at: "2026-05-10T08:00:00Z" })]);
    expect(await lastWeeks("new", 1, now)).toMatchObject({ from: "2026-05-04", to: "2026-05-11" });
    expect(await lastWeeks("none", 1, now)).toBeNull();
  });
});

describe("what a draft is compared with", () => {
  it.each(SELVES)("is the policy in force, of which $router itself changes nothing", async ({ router }) => {
    const { result, content_hash } = await preflightPolicy(compliance, `${router}@v1`, { weeks: 4 });
    expect(result.in_force).toMatchObject({ policy: `${router}@v1`, content_hash });
    expect(result.replayed).toBeGreaterThan(3);
    expect(result.unchanged).toBe(result.replayed);
    expect(result.partners_hit).toEqual([]);
    expect([result.first_party?.change, result.harm.cost_usd?.change, result.harm.quality?.change]).toEqual([
      0, 0, 0,
    ]);
    for (const { in_force, draft: then, change } of result.owners)
      expect([change, in_force]).toEqual([0, then]);
    // What happened is another thing, and stands beside it.
    expect(result.owners.some(({ now, draft: then }) => now !== then)).toBe(true);
    expect(result.in_force?.reproduced).toBeLessThan(result.replayed);
  });

  it("is the version that decisions name, whatever the register says began last", async () => {
    expect((await draft({ router: "named" })).result.in_force).toMatchObject({ policy: "named@v1" });
  });

  it("is what happened where no policy in force can be replayed, and says why", async () => {
    const of = async (router: string) => {
      const { result } = await draft({ router });
      expect([result.compared_with, result.in_force, result.first_party?.in_force]).toEqual([
        "past",
        null,
        null,
      ]);
      return result;
    };
    const ghost = await of("ghost");
    expect(ghost.in_force_missing).toEqual({ reason: "no_policy", policy: "ghost@v7" });
    expect(ghost.owners[0]).toMatchObject({ owner: "openai", now: 4, draft: 3, change: -1 });
    expect(ghost.unchanged).toBe(2.5);
    expect((await of("strange")).in_force_missing?.reason).toBe("unknown_model");
    // The register knows no latency.
    const bare = await of("bare");
    expect(bare.in_force_missing).toEqual({ reason: "nothing_replayed", policy: "bare@v1" });
    expect(bare.replayed).toBe(1);
  });

  it("leaves out decisions that only one of the two can be applied to", async () => {
    const { result } = await draft({ router: "slow" });
    expect([result.compared_with, result.replayed, result.not_compared.missing_latency]).toEqual([
      "in_force",
      4,
      1,
    ]);
    const left = [...Object.values(result.not_replayed), ...Object.values(result.not_compared)];
    expect(result.replayed + left.reduce((sum, n) => sum + n, 0)).toBe(result.decisions);
  });
});
