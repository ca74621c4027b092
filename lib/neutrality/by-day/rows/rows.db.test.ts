import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { importRegister } from "@/lib/register/server";
import { ROW_HASH, whereDecisions } from "@/lib/routing/server";
import { OPERATOR } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { type Context, readContext } from "../../context";
import { NeutralityQuery } from "../../schema";
import { MODELS } from "../../testing/models";
import { seedRegister } from "../../testing/seed";
import { type OpenedDays, withRevealedDays } from "../revealed-days";
import type { DayTable, FrozenFit } from "../schema";
import { RowsInMemory } from "./keep-rows";
import { withRowsOfDays } from "./revealed-rows";
import { digestOf, partsWithin } from "./schema";
import { differencesOf, unpackCells } from "./testing/differences";
import { MADE_FROM as FROM, made } from "./testing/made";

const DAYS = ["2026-05-01", "2026-05-02", "2026-05-03", "2026-05-04"];
const TO = "2026-05-05";
const models = Object.values(MODELS).flat();

const matrix = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const frozen = (router: string, policy_version: string, b: number[] | null): FrozenFit => ({
  ...{ router, policy_version, b_version: 3, covariates: ["quality", "log_cost", "latency_s"], choices: 100 },
  ...{
    reason: b ? null : "too_few_partner_choices",
    coefficients: b ?? [],
    inverse_hessian: matrix,
    robust: matrix,
  },
});
const FITS = [
  frozen("alpha", "v1", [3, -0.7, -0.5]),
  frozen("alpha", "v2", [2, -0.2, -0.1]),
  frozen("beta", "", [1, -1, 0]),
  frozen("beta", "v1", null),
];

const queryOf = (over: Partial<NeutralityQuery> = {}): NeutralityQuery => ({
  ...NeutralityQuery.parse({
    from: FROM,
    to: TO,
    baseline: "partner_revealed",
    covariates: "quality,log_cost,latency_s",
  }),
  ...over,
});

let context: Context;

type Seen = { choices: OpenedDays["choices"]; days: Map<number, DayTable> };
const look = async (opened: OpenedDays): Promise<Seen> => ({
  choices: opened.choices,
  days: await opened.measure(FITS),
});

/** Each day by itself, as a daily run asks for it. */
async function byEngine(query: NeutralityQuery): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const [index, day] of DAYS.entries())
    seen.push(await withRevealedDays({ ...query, from: day, to: DAYS[index + 1] ?? TO }, context, look));
  return seen;
}

async function byRows(query: NeutralityQuery): Promise<(Seen | null)[]> {
  const memory = new RowsInMemory();
  const days = await memory.take(DAYS, { upto: TO, ledger: "one", priced: true });
  return Promise.all(
    (days ?? []).map((day, index) => {
      const parts = partsWithin(day, query);
      return withRowsOfDays(
        { ...query, from: day.day, to: DAYS[index + 1] ?? TO },
        context,
        [{ index: 0, parts }],
        look,
      );
    }),
  );
}

/** As they are, but for their bins. */
const sorted = (seen: readonly (Seen | null)[]) =>
  seen.map((one) => {
    if (!one) return null;
    const days = [...one.days].map(([index, table]) => ({
      index,
      ...table,
      cells: unpackCells(table.cells),
    }));
    return { choices: one.choices, days };
  });

/** What policies supply where the log names no candidates: prices that change within a day, and qualities by task. */
const OFFERS = {
  sources: [{ key: "list", title: "Price list" }],
  products: Object.entries(MODELS).map(([owner, names]) => ({
    ...{ key: owner, owner, name: owner, segments: ["models"] },
    models: names.map((name, at) => ({
      ...{ name, patterns: [name, `*.${name}-v*`] },
      input_price_usd_per_mtok: String(0.3 + at),
      output_price_usd_per_mtok: String(1.5 + at),
      prices: [{ from: "2026-05-02", input_price_usd_per_mtok: "0.25", source: "list" }],
      quality_estimates: [
        { from: "2026", quality: 0.5 },
        { task: "code", from: "2026-05-04", quality: 0.7, source: "list" },
      ],
    })),
  })),
};
const policy = (router: string, version: string, from: string, names: string[]) => ({
  ...{ router, version, from: `${from}:00:00Z`, models: names },
});
const POLICIES = [
  policy("alpha", "v1", "2026-04-01T00", models),
  policy("alpha", "v2", "2026-05-02T13", models.slice(0, 4)),
  policy("beta", "v1", "2026-05-01T08", []),
];

beforeAll(async () => {
  await seedRegister();
  await importRegister(OPERATOR, { ...OFFERS, policies: POLICIES });
  await insertDecisions(made());
  context = await withActor(OPERATOR, (tx) => readContext(tx, queryOf()));
}, 120_000);

describe("days measured from decisions in memory", () => {
  const cases: [string, Partial<NeutralityQuery>][] = [
    ["everything", {}],
    ["one router, the other side", { router: "alpha", focus: "party:anthropic" }],
    [
      "one task and region, two covariates",
      { task: "chat", region: "eu", covariates: ["quality", "log_cost"] },
    ],
    ["strata fixed beforehand", { fixed_strata: [{ router: "beta", task: null }] }],
  ];

  it.each(cases)("say what the engine says of %s", async (_, over) => {
    const query = queryOf(over);
    const [engine, rows] = [await byEngine(query), await byRows(query)];
    const counts = engine.map(({ days }) => days.get(0)?.counts.usable ?? 0);
    expect(counts.filter((usable) => usable > 20)).toHaveLength(3);
    const declared = engine.reduce((sum, { days }) => sum + (days.get(0)?.counts.candidates.policy ?? 0), 0);
    expect(declared > 0).toBe(!query.covariates?.includes("latency_s"));
    expect(differencesOf(sorted(rows), sorted(engine))).toEqual([]);
  });

  it("leave out sources whose quality was measured after the fact as the engine does", async () => {
    const before = context;
    context = { ...context, sources: [{ no: 2, key: "late", quality_basis: "outcome" }] };
    const query = queryOf();
    expect(differencesOf(sorted(await byRows(query)), sorted(await byEngine(query)))).toEqual([]);
    context = before;
  });

  it("have the digest of the ledger", async () => {
    const memory = new RowsInMemory();
    const [day] =
      (await memory.take(["2026-05-02"], { upto: "2026-05-02", ledger: "one", priced: true })) ?? [];
    const { sql, params } = whereDecisions({ from: "2026-05-02", to: "2026-05-03", router: "beta" });
    const [row] = await clickhouse().rows({
      sql: `SELECT toString(sum(${ROW_HASH})) AS digest FROM decisions WHERE ${sql}`,
      params,
      row: z.object({ digest: z.string() }),
    });
    expect(day && digestOf(partsWithin(day, { router: "beta" }))).toBe(row?.digest);
  });

  it("are read ahead, and anew when the ledger is another", async () => {
    const memory = new RowsInMemory();
    await memory.take(["2026-05-01"], { upto: "2026-05-03", ledger: "one", priced: true });
    expect(memory.peek(["2026-05-02", "2026-05-03"], "one")?.map(({ rows }) => rows > 0)).toEqual([
      true,
      false,
    ]);
    expect(memory.peek(["2026-05-04"], "one")).toBeNull();
    expect(memory.peek(["2026-05-02"], "two")).toBeNull();
    await memory.take(["2026-05-01"], { upto: "2026-05-01", ledger: "two", priced: true });
    expect(memory.peek(["2026-05-02"], "two")).toBeNull();
  });
});
