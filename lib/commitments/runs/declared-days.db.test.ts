import { beforeAll, describe, expect, it } from "vitest";
import { clickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { NeutralityQuery } from "@/lib/neutrality";
import { assess } from "@/lib/neutrality/server";
import { followRule } from "@/lib/neutrality/testing/follow-rule";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import { type Day, plusDays } from "../day";
import { methodOf } from "../metrics/registry";
import type { ResultView } from "../results/schema";
import { verifyResult } from "../results/verify-result";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { tamper } from "../testing/tamper";
import { runCheck } from "./run-check";
import { staleDays } from "./stale-days";
import { forgetWindows } from "./standing";

const FROM = "2026-05-01";
const DAYS = 16;
const PER_DAY = 72;
const anna = testActor("compliance");
const RULE = { form: "line", relative: true, at: 0.05, ties: null } as const;

const TESTS = {
  obeying: {},
  asked: { noise: "constant" },
  ruled: {},
  // Its log names no version.
  unnamed: { noise: "constant" },
} as const;
type Name = keyof typeof TESTS;
const NAMES = Object.keys(TESTS) as Name[];
/** Checks that are asked the same as others, for what is done to one of them alone. */
const TWINS = { "obeying-twin": "obeying", "ruled-twin": "ruled", "ruled-other": "ruled" } as const;
type Key = Name | keyof typeof TWINS;
const checks = new Map<Key, LoadedCheck>();
const results = new Map<Key, ResultView[]>();
const dayAt = (index: number): Day => plusDays(FROM, index);
const LAST = dayAt(DAYS - 1);

const checkOf = (key: Key): LoadedCheck => {
  const found = checks.get(key);
  if (!found) throw new Error(key);
  return found;
};
const of = (key: Key): ResultView[] => results.get(key) ?? [];

const make = async (key: Key, router: Name): Promise<void> => {
  const test = { metric: "routing_tilt", baseline: "declared_policy", scope: { router }, ...TESTS[router] };
  const check = await makeCheck({
    ...{ key, commitment: "promise", clause: "routing", by: anna },
    definition: { test, first_day: FROM, window_days: 60 },
  });
  checks.set(key, check);
};

async function runDay(key: Key, day: Day): Promise<ResultView> {
  const result = await runCheck(checkOf(key), { day, trigger: "scheduled", why: null });
  results.set(key, [...of(key), result]);
  return result;
}

const policy = (router: Name, version: string, from: Day, band = 0.05) => ({
  ...{ router, version, from: `${from}T00:00:00Z` },
  rule: { kind: "cheapest_within" as const, band },
});

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  for (const name of NAMES) await make(name, name);
  for (const [key, name] of Object.entries(TWINS)) await make(key as Key, name);
  await importRegister(OPERATOR, {
    policies: [...NAMES.map((router) => policy(router, "v1", FROM)), policy("ruled", "v9", FROM)],
  });
  const common = { rule: RULE, decisions: (DAYS + 1) * PER_DAY, from: FROM };
  await insertDecisions([
    ...followRule({ ...common, router: "obeying", seed: 4, noise: null, taken: 0.03 }),
    ...followRule({ ...common, router: "asked", seed: 8, noise: 4, tilt: 0.4 }),
    ...followRule({ ...common, router: "unnamed", seed: 9, noise: 4, tilt: 0.6, policy_version: "" }),
    ...followRule({ ...common, router: "ruled", seed: 3, noise: 3, tilt: 1.5 }),
  ]);
  for (let index = 0; index < DAYS; index += 1) {
    await setClock(`${dayAt(index + 1)}T08:00:00Z`);
    for (const key of checks.keys()) if (key !== "unnamed") await runDay(key, dayAt(index));
  }
}, 240_000);

const near = (ours: number | null | undefined, theirs: number | null | undefined, within = 1e-9) => {
  if (theirs === null || theirs === undefined) expect(ours).toBe(theirs);
  else
    expect(Math.abs((ours ?? Number.NaN) - theirs)).toBeLessThanOrEqual(
      within * Math.max(1, Math.abs(theirs)),
    );
};

const ask = (name: Name, upto: Day) =>
  assess(
    anna,
    NeutralityQuery.parse({
      ...{ from: FROM, to: plusDays(upto, 1), router: name, baseline: "declared_policy", ...TESTS[name] },
    }),
  );

function saysAsMuch({ verdict, figures }: ResultView, answer: Awaited<ReturnType<typeof ask>>): void {
  expect([verdict, figures.because, figures.n]).toEqual([answer.verdict, answer.because, answer.usable]);
  const { tilt } = figures;
  near(tilt?.observed, answer.observed.focal);
  near(tilt?.expected, answer.expected.focal);
  near(tilt?.log_odds, answer.tilt.log_odds);
  near(tilt?.lower, answer.tilt.lower);
  near(tilt?.upper, answer.tilt.upper);
  near(tilt?.log_e_value, answer.log_e_value);
  near(tilt?.phi, answer.phi);
  near(tilt?.eta, answer.eta);
  near(tilt?.needed, answer.needed);
}

describe("a constant noise, known by days that were kept one by one", () => {
  it.each(["obeying", "asked"] as const)(
    "says of %s on every day what the whole window says on demand",
    async (name) => {
      for (const [index, result] of of(name).entries())
        if (index % 3 === 0 || index === DAYS - 1) saysAsMuch(result, await ask(name, result.day));
    },
    60_000,
  );
});

const inputsOf = (key: Key) =>
  withActor(anna, (tx) =>
    tx.checkResult.findFirstOrThrow({
      where: { check_id: checkOf(key).id },
      orderBy: { number: "desc" },
      select: { inputs: true },
    }),
  );

describe("a logit of gaps", () => {
  it("is used as it was learnt, and learnt anew when choices have grown by half", () => {
    const versions = of("ruled").map(({ b_version }) => b_version ?? 0);
    expect(versions[0]).toBe(1);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(versions.at(-1)).toBeGreaterThan(3);
    expect(versions.at(-1)).toBeLessThan(10);
  });

  it("says about what the whole window says on demand", async () => {
    const [last, answer] = [of("ruled").at(-1), await ask("ruled", LAST)];
    const { tilt } = last?.figures ?? {};
    expect([last?.verdict, last?.figures.n]).toEqual([answer.verdict, answer.usable]);
    near(tilt?.observed, answer.observed.focal);
    near(tilt?.expected, answer.expected.focal, 0.05);
    near(tilt?.log_odds, answer.tilt.log_odds, 0.1);
  });

  it("keeps what its breach was held against: the full model", async () => {
    const first = of("ruled").find(({ verdict }) => verdict === "breach");
    const { inputs } = await withActor(anna, (tx) =>
      tx.checkResult.findUniqueOrThrow({ where: { id: first?.id ?? "" }, select: { inputs: true } }),
    );
    const { evidence } = inputs as { evidence: { full: unknown[]; placebos: unknown } | null };
    expect(evidence?.full).toHaveLength(1);
    expect(evidence?.placebos).toBeNull();
    // Where a constant noise is all that there is, nothing has to be read.
    expect(of("obeying").at(-1)?.verdict).toBe("breach");
    expect((await inputsOf("obeying")).inputs).toMatchObject({ evidence: null });
  });
});

it("is worked out again from what was kept", async () => {
  for (const key of ["obeying", "asked", "ruled"] as const)
    for (const { id } of [of(key)[0], of(key).at(-1)].filter((one) => one !== undefined))
      expect(await verifyResult(anna, id)).toMatchObject({
        ...{ verified: true, differences: [], recomputed: true },
      });
});

const daysOf = (key: Key, revision: number) =>
  withActor(anna, (tx) =>
    tx.checkDay.findMany({
      where: { check_id: checkOf(key).id, revision },
      select: { day: true, content: true, method_version: true },
      orderBy: { day: "asc" },
    }),
  );

it("measures again the days that late data reached; a version that comes late begins nothing there", async () => {
  const late = followRule({
    rule: RULE,
    router: "ruled",
    seed: 77,
    noise: 3,
    decisions: 20,
    from: `${dayAt(3)}T01:00:00Z`,
  });
  await insertDecisions(
    late.map((one) => ({ ...one, policy_version: "v9", decision_id: `late-${one.decision_id}` })),
  );
  expect(await staleDays(checkOf("ruled"), LAST)).toEqual([dayAt(3)]);
  const before = of("ruled").at(-1);
  const again = await runCheck(checkOf("ruled"), { day: LAST, trigger: "late_data", why: "It came late." });
  const revised = await daysOf("ruled", 2);
  expect(revised.map(({ day }) => day.toISOString().slice(0, 10))).toEqual([dayAt(3)]);
  expect(revised[0]?.content).toMatchObject({ began: [{ router: "ruled", policy_version: "v1" }] });
  // Twenty decisions have too few choices for a noise of their own.
  expect(again.figures.n).toBe(before?.figures.n);
  expect(again.figures.because).toContain("too_few_partner_choices");
  expect(await verifyResult(anna, again.id)).toMatchObject({ verified: true, recomputed: true });
}, 30_000);

it("measures again the days that a policy holds for which is recorded afterwards, and gives it no start", async () => {
  for (let index = 0; index < 9; index += 1) await runDay("unnamed", dayAt(index));
  const [check, upto] = [checkOf("unnamed"), dayAt(8)];
  // What begins later holds for none of them.
  await importRegister(OPERATOR, { policies: [policy("unnamed", "v3", dayAt(DAYS + 5), 0.2)] });
  expect(await staleDays(check, upto)).toEqual([]);
  await importRegister(OPERATOR, { policies: [policy("unnamed", "v2", dayAt(6), 0.1)] });
  expect(await staleDays(check, upto)).toEqual([6, 7, 8].map(dayAt));
  const again = await runCheck(check, { day: upto, trigger: "catalogue_change", why: "Another rule." });
  const revised = await daysOf("unnamed", 2);
  expect(revised.map(({ content }) => content)).toMatchObject(
    [6, 7, 8].map(() => ({
      versions: [{ router: "unnamed", policy_version: "v2", register: true, retro: true }],
      began: [{ router: "unnamed", policy_version: "v1" }],
    })),
  );
  saysAsMuch(again, await ask("unnamed", upto));
  expect(await verifyResult(anna, again.id)).toMatchObject({ verified: true, recomputed: true });
}, 30_000);

it("measures days of the earlier method anew, and what was judged by it keeps its hashes", async () => {
  const { id, definition } = checkOf("asked");
  const method = methodOf(definition.test);
  const earlier = method.split(".")[0] ?? "";
  const set = (table: string) => `UPDATE ${table} SET method_version = '${earlier}' WHERE check_id = '${id}'`;
  await tamper(set("check_day"), set("check_result"));
  forgetWindows();
  const wanted = of("asked").map(({ day }) => day);
  expect(await staleDays(checkOf("asked"), LAST)).toEqual(wanted);
  await setClock(`${dayAt(DAYS + 1)}T08:00:00Z`);
  const next = await runDay("asked", dayAt(DAYS));
  const revised = await daysOf("asked", 2);
  expect(revised.map(({ day }) => day.toISOString().slice(0, 10))).toEqual(wanted);
  expect(new Set(revised.map(({ method_version }) => method_version))).toEqual(new Set([method]));
  expect(await staleDays(checkOf("asked"), dayAt(DAYS))).toEqual([]);
  expect(await verifyResult(anna, next.id)).toMatchObject({ verified: true, recomputed: true });
  const old = await verifyResult(anna, of("asked")[3]?.id ?? "");
  expect(old).toMatchObject({ verified: true, differences: [], recomputed: false });
}, 30_000);

it("reads its own day alone: with all others gone from the log it says what it says with them", async () => {
  const day = dayAt(DAYS);
  const pairs = [
    ["obeying-twin", "obeying"],
    ["ruled-twin", "ruled-other"],
  ] as const;
  for (const [key] of pairs) await runDay(key, day);
  await clickhouse().command(`DELETE FROM decisions WHERE toDate(occurred_at) != toDate('${day}')`);
  forgetWindows();
  for (const [key, other] of pairs) {
    const alone = await runDay(other, day);
    expect(alone.figures).toEqual(of(key).at(-1)?.figures);
    // On a day on which the noise is learnt anew the window is read.
    expect(alone.b_version).toBe(of(other).at(-2)?.b_version);
    expect(alone.figures.n).toBeGreaterThan(of(other).at(-2)?.figures.n ?? 0);
  }
}, 30_000);
