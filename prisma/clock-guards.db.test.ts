import { describe, expect, it } from "vitest";
import { CheckDefinition } from "@/lib/commitments";
import { listRunnableChecks, loadCheck } from "@/lib/commitments/checks/store";
import { CHECKS } from "@/lib/commitments/system";
import { ALLOWED, attempt } from "@/lib/commitments/testing/attempt";
import { makeCheck, makeCommitment } from "@/lib/commitments/testing/promise";
import { insertDay, insertFit, insertResult, insertVersion } from "@/lib/commitments/testing/rows";
import { asChecks, type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor } from "@/lib/testing/actors";

// The simulated clock, asked of Postgres itself as the application's role.
const CLOCK = "simulated_clock";
const begin = (tx: Tx, now: string | null) => tx.setting.create({ data: { key: CLOCK, value: { now } } });
const advance = (tx: Tx, now: string | null) =>
  tx.setting.update({ where: { key: CLOCK }, data: { value: { now } } });
const addSource = (tx: Tx, generated: boolean) =>
  tx.trafficSource.create({
    data: { id: uuidv7(), key: `source-${generated}`, name: "S", generated, updated_by: "test" },
  });
const nowOf = async (tx: Tx): Promise<string> => {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT evenhand_now() AS now`;
  return row?.now.toISOString() ?? "";
};
const checkOnce = () =>
  makeCheck({
    ...{ key: "first", commitment: "promise", clause: "routing", by: testActor("compliance") },
    definition: {
      test: { metric: "routing_tilt", baseline: "owner_blind" },
      first_day: "2026-03-02",
      window_days: 3,
    },
  });

describe("the simulated clock", () => {
  it("begins in a workspace whose traffic is all generated, and in the past", async () => {
    const start = (now: string, before: (tx: Tx) => Promise<unknown> = async () => null) =>
      attempt(OPERATOR, async (tx) => {
        await before(tx);
        await begin(tx, now);
      });
    expect(await start("2026-03-01T09:00:00Z")).toBe(ALLOWED);
    expect(await start("2026-03-01T09:00:00Z", (tx) => addSource(tx, true))).toBe(ALLOWED);
    expect(await start("2026-03-01T09:00:00Z", (tx) => addSource(tx, false))).toMatch(
      /generated traffic alone/,
    );
    expect(await start("2199-01-01T00:00:00Z")).toMatch(/stays in the past/);
  });

  it("begins before the first check", async () => {
    await withActor(OPERATOR, (tx) => begin(tx, "2026-03-01T09:00:00Z"));
    await makeCommitment("promise", ["routing", "launch"]);
    await checkOnce();
    const again = (tx: Tx) => tx.setting.delete({ where: { key: CLOCK } });
    expect(await attempt(OPERATOR, again)).toBe(ALLOWED);
    const restarted = await attempt(OPERATOR, async (tx) => {
      await again(tx);
      await begin(tx, "2026-03-01T09:00:00Z");
    });
    expect(restarted).toMatch(/begins before the first check/);
    const renamed = await attempt(OPERATOR, async (tx) => {
      await again(tx);
      await tx.setting.create({ data: { key: "other", value: { now: "2026-03-01T09:00:00Z" } } });
      await tx.setting.update({ where: { key: "other" }, data: { key: CLOCK } });
    });
    expect(renamed).toMatch(/begins before the first check/);
  });

  it("goes forward only", async () => {
    const to = (now: string | null) => attempt(OPERATOR, (tx) => advance(tx, now));
    expect(await to("2026-03-01T09:00:01Z")).toBe(ALLOWED);
    expect(await to("2026-03-01T08:59:59Z")).toMatch(/forward only/);
    expect(await to(null)).toMatch(/forward only/);
    expect(await to("2199-01-01T00:00:00Z")).toMatch(/stays in the past/);
  });

  it("ends with the first real traffic, which is never declared generated", async () => {
    const told = await attempt(OPERATOR, async (tx) => {
      expect(await nowOf(tx)).toBe("2026-03-01T09:00:00.000Z");
      await addSource(tx, true);
      expect(await nowOf(tx)).toBe("2026-03-01T09:00:00.000Z");
      await addSource(tx, false);
      expect(Date.parse(await nowOf(tx))).toBeGreaterThan(Date.parse("2026-11-01"));
    });
    expect(told).toBe(ALLOWED);
    const declare = (generated: boolean) =>
      attempt(OPERATOR, async (tx) => {
        const { id } = await addSource(tx, !generated);
        await tx.trafficSource.update({ where: { id }, data: { generated } });
      });
    expect(await declare(true)).toMatch(/not declared generated/);
    expect(await declare(false)).toBe(ALLOWED);
  });
});

describe("a check that a simulated clock recorded", () => {
  const WINDOW = "2026-03-02";
  const firstId = (tx: Tx) => tx.promiseCheck.findFirstOrThrow({ where: { key: "first" } });
  /** Judges a day of it, once what goes before has been done. */
  const judged = (before: (tx: Tx) => Promise<unknown>, write: (tx: Tx, id: string) => Promise<unknown>) =>
    attempt(OPERATOR, async (tx) => {
      await advance(tx, "2026-03-04T09:00:00Z");
      const { id } = await firstId(tx);
      await before(tx);
      await tx.$executeRaw`SELECT set_config('evenhand.actor', 'system:checks', true)`;
      await asChecks(tx, (inner) => write(inner, id));
    });
  const writes = {
    result: (tx: Tx, check_id: string) => insertResult(tx, { check_id, window_from: WINDOW, day: WINDOW }),
    day: (tx: Tx, check_id: string) => insertDay(tx, check_id, WINDOW, WINDOW),
    fit: (tx: Tx, check_id: string) => insertFit(tx, check_id, WINDOW, WINDOW, WINDOW),
  };

  it("keeps the time at which it was truly written", async () => {
    const row = await withActor(OPERATOR, firstId);
    expect(row.recorded_at.toISOString()).toBe("2026-03-01T09:00:00.000Z");
    expect(Math.abs(row.written_at.getTime() - Date.now())).toBeLessThan(3_600_000);
  });

  it.each(["result", "day", "fit"] as const)("judges generated traffic alone: a %s", async (what) => {
    expect(await judged(async () => null, writes[what])).toBe(ALLOWED);
    expect(await judged((tx) => addSource(tx, true), writes[what])).toBe(ALLOWED);
    expect(await judged((tx) => addSource(tx, false), writes[what])).toMatch(/generated traffic alone/);
  });

  it("has ended with the first real source, and is not run", async () => {
    const told = await attempt(OPERATOR, async (tx) => {
      await advance(tx, "2026-03-04T09:00:00Z");
      const { id } = await firstId(tx);
      const standing = async () => {
        const runnable = (await listRunnableChecks(tx)).some((check) => check.id === id);
        return [(await loadCheck(tx, id)).status, runnable];
      };
      expect(await standing()).toEqual(["running", true]);
      await addSource(tx, true);
      expect(await standing()).toEqual(["running", true]);
      await addSource(tx, false);
      expect(await standing()).toEqual(["ended", false]);
    });
    expect(told).toBe(ALLOWED);
  });

  it("leaves alone what is recorded by the real clock since", async () => {
    const given = CheckDefinition.parse({
      test: { metric: "coverage" },
      ...{ first_day: "2199-01-01", window_days: 3 },
    });
    const told = await attempt(CHECKS, async (tx) => {
      await addSource(tx, false);
      const row = await tx.promiseCheck.findUniqueOrThrow({
        where: { id: await insertVersion(tx, { key: "real" }, given) },
      });
      expect(row.written_at).toEqual(row.recorded_at);
      expect((await loadCheck(tx, row.id)).status).toBe("waiting");
    });
    expect(told).toBe(ALLOWED);
  });
});
