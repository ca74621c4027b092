import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR } from "@/lib/testing/actors";
import { insertDecisions, type TestDecision } from "@/lib/testing/decisions";
import { type Context, readContext } from "../../context";
import { NeutralityQuery } from "../../schema";
import { seedRegister } from "../../testing/seed";
import { type OpenedRuleDays, withDeclaredDays } from "../declared-days";
import type { DeclaredDay } from "../declared-schema";
import type { FrozenFit } from "../schema";
import { areRulesOfDays, withRulesOfRows } from "./declared-rows";
import { RowsInMemory } from "./keep-rows";
import { partsWithin } from "./schema";
import { differencesOf, unpackCells } from "./testing/differences";
import { MADE_FROM, made } from "./testing/made";

const DAYS = [MADE_FROM, "2026-05-02", "2026-05-03", "2026-05-04"];
const TO = "2026-05-05";

const frozen = (
  router: string,
  policy_version: string,
  found: { b: number } | { reason: FrozenFit["reason"] },
): FrozenFit => ({
  ...{ router, policy_version, b_version: 3, covariates: ["quality"], choices: 100 },
  reason: "reason" in found ? found.reason : null,
  coefficients: "b" in found ? [found.b] : [],
  ...{ inverse_hessian: [[1]], robust: [[1]] },
});
const FITS = [
  frozen("alpha", "v1", { b: -3 }),
  frozen("alpha", "v2", { reason: "separation" }),
  frozen("beta", "v1", { b: -0.5 }),
  frozen("beta", "v2", { reason: "separation" }),
  frozen("beta", "v3", { reason: "too_few_partner_choices" }),
];
/** Where decisions name no version alpha is under v1 until the last day, and under v2 then. */
const POLICIES = [
  { router: "alpha", version: "v1", from: "2026-04-01", rule: { kind: "cheapest_within", band: 0.2 } },
  {
    ...{ router: "alpha", version: "v2", from: "2026-05-04" },
    rule: { kind: "weighted", weights: { quality: 3, log_cost: -0.7 }, ties: "fastest" },
  },
  { router: "beta", version: "v1", from: "2026-05-02", rule: { kind: "max_quality" } },
  {
    router: "beta",
    version: "v2",
    from: "2026-06-01",
    rule: { kind: "min_cost_above", floor: 0.4, ties: "best_quality" },
  },
];

const queryOf = (over: Partial<NeutralityQuery> = {}): NeutralityQuery => ({
  ...NeutralityQuery.parse({ from: MADE_FROM, to: TO, baseline: "declared_policy" }),
  ...over,
});

let context: Context;

type Seen = { choices: OpenedRuleDays["choices"]; days: Map<number, DeclaredDay> };
const look = async (opened: OpenedRuleDays): Promise<Seen> => ({
  choices: opened.choices,
  days: await opened.measure(FITS),
});
const dayOf = (query: NeutralityQuery, index: number): NeutralityQuery => ({
  ...query,
  ...{ from: DAYS[index] ?? "", to: DAYS[index + 1] ?? TO },
});

async function byEngine(query: NeutralityQuery): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const index of DAYS.keys()) seen.push(await withDeclaredDays(dayOf(query, index), context, look));
  return seen;
}

async function byRows(query: NeutralityQuery): Promise<Seen[]> {
  const memory = new RowsInMemory();
  const days = (await memory.take(DAYS, { upto: TO, ledger: "one", priced: true })) ?? [];
  return Promise.all(
    days.map((day, index) => {
      const scoped = [{ index: 0, parts: partsWithin(day, query) }];
      return withRulesOfRows(dayOf(query, index), context, scoped, look);
    }),
  );
}

/** Equals are common then. */
const rounded = (one: TestDecision): TestDecision => ({
  ...one,
  ...(one.candidates
    ? {
        candidates: one.candidates.map((candidate) =>
          candidate.quality === undefined || candidate.quality > 1
            ? candidate
            : { ...candidate, quality: Math.round(4 * candidate.quality) / 4 },
        ),
      }
    : {}),
});

const unpacked = (seen: readonly Seen[]) =>
  seen.map(({ choices, days }) => ({
    choices,
    days: [...days].map(([index, table]) => ({ index, ...table, cells: unpackCells(table.cells) })),
  }));

beforeAll(async () => {
  await seedRegister();
  await importRegister(OPERATOR, {
    policies: POLICIES.map((policy) => ({ ...policy, from: `${policy.from}T00:00:00Z` })),
  });
  await insertDecisions(made().map(rounded));
  context = await withActor(OPERATOR, (tx) => readContext(tx, queryOf()));
}, 120_000);

describe("days held to declared rules, measured from decisions in memory", () => {
  const cases: [string, Partial<NeutralityQuery>][] = [
    ["everything", {}],
    ["a constant noise that is asked for", { noise: "constant" }],
    ["one router, the other side", { router: "alpha", focus: "party:anthropic" }],
    ["one task and region", { task: "chat", region: "eu" }],
    ["strata fixed beforehand", { fixed_strata: [{ router: "beta", task: null }] }],
  ];

  it.each(cases)("say what the engine says of %s", async (_, over) => {
    const query = queryOf(over);
    const [engine, rows] = [await byEngine(query), await byRows(query)];
    const tables = engine.flatMap(({ days }) => days.get(0) ?? []);
    expect(tables.filter(({ counts }) => counts.usable > 20)).toHaveLength(3);
    expect(tables.filter(({ rules }) => rules.patterns.length > 0)).toHaveLength(3);
    expect(tables.filter(({ cells }) => cells.length > 0)).toHaveLength(query.noise ? 0 : 3);
    expect(tables.some(({ rules }) => rules.deviations.ties > 0)).toBe(query.router !== "alpha");
    expect(differencesOf(unpacked(rows), unpacked(engine))).toEqual([]);
  });

  it("leave out sources whose quality was measured after the fact as the engine does", async () => {
    const before = context;
    context = { ...context, sources: [{ no: 2, key: "late", quality_basis: "outcome" }] };
    const query = queryOf();
    expect(differencesOf(unpacked(await byRows(query)), unpacked(await byEngine(query)))).toEqual([]);
    context = before;
  });

  it("are the engine's where a rule begins within a day, and one scan says of several what each says", async () => {
    expect(areRulesOfDays(queryOf(), context, [{ index: 3, parts: [] }])).toBe(true);
    const later = { ...context.rules, routers: new Map(context.rules.routers) };
    const [first, second] = later.routers.get("alpha") ?? [];
    if (!first || !second) throw new Error("There are two rules.");
    later.routers.set("alpha", [first, { ...second, from_ms: second.from_ms + 3_600_000 }]);
    const before = context;
    context = { ...context, rules: later };
    expect(areRulesOfDays(queryOf(), context, [{ index: 3, parts: [] }])).toBe(false);
    expect(areRulesOfDays(queryOf(), context, [{ index: 2, parts: [] }])).toBe(true);
    const alone = await byEngine(queryOf());
    const { days } = await withDeclaredDays(queryOf(), context, look);
    for (const [index, one] of alone.entries()) {
      // Of a day without decisions a scan of many says nothing.
      if (index === 2) continue;
      const [of_many, by_itself] = [days.get(index), one.days.get(0)];
      expect(of_many?.counts).toEqual(by_itself?.counts);
      expect(of_many?.versions).toEqual(by_itself?.versions);
      expect(of_many?.rules.deviations).toEqual(by_itself?.rules.deviations);
      expect(of_many?.rules.clusters).toEqual(by_itself?.rules.clusters);
      const within = ({ versions = [] }: Partial<DeclaredDay>) =>
        versions.filter(({ router, register }) => router === "alpha" && register);
      expect(within(of_many ?? {}).map(({ policy_version }) => policy_version)).toEqual(
        index === 3 ? ["v1", "v2"] : ["v1"],
      );
    }
    context = before;
  });
});
