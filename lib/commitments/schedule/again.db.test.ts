import { beforeAll, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { RowsInMemory } from "@/lib/neutrality/server";
import { MODELS } from "@/lib/neutrality/testing/models";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { importRegister } from "@/lib/register/server";
import { ingestDecisions, purgeBatch, updateTrafficSource } from "@/lib/routing/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import type { LoadedCheck } from "../checks/store";
import { ResultFigures } from "../results/schema";
import { inputsOf } from "../results/store";
import { workOut } from "../runs/work-out";
import { verifyResult } from "../server";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { newWatch } from "./rejudge";
import { RUNNER } from "./runner";
import { tick } from "./tick";

const compliance = testActor("compliance");
const NOW = "2026-01-07T12:00:00Z";
const watch = newWatch();
const FIRST = "2026-01-05";
let check: LoadedCheck;
let sent = 0;

/** Checks of each kind that reads decisions, each with one that is never run: what it would find now is what should stand. */
const TESTS = {
  coverage_bare: { metric: "coverage", scope: { router: "bare" }, minimum_decisions: 1 },
  honesty: { metric: "score_honesty", scope: { router: "scored" } },
  ceiling: { metric: "share_ceiling", scope: { router: "scored" }, ceiling: 0.6, minimum_decisions: 1 },
  errors: { metric: "error_parity", scope: { router: "scored" } },
  latency: { metric: "latency_parity", scope: { router: "scored" } },
  eligibility: { metric: "eligibility_parity", scope: { router: "scored" } },
};
type Name = keyof typeof TESTS;
const NAMES = Object.keys(TESTS) as Name[];
const pairs = {} as Record<Name, { run: LoadedCheck; never: LoadedCheck }>;

const BARE = {
  ...{ router: "bare", version: "v1", from: "2026-01-01T00:00:00Z" },
  models: ["nova-pro", "gpt-main"],
};

/** Delivers decisions whose log names no candidates: what stood to choose a policy says. */
const deliverBare = (day: string, n: number): Promise<string> =>
  send(
    Array.from({ length: n }, () => {
      sent += 1;
      const tokens = { input_tokens: 100, output_tokens: 100 };
      return { decision_id: `d-${sent}`, occurred_at: `${day}T10:00:00Z`, router: "bare", ...tokens };
    }).map((one) => ({ ...one, decided_by: "router", chosen_model: "nova-pro" })),
  );

/** Delivers decisions with scores and outcomes, half of them ours. */
const deliverScored = (day: string, n: number): Promise<string> =>
  send(
    Array.from({ length: n }, (_, at) => {
      sent += 1;
      const chosen_model = at % 2 ? "nova-pro" : "gpt-main";
      const candidate = { quality: 0.5, cost_usd: 0.01, latency_ms: 100 };
      return {
        ...{ decision_id: `d-${sent}`, occurred_at: `${day}T11:00:00Z`, router: "scored" },
        ...{ decided_by: "router", chosen_model, tenant: `t${at % 40}`, session: `s${at}` },
        candidates: ["nova-pro", "gpt-main"].map((model) => ({ model, ...candidate })),
        latency_ms: 100 + at,
        outcome: { status: at % 7 ? "success" : "failure", score: at % 2 ? 0.3 : 0.5 },
      };
    }),
  );

/** Delivers decisions of a day through the ingest; of each three one names a model that nobody knows. */
function deliver(day: string, n: number): Promise<string> {
  const lines = Array.from({ length: n }, (_, at) => {
    sent += 1;
    const [chosen_model, other] = at % 3 === 0 ? ["unheard-of", "nova-pro"] : ["nova-pro", "gpt-main"];
    const candidate = { quality: 0.5, cost_usd: 0.01, latency_ms: 100 };
    return {
      decision_id: `d-${sent}`,
      occurred_at: `${day}T10:00:00Z`,
      router: "main",
      decided_by: "router",
      chosen_model,
      candidates: [chosen_model, other].map((model) => ({ model, ...candidate })),
    };
  });
  return send(lines);
}

async function send(decisions: readonly object[]): Promise<string> {
  const lines = decisions.map((one) => JSON.stringify(one));
  const request = new Request("http://localhost/", { method: "POST", body: lines.join("\n") });
  request.headers.set("content-type", "application/x-ndjson");
  const { bytes } = await ingestDecisions(OPERATOR, request, { source: "gateway" });
  return (JSON.parse(Buffer.from(bytes).toString()) as { batch: string }).batch;
}

/** Two looks, since what has just changed is left until it is quiet. */
async function look(): Promise<number> {
  let again = 0;
  for (let n = 0; n < 2; n++) again += (await tick(Date.parse(NOW), { runner: RUNNER }, watch)).again;
  return again;
}

const results = () =>
  withActor(OPERATOR, (tx) =>
    tx.checkResult.findMany({
      where: { check_id: check.id },
      orderBy: { number: "asc" },
      omit: { figures: true },
    }),
  );

beforeAll(async () => {
  await seedRegister();
  await withActor(OPERATOR, (tx) =>
    tx.trafficSource.create({
      data: { id: uuidv7(), key: "gateway", name: "Gateway", generated: true, updated_by: "system:operator" },
    }),
  );
  await setClock("2026-01-04T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  check = await makeCheck({
    ...{ key: "coverage", commitment: "promise", clause: "routing" },
    definition: {
      test: { metric: "coverage", scope: { router: "main" }, minimum_decisions: 1 },
      first_day: FIRST,
    },
  });
  for (const name of NAMES) {
    const make = (key: string, grace_hours: number) =>
      makeCheck({
        ...{ key, commitment: "promise", clause: "routing" },
        definition: { test: TESTS[name], first_day: FIRST, window_days: 30, schedule: { grace_hours } },
      });
    pairs[name] = { run: await make(name, 0), never: await make(`${name}-never`, 720) };
  }
  await importRegister(OPERATOR, { policies: [BARE] });
  await deliver("2026-01-05", 30);
  await deliver("2026-01-06", 30);
  await deliverScored("2026-01-05", 60);
  await deliverBare("2026-01-05", 20);
  await setClock(NOW);
});

it("makes a new result for late data, a purge and another catalogue, and the old ones still verify", async () => {
  await look();
  expect((await results()).map(({ trigger }) => trigger)).toEqual(["scheduled", "scheduled"]);

  const late = await deliver("2026-01-05", 9);
  expect([await look(), await look()]).toEqual([1, 0]);
  await purgeBatch(compliance, late, { reason: "Sent twice.", dry_run: false });
  expect([await look(), await look()]).toEqual([1, 0]);
  await importRegister(OPERATOR, {
    products: [
      { key: "news", owner: "openai", name: "News", segments: ["models"], models: [{ name: "unheard-of" }] },
    ],
  });
  expect([await look(), await look()]).toEqual([1 + NAMES.length, 0]);

  const all = await results();
  expect(all.map(({ number, trigger }) => [number, trigger])).toEqual([
    [1, "scheduled"],
    [2, "scheduled"],
    [3, "late_data"],
    [4, "purge"],
    [5, "catalogue_change"],
  ]);
  expect(all[2]?.why).toMatch(
    /^Batch \d+ of gateway brought 9 decisions on .*measured again: 1 day, from 2026-01-05/,
  );
  expect(all[3]?.why).toMatch(/^Purge of batch \d+ on .* took 9 decisions; measured again: 1 day/);
  expect(all[4]?.why).toMatch(/^The catalogue attributes models otherwise .*measured again: 2 days/);
  // What was purged is gone: the decisions are again those of the second result.
  expect(all[3]?.dataset_digest).toBe(all[1]?.dataset_digest);
  expect(all[4]?.catalogue_version).not.toBe(all[3]?.catalogue_version);
  for (const { id } of all)
    expect(await verifyResult(compliance, id)).toMatchObject({ verified: true, differences: [] });
});

const lastOf = ({ id }: LoadedCheck) =>
  withActor(OPERATOR, (tx) =>
    tx.checkResult.findFirstOrThrow({ where: { check_id: id }, orderBy: { number: "desc" } }),
  );

/** To nine digits: the engine adds up in whatever order its parts come. */
const saidIn = (verdict: string, { n, measures }: ResultFigures) => ({
  ...{ verdict, n, values: measures.map(({ name, value }) => [name, value?.toPrecision(9)]) },
});

/** What stands, and what a check of the same definition would find that had never looked. */
async function compare(name: Name) {
  const { run, never } = pairs[name];
  const { verdict, figures } = await lastOf(run);
  const asked = { day: "2026-01-06", trigger: "scheduled", why: null } as const;
  const fresh = await workOut(never, FIRST, asked, { memory: new RowsInMemory(), upto: "" });
  if ("done" in fresh) throw new Error("It was never run.");
  return {
    stands: saidIn(verdict, ResultFigures.parse(figures)),
    fresh: saidIn(fresh.judged.verdict, fresh.judged.figures),
  };
}

async function standsAsFresh(): Promise<Record<Name, unknown>> {
  const found = {} as Record<Name, unknown>;
  for (const name of NAMES) {
    const { stands, fresh } = await compare(name);
    expect(stands, name).toEqual(fresh);
    found[name] = stands;
  }
  return found;
}

/** The checks of which something else stands than before. */
const movedSince = (before: Record<Name, unknown>, after: Record<Name, unknown>): Name[] =>
  NAMES.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));

it("comes to stand as if it had never looked before, whatever changed afterwards", async () => {
  const first = await standsAsFresh();
  const late = [await deliverScored("2026-01-05", 21), await deliverBare("2026-01-06", 5)];
  await look();
  const after_late = await standsAsFresh();
  expect(movedSince(first, after_late)).toEqual([...NAMES]);
  for (const batch of late) await purgeBatch(compliance, batch, { reason: "Sent twice.", dry_run: false });
  await look();
  expect(movedSince(first, await standsAsFresh())).toEqual([]);

  // The policy in force is rewritten: what could be compared cannot be any more.
  await importRegister(OPERATOR, { policies: [{ ...BARE, models: ["nova-pro"] }] });
  await look();
  const alone = await standsAsFresh();
  expect(movedSince(first, alone)).toEqual(["coverage_bare"]);
  const said = await lastOf(pairs.coverage_bare.run);
  expect([said.trigger, said.why]).toEqual([
    "catalogue_change",
    expect.stringMatching(/^Policies supply other candidates, list prices or quality estimates than/),
  ]);
  expect(said.catalogue_version).toMatch(/\.pools-[0-9a-f]{16}$/);
  await importRegister(OPERATOR, { policies: [BARE] });
  await look();
  await standsAsFresh();

  // Another version, announced for later, is no business of days that are past.
  const before = (await lastOf(pairs.coverage_bare.run)).number;
  await importRegister(OPERATOR, {
    policies: [{ ...BARE, version: "v2", from: "2026-03-01T00:00:00Z", models: ["nova-pro"] }],
  });
  await look();
  expect((await lastOf(pairs.coverage_bare.run)).number).toBe(before);
});

it("says when a source's quality turns out to have been measured after the fact", async () => {
  const first = await standsAsFresh();
  await updateTrafficSource(compliance, "gateway", 1, { quality_basis: "outcome" });
  await look();
  const refused = await standsAsFresh();
  expect(movedSince(first, refused)).toContain("honesty");
  const { catalogue_version, why } = await lastOf(pairs.honesty.run);
  expect(catalogue_version).toMatch(/\.outcome-\d+$/);
  expect(why).toMatch(/^Other sources count as having their quality measured after the fact than/);
  for (const name of NAMES) {
    const { id } = await lastOf(pairs[name].run);
    expect(await verifyResult(compliance, id)).toMatchObject({ verified: true, recomputed: true });
  }
});

it("says when a list price or an estimate is another", async () => {
  const models = (MODELS.amazon ?? []).map((name) => ({
    ...{
      name,
      patterns: [name],
      prices: [{ from: "2026-01", input_price_usd_per_mtok: "3", output_price_usd_per_mtok: "15" }],
    },
  }));
  await importRegister(OPERATOR, {
    products: [{ key: "amazon", owner: "amazon", name: "amazon", segments: ["models"], models }],
  });
  await look();
  await standsAsFresh();
  const { number, trigger, why } = await lastOf(pairs.coverage_bare.run);
  expect([trigger, why]).toEqual([
    ...["catalogue_change", expect.stringMatching(/Policies supply other candidates, list prices or/)],
  ]);
  await look();
  expect((await lastOf(pairs.coverage_bare.run)).number).toBe(number);
});

it("gives each look that could find something a level of its own, also at days that are judged again", async () => {
  const rows = await withActor(OPERATOR, (tx) =>
    tx.checkResult.findMany({
      where: { check_id: pairs.errors.run.id },
      orderBy: { number: "asc" },
    }),
  );
  expect(rows.length).toBeGreaterThan(new Set(rows.map(({ day }) => day.getTime())).size);
  expect(rows.map((row) => inputsOf(row).look)).toEqual(rows.map((_, at) => at + 1));
});
