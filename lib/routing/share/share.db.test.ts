import { beforeAll, describe, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { ImportDocument } from "@/lib/register";
import { importRegister, nameModel } from "@/lib/register/server";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { share, shareDetail } from "../server";
import { ShareQuery } from "./schema";

const compliance = testActor("compliance");
const executive = testActor("executive");
const ask = (query: Record<string, string>) =>
  share(executive, ShareQuery.parse({ from: "2026-01-01", to: "2026-02-01", ...query }));

const register = {
  parties: [
    { key: "acme", name: "Acme Cloud", kinds: ["platform"] },
    { key: "zeta", name: "Zeta AI", kinds: ["partner"] },
  ],
  segments: [{ key: "models", name: "Foundation models" }],
  products: [
    {
      key: "one",
      owner: "acme",
      name: "One",
      segments: ["models"],
      models: [{ name: "acme-one", patterns: ["acme-one*"] }],
    },
    {
      key: "chat",
      owner: "zeta",
      name: "Chat",
      segments: ["models"],
      models: [{ name: "zeta-large" }, { name: "zeta-small" }],
    },
  ],
};

const decisions: TestDecision[] = [
  {
    decision_id: "1",
    occurred_at: "2026-01-01T00:00:00Z",
    chosen_model: "acme-one-v2",
    task: "chat",
    input_tokens: 10,
    cost_usd: 0.5,
  },
  {
    decision_id: "2",
    occurred_at: "2026-01-01T23:59:59.999Z",
    chosen_model: "us.zeta-large",
    task: "chat",
    output_tokens: 30,
    cost_usd: 1.5,
  },
  { decision_id: "3", occurred_at: "2026-01-04T12:00:00Z", chosen_model: "ZETA-small", tenant: "aa" },
  {
    decision_id: "4",
    occurred_at: "2026-01-05T12:00:00Z",
    chosen_model: "zeta-large",
    tenant: "aa",
    region: "eu",
  },
  { decision_id: "5", occurred_at: "2026-01-05T12:00:00Z", chosen_model: "mystery" },
  { decision_id: "6", occurred_at: "2026-01-05T12:00:00Z", chosen_model: "acme-one", decided_by: "pinned" },
  { decision_id: "7", occurred_at: "2026-01-05T12:00:00Z", chosen_model: "mystery", decided_by: "cache" },
  { decision_id: "8", occurred_at: "2026-01-05T12:00:00Z", chosen_model: "acme-one", arm: "owner_blind" },
  { decision_id: "9", occurred_at: "2026-02-01T00:00:00Z", chosen_model: "acme-one" },
  { decision_id: "10", occurred_at: "2025-12-31T23:59:59.999Z", chosen_model: "acme-one" },
];

/** Wilson's interval as Brown, Cai and DasGupta 2001 write it, 99 %. */
function wilson(p: number, n: number) {
  const z = 2.5758293035489;
  const middle = (p * n + (z * z) / 2) / (n + z * z);
  const half = ((z * Math.sqrt(n)) / (n + z * z)) * Math.sqrt(p * (1 - p) + (z * z) / (4 * n));
  return { lower: middle - half, upper: middle + half };
}

beforeAll(async () => {
  await migrateClickhouse();
  await importRegister(compliance, ImportDocument.parse(register));
  await insertDecisions(decisions);
});

describe("share", () => {
  it("puts every decision in exactly one place, over a half-open range", async () => {
    expect(await ask({})).toEqual({
      from: "2026-01-01",
      to: "2026-02-01",
      by: "owner",
      interval: "total",
      measure: "decisions",
      total: 4,
      rows: [
        {
          bucket: "2026-01-01",
          key: "zeta",
          label: "Zeta AI",
          first_party: false,
          decisions: 3,
          tokens: 30,
          cost_usd: 1.5,
          share: 0.75,
        },
        {
          bucket: "2026-01-01",
          key: "acme",
          label: "Acme Cloud",
          first_party: true,
          decisions: 1,
          tokens: 10,
          cost_usd: 0.5,
          share: 0.25,
        },
      ],
      first_party: { decisions: 1, share: 0.25 },
      excluded: { pinned: 1, fallback: 0, sticky: 0, cache: 1, internal: 0, unattributed: 1 },
    });
  });

  it("counts tokens and cost in the measure asked, but exclusions always as decisions", async () => {
    const tokens = await ask({ measure: "tokens" });
    expect([tokens.total, tokens.first_party, tokens.excluded.pinned]).toEqual([
      40,
      { decisions: 1, share: 0.25 },
      1,
    ]);
    expect((await ask({ measure: "cost" })).total).toBe(2);
  });

  it("cuts days, weeks from Monday and months in UTC", async () => {
    expect(
      (await ask({ interval: "day" })).rows.map(({ bucket, key, share }) => [bucket, key, share]),
    ).toEqual([
      ["2026-01-01", "acme", 0.5],
      ["2026-01-01", "zeta", 0.5],
      ["2026-01-04", "zeta", 1],
      ["2026-01-05", "zeta", 1],
    ]);
    expect(new Set((await ask({ interval: "week" })).rows.map(({ bucket }) => bucket))).toEqual(
      new Set(["2025-12-29", "2026-01-05"]),
    );
    expect(
      (await ask({ interval: "month", by: "model" })).rows.map(({ key, decisions }) => [key, decisions]),
    ).toEqual([
      ["zeta-large", 2],
      ["acme-one", 1],
      ["zeta-small", 1],
    ]);
  });

  it("filters, and groups by what the log says", async () => {
    expect(
      (await ask({ by: "task" })).rows.map(({ key, label, decisions }) => [key, label, decisions]),
    ).toEqual([
      ["", "Not stated", 2],
      ["chat", "chat", 2],
    ]);
    expect(await ask({ region: "eu", by: "region" })).toMatchObject({
      total: 1,
      rows: [{ key: "eu", share: 1 }],
      excluded: { pinned: 0 },
    });
    expect(await ask({ arm: "owner_blind" })).toMatchObject({
      total: 1,
      first_party: { decisions: 1, share: 1 },
    });
    expect(await ask({ router: "none" })).toMatchObject({
      total: 0,
      rows: [],
      first_party: { decisions: 0, share: 0 },
    });
  });

  it("takes ends within a day, at midnight and beyond the engine's dates", async () => {
    const within = { from: "2026-01-01T12:00:00Z", to: "2026-01-05T12:00:00Z" };
    expect((await ask(within)).rows.map(({ key, decisions }) => [key, decisions])).toEqual([["zeta", 2]]);
    expect((await ask({ ...within, to: "2026-01-05T12:00:00.001Z" })).total).toBe(3);
    expect((await ask({ from: "1900-01-01", to: "2290-01-01" })).total).toBe(6);
  });

  it("meets groups that came after the first question", async () => {
    expect((await ask({ from: "2026-03-01", to: "2026-04-01", by: "task" })).rows).toEqual([]);
    const late = { occurred_at: "2026-03-05T12:00:00Z", chosen_model: "acme-one" };
    await insertDecisions([{ ...late, decision_id: "11", task: "a new task", region: "north" }]);
    await insertDecisions([{ ...late, decision_id: "12", chosen_model: "zeta-large", task: "a new task" }]);
    for (const [by, key] of [
      ["task", "a new task"],
      ["region", "north"],
    ] as const) {
      const { rows, first_party } = await ask({ from: "2026-03-01", to: "2026-04-01", by });
      expect(rows.map((row) => row.key)).toContain(key);
      expect(first_party).toEqual({ decisions: 1, share: 0.5 });
    }
  });

  it("gives intervals robust to customers, and what they choose themselves", async () => {
    const detail = await shareDetail(executive, ShareQuery.parse({ from: "2026-01-01", to: "2026-02-01" }));
    expect(detail.pinned).toMatchObject({ of: 1, share: 1, lower: null, upper: null });
    // Clusters: two decisions of one customer to zeta, two alone (one each): sum (x - p n)^2 = 0.25 + 0.0625 + 0.5625.
    const zeta = detail.groups.find(({ key }) => key === "zeta");
    const expected = wilson(0.75, (0.75 * 0.25) / (0.875 / 16));
    expect(zeta?.share).toBe(0.75);
    expect(zeta?.lower).toBeCloseTo(expected.lower, 10);
    expect(zeta?.upper).toBeCloseTo(expected.upper, 10);
    expect(detail.first_party?.lower).toBeCloseTo(1 - expected.upper, 10);
    expect(detail).toMatchObject({
      generated: false,
      sources: [],
      marks: [],
      unattributed: [{ name: "mystery", decisions: 1 }],
    });
    const tasks = await shareDetail(
      executive,
      ShareQuery.parse({ from: "2026-01-01", to: "2026-02-01", by: "task" }),
    );
    expect(tasks.groups.map(({ key, own }) => [key, own?.share])).toEqual([
      ["", 0],
      ["chat", 0.5],
    ]);
    const chat = wilson(0.5, 2);
    expect(tasks.groups[1]?.own?.lower).toBeCloseTo(chat.lower, 10);
  });

  it("has intervals for every grouping and measure, the groups' shares being those of the rows", async () => {
    for (const by of ["owner", "model", "task", "region", "router", "policy_version"])
      for (const measure of ["decisions", "tokens", "cost"]) {
        const query = ShareQuery.parse({ from: "2026-01-01", to: "2026-02-01", by, measure });
        const rows = (await share(executive, query)).rows.map(({ key, share }) => [key, share]);
        const groups = (await shareDetail(executive, query)).groups.map(({ key, share }) => [key, share]);
        expect(new Map(groups as [string, number][])).toEqual(new Map(rows as [string, number][]));
      }
  });

  it("attributes history as soon as a name is known", async () => {
    await nameModel(compliance, { pattern: "mystery", product: "one" });
    expect(await ask({})).toMatchObject({
      total: 5,
      first_party: { decisions: 2 },
      excluded: { unattributed: 0, cache: 1 },
    });
  });

  it("is not for those who may not read it", async () => {
    await expect(
      share(testActor("admin"), ShareQuery.parse({ from: "2026-01-01", to: "2026-02-01" })),
    ).rejects.toMatchObject({ status: 403 });
    expect(() => ShareQuery.parse({ from: "2026-02-01", to: "2026-01-01" })).toThrow();
    expect(() => ShareQuery.parse({ from: "2026-02-30", to: "2026-03-01" })).toThrow();
  });
});
