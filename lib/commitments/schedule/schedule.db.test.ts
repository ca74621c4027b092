import { beforeAll, describe, expect, it, vi } from "vitest";
import { asChecks, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR } from "@/lib/testing/actors";
import type { LoadedCheck } from "../checks/store";
import { type Day, plusDays, toDate } from "../day";
import { methodOf } from "../metrics/registry";
import { catalogueVersions, readCheckContext } from "../runs/context";
import { CHECKS } from "../system";
import { insertResult, makeCheck, makeCommitment, setClock } from "../testing/promise";
import { holdFence, LeaseLost, releaseLease, renewLease, takeLease } from "./lease";
import { newWatch } from "./rejudge";
import type { Runner } from "./runner";
import { runScheduler } from "./scheduler";
import { readSimulatedClock } from "./simulated-clock";
import { tick } from "./tick";

const FIRST = "2026-01-05";
const noon = (day: Day): number => Date.parse(`${day}T12:00:00Z`);

/** Stands in for the runs: writes a result without figures, as a run does, and keeps the order of calls. */
function fakeRunner(broken: ReadonlySet<string> = new Set()) {
  const calls: string[] = [];
  const stale = new Map<string, Day[]>();
  const runner: Runner = {
    async runCheck(check, { day, trigger }, { guard }) {
      if (broken.has(check.key)) throw new Error(`${check.key} is broken.`);
      await withActor(CHECKS, (tx) =>
        asChecks(tx, async () => {
          await guard?.(tx);
          await insertResult(tx, check, { day, verdict: "kept", trigger });
        }),
      );
      calls.push(`${day} ${check.key}${trigger === "scheduled" ? "" : ` ${trigger}`}`);
    },
    staleDays: async (check) => stale.get(check.key) ?? [],
  };
  return { runner, calls, stale };
}

const resultsOf = (check: LoadedCheck) =>
  withActor(OPERATOR, (tx) =>
    tx.checkResult.findMany({ where: { check_id: check.id }, orderBy: { number: "asc" } }),
  );

let daily: LoadedCheck;
let weekly: LoadedCheck;

beforeAll(async () => {
  await setClock("2026-01-04T12:00:00Z", "2026-01-04T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const make = (key: string, every: string) =>
    makeCheck({
      key,
      commitment: "promise",
      clause: "routing",
      definition: { test: { metric: "coverage" }, first_day: FIRST, window_days: 365, schedule: { every } },
    });
  daily = await make("daily", "day");
  weekly = await make("weekly", "week");
});

describe("the lease", () => {
  const TTL = 300;
  it("is held by one, changes hands when it is not renewed, and its fence stops the one before", async () => {
    const first = await takeLease("one", TTL);
    if (!first) throw new Error("Nobody held it.");
    expect(await takeLease("two", TTL)).toBeNull();
    expect(await renewLease(first, TTL)).toBe(true);
    await withActor(CHECKS, (tx) => asChecks(tx, () => holdFence(tx, first)));
    const second = await vi.waitUntil(() => takeLease("two", TTL), { timeout: 5000, interval: 50 });
    expect(second).toEqual({ holder: "two", fence: first.fence + 1 });
    expect(await renewLease(first, TTL)).toBe(false);
    await expect(withActor(CHECKS, (tx) => holdFence(tx, first))).rejects.toThrow(LeaseLost);
    if (second) await releaseLease(second);
    const third = await takeLease("three", TTL);
    expect(third?.fence).toBe(first.fence + 2);
    if (third) await releaseLease(third);
  });

  it("is taken by one of many that try at once", async () => {
    const taken = await Promise.all(Array.from({ length: 8 }, (_, at) => takeLease(`racer-${at}`, 60_000)));
    const [winner, ...others] = taken.filter((lease) => lease !== null);
    expect(others).toEqual([]);
    if (winner) await releaseLease(winner);
  });
});

describe("a tick", () => {
  it("has nothing to run before the first day is over and its data are complete", async () => {
    const { runner, calls } = fakeRunner();
    await setClock("2026-01-06T05:59:00Z");
    expect(await tick(Date.parse("2026-01-06T05:59:00Z"), { runner })).toMatchObject({ ran: 0, failed: [] });
    expect(calls).toEqual([]);
  });

  it("catches up on the oldest day first across checks, and keeps the place of one that cannot be run", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const now = noon("2026-01-13");
    await setClock(new Date(now).toISOString());
    const broken = fakeRunner(new Set(["daily"]));
    expect(await tick(now, broken)).toMatchObject({ ran: 1, failed: [daily.id] });
    expect(broken.calls).toEqual(["2026-01-11 weekly"]);
    const mended = fakeRunner();
    expect(await tick(now, mended)).toMatchObject({ ran: 8, failed: [] });
    expect(mended.calls).toEqual(Array.from({ length: 8 }, (_, at) => `${plusDays(FIRST, at)} daily`));
    expect(await tick(now, fakeRunner())).toMatchObject({ ran: 0 });
  });

  it("judges again once what rests on changed data, and says why", async () => {
    const { runner, calls, stale } = fakeRunner();
    const watch = newWatch();
    const now = noon("2026-01-13");
    const look = async () => (await tick(now, { runner }, watch)).again;
    expect([await look(), await look()]).toEqual([0, 0]);
    await measured(daily, "2026-01-06");
    await arrive(7, "2026-01-06T08:00:00Z");
    stale.set("daily", ["2026-01-06"]);
    // The first look after a change waits for quiet.
    expect([await look(), await look()]).toEqual([0, 1]);
    stale.clear();
    expect([await look(), await look()]).toEqual([0, 0]);
    expect(calls).toEqual(["2026-01-12 daily late_data"]);
    const [first, last] = [(await resultsOf(daily))[0], (await resultsOf(daily)).at(-1)];
    expect(first).toMatchObject({ number: 1, trigger: "scheduled" });
    expect(last).toMatchObject({ trigger: "late_data", day: toDate("2026-01-12") });
  });

  it("does not look at checks whose days a delivery does not reach", async () => {
    const { runner } = fakeRunner();
    const asked: string[] = [];
    const asking: Runner = {
      ...runner,
      staleDays: async (check) => {
        asked.push(check.key);
        return [];
      },
    };
    const watch = newWatch();
    const now = noon("2026-01-13");
    for (let look = 0; look < 2; look++) await tick(now, { runner: asking }, watch);
    expect(asked.splice(0).sort()).toEqual(["daily", "weekly"]);
    // As if the looks lay an hour apart: what was stored a moment before one counts at the next too.
    const hours = (n: number) => new Date(Date.now() + n * 3_600_000);
    if (watch.looked) watch.looked.at = hours(1);
    await arrive(8, "2026-01-13T01:00:00Z", hours(1));
    for (let look = 0; look < 2; look++) await tick(now, { runner: asking }, watch);
    expect(asked).toEqual([]);
    if (watch.looked) watch.looked.at = hours(2);
    await arrive(9, "2026-01-12T01:00:00Z", hours(2));
    for (let look = 0; look < 2; look++) await tick(now, { runner: asking }, watch);
    // The weekly check has judged no day after the 11th.
    expect(asked).toEqual(["daily"]);
  });
});

/** A day as a check measured it, just now. */
const measured = async (check: LoadedCheck, day: Day): Promise<unknown> => {
  const { test } = check.definition;
  const catalogue_version = catalogueVersions(test, await readCheckContext(test))(day);
  return withActor(CHECKS, (tx) =>
    asChecks(tx, () =>
      tx.checkDay.create({
        data: {
          id: uuidv7(),
          check_id: check.id,
          window_from: toDate(FIRST),
          day: toDate(day),
          revision: 1,
          content: {},
          content_hash: "0".repeat(64),
          dataset_digest: "00",
          catalogue_version,
          method_version: methodOf(test),
        },
      }),
    ),
  );
};

/** A stored delivery of the ledger, with decisions of one instant. */
async function arrive(no: number, at: string, stored_at = new Date()): Promise<void> {
  await withActor(OPERATOR, async (tx) => {
    const source =
      (await tx.trafficSource.findUnique({ where: { key: "gateway" } })) ??
      (await tx.trafficSource.create({
        data: {
          id: uuidv7(),
          key: "gateway",
          name: "Gateway",
          generated: true,
          updated_by: "system:operator",
        },
      }));
    await tx.ingestBatch.create({
      data: {
        id: uuidv7(),
        no,
        source_id: source.id,
        format: "native",
        body_hash: String(no),
        state: "stored",
        accepted: 5n,
        first_at: at,
        last_at: at,
        created_by: "system:operator",
        stored_at,
      },
    });
  });
}

describe("the scheduler", () => {
  it("runs every due day once and in order although two compete and stop again and again", async () => {
    const until = "2026-03-06T12:00:00.000Z";
    await setClock("2026-01-13T12:00:00.000Z", until);
    const { runner, calls } = fakeRunner();
    const stopped = Date.now() + 60_000;
    while ((await readSimulatedClock())?.now !== until && Date.now() < stopped) {
      const abort = new AbortController();
      const two = [1, 2].map(() => runScheduler({ runner, abort: abort.signal, ttl_ms: 500, pause_ms: 20 }));
      await new Promise((resolve) => setTimeout(resolve, 150));
      abort.abort();
      await Promise.all(two);
    }
    // What was due at the last moment is run by whoever comes next.
    await tick(Date.parse(until), { runner });
    const days = async (check: LoadedCheck) =>
      (await resultsOf(check))
        .filter(({ trigger }) => trigger === "scheduled")
        .map(({ day }) => day.toISOString().slice(0, 10));
    expect(await days(daily)).toEqual(Array.from({ length: 60 }, (_, at) => plusDays(FIRST, at)));
    expect(await days(weekly)).toEqual(Array.from({ length: 8 }, (_, at) => plusDays(FIRST, 6 + 7 * at)));
    expect(calls).toHaveLength(60 - 8 + 8 - 1);
    const computed = (await resultsOf(daily)).filter(
      ({ trigger, number }) => trigger === "scheduled" && number > 9,
    );
    for (const { day, computed_at } of computed)
      expect(computed_at.getTime()).toBe(noon(plusDays(day.toISOString().slice(0, 10), 1)));
  });

  it("moves the clock no further than it may", async () => {
    expect(await readSimulatedClock()).toMatchObject({ now: "2026-03-06T12:00:00.000Z" });
  });
});
