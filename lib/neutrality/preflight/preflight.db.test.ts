import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { entities, importRegister, retireRecord, updateRecord } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { getPreflight, listPreflights, preflightDraft, preflightPolicy } from "../server";
import { lastWeeks } from "../store/replay-window";
import { type PolicyDraft, PreflightDraftInput, type PreflightView } from "./schema";

const compliance = testActor("compliance");

/** Price per million input tokens and quality in the register. */
const MODELS = {
  own: ["amazon", 1, 0.7],
  open: ["openai", 2, 0.9],
  meta: ["meta", 4, 0.9],
  fresh: ["meta", 3, 0.99],
} as const;

const register = {
  parties: [
    { key: "amazon", name: "Amazon", kinds: ["platform"] },
    { key: "openai", name: "OpenAI", kinds: ["partner"] },
    { key: "meta", name: "Meta", kinds: ["partner"] },
  ],
  segments: [{ key: "models", name: "Models" }],
  products: Object.entries(MODELS).map(([name, [owner, price, quality]]) => ({
    key: `product-${name}`,
    owner,
    name,
    segments: ["models"],
    models: [
      {
        name,
        patterns: [name, `${name}-alias`],
        input_price_usd_per_mtok: String(price),
        output_price_usd_per_mtok: "0",
        quality_estimates: [{ from: "2026-01-01", quality }],
      },
    ],
  })),
  policies: [
    {
      ...{ router: "main", version: "v1", from: "2026-04-01T00:00:00Z", models: ["own", "open", "meta"] },
      rule: { kind: "cheapest_within", band: 0.1 },
    },
    { router: "main", version: "v2", from: "2026-06-01T00:00:00Z", rule: { kind: "weighted" } },
    {
      ...{ router: "quiet", version: "v1", from: "2026-06-01T00:00:00Z" },
      rule: { kind: "max_quality" },
    },
  ],
};

const one = (decision_id: string, over: Partial<TestDecision>): TestDecision => ({
  ...{ decision_id, occurred_at: "2026-05-10T12:00:00Z", router: "main", task: "chat" },
  chosen_model: "open",
  input_tokens: 1000,
  output_tokens: 10,
  ...over,
});
const candidate = (model: string, quality: number, cost_usd: number, latency_ms = 100) => ({
  ...{ model, quality, cost_usd, latency_ms },
});

// Under max_quality among all three, ties shared:
const DECISIONS: TestDecision[] = [
  // own is best by the log: openai loses one.
  one("a", {
    candidates: [candidate("own", 0.95, 0.004), candidate("open", 0.8, 0.001), candidate("meta", 0.7, 0.002)],
  }),
  // open and meta are equal: half a decision each.
  one("b", {
    task: "code",
    candidates: [candidate("own", 0.5, 0.001), candidate("open", 0.8, 0.003), candidate("meta", 0.8, 0.001)],
  }),
  // meta was not offered here, as the log of other decisions shows: open stays.
  one("c", { candidates: [candidate("own", 0.5, 0.001), candidate("open", 0.8, 0.001)] }),
  // Nothing logged: 0.7, 0.9, 0.9, so half each to open and meta; costs 0.001, 0.002, 0.004.
  one("d", { chosen_model: "own-alias" }),
  // meta was held back for this request: open is best, and stays.
  one("e", {
    candidates: [
      candidate("own", 0.5, 0.001),
      candidate("open", 0.8, 0.001),
      { ...candidate("meta", 0.99, 0.001), eligible: false },
    ],
  }),
  one("pinned", { decided_by: "pinned" }),
  one("blind", { arm: "owner_blind" }),
  one("nobody", { chosen_model: "mystery" }),
  // Four weeks end on 11 May: this lies before.
  one("old", { occurred_at: "2026-04-12T23:59:59Z" }),
];

const draft = (over: Partial<PolicyDraft> & { weeks?: number }) =>
  preflightDraft(
    compliance,
    PreflightDraftInput.parse({
      router: "main",
      rule: { kind: "max_quality" },
      models: ["own", "open", "open-alias", "meta"],
      ...over,
    }),
  );

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

beforeAll(async () => {
  await migrateClickhouse();
  await importRegister(OPERATOR, register);
  await insertDecisions(DECISIONS);
});

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
    expect([result.replayed, result.register_figures, result.tied]).toEqual([5, 1, 2]);
    // a: own for open; b: half stays; c: stays; d: halves for own; e: stays.
    expect(result.owners).toEqual([
      {
        ...{ owner: "openai", name: "OpenAI", first_party: false },
        ...{ now: 4, draft: 3, change: -1, now_share: 0.8, draft_share: 0.6 },
      },
      {
        ...{ owner: "amazon", name: "Amazon", first_party: true },
        ...{ now: 1, draft: 1, change: 0, now_share: 0.2, draft_share: 0.2 },
      },
      {
        ...{ owner: "meta", name: "Meta", first_party: false },
        ...{ now: 0, draft: 1, change: 1, now_share: 0, draft_share: 0.2 },
      },
    ]);
    expect(result.first_party).toEqual({ now: 1, draft: 1, change: 0, now_share: 0.2, draft_share: 0.2 });
    expect(result.unchanged).toBe(2.5);
    expect(result.partners_hit).toEqual([
      {
        owner: "openai",
        name: "OpenAI",
        lost: 1,
        tasks: [
          // Equal changes: in the order of the tasks' names.
          { task: "chat", other: false, now: 3, draft: 2.5, change: -0.5 },
          { task: "code", other: false, now: 1, draft: 0.5, change: -0.5 },
        ],
      },
    ]);
    // Costs now 1, 3, 1, 1, 1 and then 4, 2, 1, 3, 1 thousandths (d: 1,000 tokens at 2 and at 4 USD a million).
    expect(result.harm.cost_usd?.decisions).toBe(5);
    expect(result.harm.cost_usd?.now).toBeCloseTo(0.0014, 12);
    expect(result.harm.cost_usd?.draft).toBeCloseTo(0.0022, 12);
    expect(result.harm.quality?.now).toBeCloseTo((0.8 + 0.8 + 0.8 + 0.7 + 0.8) / 5, 12);
    expect(result.harm.quality?.draft).toBeCloseTo((0.95 + 0.8 + 0.8 + 0.9 + 0.8) / 5, 12);
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
    const unknown = await draft({ models: ["own", "mystery"] });
    expect([unknown.result.replayed, unknown.result.not_replayed.unattributed_candidate]).toEqual([0, 5]);
    expect([unknown.result.first_party, unknown.result.owners, unknown.result.harm.cost_usd]).toEqual([
      null,
      [],
      null,
    ]);
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

describe("a run", () => {
  it("is kept with its policy, and found again", async () => {
    const run = await preflightPolicy(compliance, "main@v1", { weeks: 4 });
    expect(run).toMatchObject({ policy: "main@v1", created_by_label: expect.any(String) });
    const { items, content_hash } = await listPreflights(testActor("executive"), "main@v1");
    expect(items[0]).toEqual(run);
    expect(run.content_hash).toBe(content_hash);
    expect(await getPreflight(testActor("auditor"), run.id)).toEqual(run);
  });

  it("of a draft counts for the policy that says the same, and no longer when that changes", async () => {
    const same = await draft({
      rule: { kind: "cheapest_within", band: 0.1 },
      models: ["meta", "own", "open"],
    });
    const before = await listPreflights(compliance, "main@v1");
    expect(before.items.map(({ id }) => id)).toContain(same.id);
    await updateRecord(OPERATOR, entities.policies, "main@v1", { models: ["own", "open"] }, 1);
    const after = await listPreflights(compliance, "main@v1");
    expect(after.items.map(({ id }) => id)).not.toContain(same.id);
    expect(after.items.every(({ content_hash }) => content_hash !== after.content_hash)).toBe(true);
    expect(after.items).toHaveLength(1);
  });

  it("is written in the audit log, and cannot be changed as the application", async () => {
    const { id, result } = await draft({});
    const [entry] = await withActor(OPERATOR, (tx) =>
      tx.auditEntry.findMany({ where: { entity: "policy_preflight", entity_id: id } }),
    );
    expect(entry).toMatchObject({ action: "policy:preflight", actor_id: compliance.id });
    expect(JSON.parse(Buffer.from(entry?.bytes ?? []).toString())).toMatchObject({ after: { result } });
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL ?? "" });
    await client.connect();
    try {
      expect((await client.query("SELECT 1 FROM policy_preflight")).rowCount).toBe(0);
      await client.query("SELECT set_config('evenhand.actor', 'system:operator', false)");
      expect((await client.query("SELECT 1 FROM policy_preflight")).rowCount).toBeGreaterThan(0);
      for (const sql of ["UPDATE policy_preflight SET weeks = 8", "DELETE FROM policy_preflight"])
        await expect(client.query(sql), sql).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  });

  it("is for who may write policies, of a rule that says enough and a router that has decided", async () => {
    for (const role of ["executive", "auditor", "partner_manager"] as const)
      await expect(preflightPolicy(testActor(role), "main@v1", { weeks: 4 })).rejects.toMatchObject({
        status: 403,
      });
    await expect(listPreflights(testActor("partner"), "main@v1")).rejects.toMatchObject({ status: 403 });
    const faulty = (id: string) => preflightPolicy(compliance, id, { weeks: 4 });
    await expect(faulty("main@v9")).rejects.toMatchObject({ status: 404 });
    await expect(faulty("main@v2")).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/rule" }] });
    await expect(faulty("quiet@v1")).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/router" }] });
    await expect(getPreflight(compliance, "no-id")).rejects.toMatchObject({ status: 404 });
    expect((await listPreflights(compliance, "quiet@v1")).items).toEqual([]);
    await retireRecord(OPERATOR, entities.policies, "main@v2", "never used", null);
  });
});
