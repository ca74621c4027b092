import { beforeAll, describe, expect, it } from "vitest";
import { clickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { MODELS } from "@/lib/neutrality/testing/models";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { simulate } from "@/lib/neutrality/testing/simulate";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import { type Day, plusDays } from "../day";
import type { ResultTrigger, ResultView } from "../results/schema";
import { readResult } from "../results/store";
import { verifyResult } from "../results/verify-result";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { runCheck } from "./run-check";
import { forgetWindows } from "./standing";

const FROM = "2026-05-01";
const V2 = 9;
const anna = testActor("compliance");
const own = new Set<string>(MODELS.amazon);
const models = Object.values(MODELS).flat();

const TESTS = {
  pooled: { baseline: "partner_revealed" },
  strata: { baseline: "partner_revealed", strata: [{ router: "r", task: "chat" }], direction: "both" },
  blind: { baseline: "owner_blind" },
} as const;
type Name = keyof typeof TESTS;
const NAMES = Object.keys(TESTS) as Name[];
/** How many days each is judged; of the first more than residuals are added up by at a time. */
const DAYS: Record<Name, number> = { pooled: 36, strata: 12, blind: 12 };
const MOST = Math.max(...Object.values(DAYS));
const lastDay = (name: Name): Day => plusDays(FROM, DAYS[name] - 1);

type Pair = { remembered: LoadedCheck; fresh: LoadedCheck };
const pairs = new Map<Name, Pair>();

const make = (key: string, name: Name): Promise<LoadedCheck> =>
  makeCheck({
    ...{ key, commitment: "promise", clause: "routing", by: anna },
    definition: {
      test: { metric: "routing_tilt", ...TESTS[name] },
      ...{ first_day: FROM, window_days: 60 },
    },
  });

const memory = globalThis as typeof globalThis & {
  evenhandCheckDays?: unknown;
  evenhandCheckWindows?: unknown;
};

/** Runs `work` as another process would, which has seen nothing, and puts back what this one knows. */
async function inNewProcess<T>(work: () => Promise<T>): Promise<T> {
  const { evenhandCheckDays, evenhandCheckWindows } = memory;
  Object.assign(memory, { evenhandCheckDays: undefined, evenhandCheckWindows: undefined });
  try {
    return await work();
  } finally {
    Object.assign(memory, { evenhandCheckDays, evenhandCheckWindows });
  }
}

const namesOfResults = new Set(["id", "check", "replaces", "replaced_by", "computed_at", "inputs_hash"]);

/** What a result says, but for what names the result or its check. */
const saying = (view: ResultView) =>
  Object.fromEntries(Object.entries(view).filter(([name]) => !namesOfResults.has(name)));

async function runBoth({ remembered, fresh }: Pair, day: Day, trigger: ResultTrigger): Promise<ResultView> {
  const run = { day, trigger, why: trigger === "scheduled" ? null : "For a test." };
  const one = await runCheck(remembered, run);
  const other = await inNewProcess(() => runCheck(fresh, run));
  expect(JSON.stringify(saying(one))).toBe(JSON.stringify(saying(other)));
  return one;
}

/** The engine reads several parts in any order, and the last digit of a sum hangs on the order. */
const inOnePart = (): Promise<void> => clickhouse().command("OPTIMIZE TABLE decisions FINAL");

const pairOf = (name: Name): Pair => {
  const pair = pairs.get(name);
  if (!pair) throw new Error(name);
  return pair;
};

/** As it stands in the store, not as a run gave it. */
const read = ({ id }: ResultView): Promise<ResultView> => withActor(anna, (tx) => readResult(tx, id));

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  for (const name of NAMES)
    pairs.set(name, {
      remembered: await make(`remembered-${name}`, name),
      fresh: await make(`fresh-${name}`, name),
    });
  const tilted = simulate({
    ...{ router: "r", seed: 21, days: MOST, per_day: 150, models, from: FROM, tenants: 50 },
    policy_version: (day) => (day < V2 ? "v1" : "v2"),
    tilt: (model, day) => (own.has(model) && day >= V2 ? 0.5 : 0),
  });
  // Beside a router whose log names too few tenants on some days: sessions are the clusters there.
  const other = simulate({ router: "s", seed: 22, days: MOST, per_day: 60, models, from: FROM, tenants: 40 });
  await insertDecisions([
    ...tilted.map((one, at) => ({ ...one, arm: at % 3 === 0 ? "owner_blind" : "production" })),
    ...other,
  ]);
  await inOnePart();
  await setClock(`${plusDays(FROM, MOST + 2)}T08:00:00Z`);
}, 120_000);

describe("a process that remembers what it judged", () => {
  it.each(NAMES)(
    "says to the last digit what one says that has seen nothing: %s",
    async (name) => {
      const pair = pairOf(name);
      const views: ResultView[] = [];
      for (let index = 0; index < DAYS[name]; index += 1)
        views.push(await runBoth(pair, plusDays(FROM, index), "scheduled"));
      const last = views.at(-1);
      if (!last) throw new Error("There were runs.");
      expect(last.figures.n).toBeGreaterThan(500);
      // What a run gives without reading it again is what stands in the store.
      for (const view of views) expect(await read(view)).toEqual(view);
      expect(await verifyResult(anna, last.id)).toMatchObject({ verified: true, differences: [] });
    },
    300_000,
  );

  it("says so of an earlier day that is judged again", async () => {
    for (const name of NAMES) await runBoth(pairOf(name), plusDays(FROM, 8), "on_demand");
  }, 60_000);

  it("says so after late data, a purge and another catalogue", async () => {
    const late = simulate({ router: "r", seed: 99, days: 1, per_day: 30, models, from: plusDays(FROM, 3) });
    await insertDecisions(late.map((one) => ({ ...one, decision_id: `late-${one.decision_id}` })));
    await inOnePart();
    const revised: number[] = [];
    const rerun = async (trigger: ResultTrigger): Promise<void> => {
      for (const name of NAMES) {
        const view = await runBoth(pairOf(name), lastDay(name), trigger);
        revised.push(view.inputs.filter(({ revision }) => revision > 1).length);
        expect(await read(view)).toEqual(view);
        expect(await verifyResult(anna, view.id)).toMatchObject({ verified: true, differences: [] });
      }
    };
    await rerun("late_data");
    await clickhouse().command("DELETE FROM decisions WHERE startsWith(decision_id, 'late-')");
    await inOnePart();
    await rerun("purge");
    const product = { key: "spare", owner: "amazon", name: "Spare", segments: ["models"] };
    await importRegister(OPERATOR, {
      products: [{ ...product, models: [{ name: "spare", patterns: ["spare"] }] }],
    });
    await rerun("catalogue_change");
    expect(revised).toEqual([1, 1, 1, 1, 1, 1, ...NAMES.map((name) => DAYS[name])]);
  }, 240_000);

  it("sees what another process has written since", async () => {
    const { remembered } = pairOf("pooled");
    const run = { day: lastDay("pooled"), trigger: "on_demand" as const, why: "For a test." };
    const elsewhere = await inNewProcess(() => runCheck(remembered, run));
    const here = await runCheck(remembered, run);
    expect([here.number, here.replaces]).toEqual([elsewhere.number + 1, elsewhere.id]);
    forgetWindows();
    const again = await runCheck(remembered, run);
    expect(again.figures).toEqual(here.figures);
  }, 60_000);
});
