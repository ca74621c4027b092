import { beforeAll, describe, expect, it } from "vitest";
import { clickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { MODELS } from "@/lib/neutrality/testing/models";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { simulate } from "@/lib/neutrality/testing/simulate";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { type LoadedCheck, loadCheck } from "../checks/store";
import { type Day, plusDays } from "../day";
import { listMarks } from "../results/list-marks";
import { listResults } from "../results/list-results";
import { ResultsQuery, type ResultView } from "../results/schema";
import { verifyResult } from "../results/verify-result";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { tamper } from "../testing/tamper";
import { runCheck } from "./run-check";
import { staleDays } from "./stale-days";
import { forgetDays } from "./store";

const FROM = "2026-05-01";
const DAYS = 16;
const TILTED_FROM = 5;
const anna = testActor("compliance");
const own = new Set<string>(MODELS.amazon);
const models = Object.values(MODELS).flat();
const dayAt = (index: number): Day => plusDays(FROM, index);

const make = (router: string): Promise<LoadedCheck> =>
  makeCheck({
    ...{ key: `tilt-${router}`, commitment: "promise", clause: "routing", by: anna },
    definition: {
      test: { metric: "routing_tilt", baseline: "partner_revealed", scope: { router } },
      ...{ first_day: FROM, window_days: 60 },
    },
  });

let checks: Record<"neutral" | "tilted", LoadedCheck>;
const results = { neutral: [] as ResultView[], tilted: [] as ResultView[] };

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const made = [await make("neutral"), await make("tilted")];
  const common = { days: DAYS, per_day: 500, models, from: FROM, tenants: 80 };
  await insertDecisions([
    ...simulate({ ...common, router: "neutral", seed: 11 }),
    ...simulate({
      ...{ ...common, router: "tilted", seed: 12 },
      policy_version: (day) => (day < TILTED_FROM ? "v1" : "v2"),
      tilt: (model, day) => (own.has(model) && day >= TILTED_FROM ? 1.1 : 0),
    }),
  ]);
  const [neutral, tilted] = await Promise.all(
    made.map(({ id }) => withActor(anna, (tx) => loadCheck(tx, id))),
  );
  if (!neutral || !tilted) throw new Error("Both checks are there.");
  checks = { neutral, tilted };
  for (let index = 0; index < DAYS; index += 1) {
    await setClock(`${dayAt(index + 1)}T08:00:00Z`);
    for (const name of ["neutral", "tilted"] as const) {
      // Two at once: whoever is second gives what the first has written.
      const [one, other] = await Promise.all(
        [0, 1].map(() => runCheck(checks[name], { day: dayAt(index), trigger: "scheduled", why: null })),
      );
      if (!one || one.id !== other?.id) throw new Error(`${name} was judged twice on ${dayAt(index)}.`);
      results[name].push(one);
    }
  }
}, 240_000);

const last = (name: "neutral" | "tilted"): ResultView => {
  const found = results[name].at(-1);
  if (!found) throw new Error("There were runs.");
  return found;
};

const verified = { verified: true, differences: [], recomputed: true, not_recomputed: null };

describe("sixteen days, judged day by day", () => {
  it("never calls a neutral router a breach, nor watches it", () => {
    for (const { verdict, figures } of results.neutral)
      expect(["kept", "inconclusive"], figures.because.join()).toContain(verdict);
    for (const { verdict } of results.neutral) expect(["kept", "inconclusive"]).toContain(verdict);
  });

  it("finds the tilt, its onset and the version that began it, and keeps the breach", () => {
    const verdicts = results.tilted.map(({ verdict }) => verdict);
    const first = verdicts.indexOf("breach");
    expect(first).toBeGreaterThanOrEqual(TILTED_FROM);
    expect(verdicts.slice(first).every((verdict) => verdict === "breach")).toBe(true);
    expect(last("tilted").figures.tilt?.onset).toEqual({ day: dayAt(TILTED_FROM), policy_version: "v2" });
  });

  it("has peaks that never fall", () => {
    for (const of_check of [results.neutral, results.tilted]) {
      const peaks = of_check.map(({ figures }) => figures.tilt?.peak.log_e_value ?? Number.NaN);
      for (const [at, peak] of peaks.entries())
        if (at > 0) expect(peak).toBeGreaterThanOrEqual(peaks[at - 1] ?? 0);
    }
  });

  it("learns the standard anew at a version's first day and when choices have grown by half", async () => {
    const fits = await withActor(anna, (tx) =>
      tx.checkFit.findMany({ where: { check_id: checks.tilted.id }, orderBy: { b_version: "asc" } }),
    );
    const of = (version: string) => fits.filter(({ policy_version }) => policy_version === version);
    expect(of("v2")[0]?.upto_day.toISOString().slice(0, 10)).toBe(dayAt(TILTED_FROM));
    const choices = of("v2").map(({ content }) => (content as { choices: number }).choices);
    for (const [at, count] of choices.entries())
      if (at > 0) expect(count).toBeGreaterThanOrEqual(1.5 * (choices[at - 1] ?? 0));
    expect(fits.length).toBeLessThan(DAYS);
    // Days that were judged keep what they were judged by.
    const days = await withActor(anna, (tx) =>
      tx.checkDay.findMany({ where: { check_id: checks.tilted.id } }),
    );
    expect(days.every(({ revision }) => revision === 1)).toBe(true);
  });

  it("verifies every result from what it kept", async () => {
    for (const { id } of [...results.neutral, ...results.tilted])
      expect(await verifyResult(testActor("auditor"), id)).toEqual(verified);
  });

  it("gives a due run once", async () => {
    const again = await runCheck(checks.neutral, { day: dayAt(DAYS - 1), trigger: "scheduled", why: null });
    expect(again.id).toBe(last("neutral").id);
    const both = await Promise.all(
      [0, 1].map(() => runCheck(checks.neutral, { day: dayAt(DAYS - 1), trigger: "scheduled", why: null })),
    );
    expect(both.map(({ id }) => id)).toEqual([again.id, again.id]);
  });

  it("writes nothing where the guard refuses", async () => {
    const guard = () => Promise.reject(new Error("fenced"));
    const run = { day: dayAt(DAYS - 1), trigger: "on_demand" as const, why: "for a test" };
    await expect(runCheck(checks.neutral, run, { guard })).rejects.toThrow("fenced");
    const { items } = await listResults(anna, ResultsQuery.parse({ check: checks.neutral.key }));
    expect(items).toHaveLength(DAYS);
  });
});

describe("what changes afterwards", () => {
  const rerun = async (trigger: "late_data" | "purge" | "catalogue_change", why: string) => {
    const before = last("neutral");
    const result = await runCheck(checks.neutral, { day: dayAt(DAYS - 1), trigger, why });
    expect([result.trigger, result.why, result.number]).toEqual([trigger, why, before.number + 1]);
    expect(result.replaces).toBe(before.id);
    expect(await verifyResult(anna, before.id)).toEqual(verified);
    expect(await verifyResult(anna, result.id)).toEqual(verified);
    expect(await staleDays(checks.neutral, dayAt(DAYS - 1))).toEqual([]);
    results.neutral.push(result);
    return { before, result };
  };
  const revisions = ({ inputs }: ResultView) =>
    inputs.flatMap(({ day, revision }) => (revision > 1 ? [day] : []));

  it("late data measure their day again, by the standard that it was judged by", async () => {
    const late = simulate({ router: "neutral", seed: 99, days: 1, per_day: 30, models, from: dayAt(3) });
    await insertDecisions(late.map((one) => ({ ...one, decision_id: `late-${one.decision_id}` })));
    expect(await staleDays(checks.neutral, dayAt(DAYS - 1))).toEqual([dayAt(3)]);
    // Days before one from which on something came are not looked at.
    expect(await staleDays(checks.neutral, dayAt(DAYS - 1), dayAt(3))).toEqual([dayAt(3)]);
    expect(await staleDays(checks.neutral, dayAt(DAYS - 1), dayAt(4))).toEqual([]);
    const { before, result } = await rerun("late_data", "30 decisions of 4 May came late.");
    expect(revisions(result)).toEqual([dayAt(3)]);
    expect(result.figures.n).toBeGreaterThan(before.figures.n);
    expect(result.b_version).toBe(before.b_version);
    expect(result.dataset_digest).not.toBe(before.dataset_digest);
  });

  it("a purge takes away what it brought", async () => {
    const { figures, dataset_digest } = results.neutral.at(-2) ?? last("neutral");
    await clickhouse().command("DELETE FROM decisions WHERE startsWith(decision_id, 'late-')");
    expect(await staleDays(checks.neutral, dayAt(DAYS - 1))).toEqual([dayAt(3)]);
    const { result } = await rerun("purge", "The late batch was purged.");
    expect(result.figures.n).toBe(figures.n);
    expect(result.dataset_digest).toBe(dataset_digest);
    expect(result.figures.tilt?.log_odds).toBe(figures.tilt?.log_odds);
  });

  it("another catalogue measures every day again, and learns the standard anew", async () => {
    await importRegister(OPERATOR, {
      products: [
        {
          ...{ key: "nova-spare", owner: "amazon", name: "Nova spare", segments: ["models"] },
          models: [{ name: "nova-spare", patterns: ["nova-spare"] }],
        },
      ],
    });
    const stale = await staleDays(checks.neutral, dayAt(DAYS - 1));
    expect(stale).toHaveLength(DAYS);
    expect(await staleDays(checks.neutral, dayAt(DAYS - 1), dayAt(DAYS))).toEqual(stale);
    const { before, result } = await rerun("catalogue_change", "A product was added.");
    expect(revisions(result)).toHaveLength(DAYS);
    expect(result.b_version).toBe((before.b_version ?? 0) + 1);
    expect(result.catalogue_version).not.toBe(before.catalogue_version);
  });

  it("shows the latest mark of each day, and how many runs it had", async () => {
    const marks = await withActor(anna, (tx) => listMarks(tx, [checks.neutral.id], FROM));
    const of_check = marks.get(checks.neutral.id) ?? [];
    expect(of_check).toHaveLength(DAYS);
    expect(of_check.at(-1)).toMatchObject({ id: last("neutral").id, runs: 4, trigger: "catalogue_change" });
  });
});

describe("a day that somebody changes in the store", () => {
  const changed = `UPDATE check_day SET content = jsonb_set(content, '{counts,usable}', '1')`;
  const third = () => `check_id = '${checks.tilted.id}' AND day = '${dayAt(3)}'`;

  it("is found by its hash, and by the result's hash where the day's was changed with it", async () => {
    forgetDays();
    const { id } = last("tilted");
    await tamper(`${changed} WHERE ${third()}`);
    const by_content = await verifyResult(anna, id);
    expect(by_content.verified).toBe(false);
    expect(by_content.differences[0]).toContain(`${dayAt(3)}, revision 1`);
    await tamper(`UPDATE check_day SET content_hash = '${"0".repeat(64)}' WHERE ${third()}`);
    expect((await verifyResult(anna, id)).differences).toContain(
      "What it rests on does not have the hash that the result kept.",
    );
    // Results that do not rest on that day are untouched.
    expect(await verifyResult(anna, results.tilted[2]?.id ?? "")).toEqual(verified);
  });
});
