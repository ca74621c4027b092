import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import type { LoadedCheck } from "@/lib/commitments/checks/store";
import { CHECKS } from "@/lib/commitments/system";
import { ALLOWED, attempt } from "@/lib/commitments/testing/attempt";
import {
  insertResult,
  makeCheck,
  makeCommitment,
  setClock,
  writeResult,
} from "@/lib/commitments/testing/promise";
import { asChecks, type Prisma, type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { testActor } from "@/lib/testing/actors";

// Findings, asked of Postgres itself as the application's role.
const anna = testActor("compliance");
const berta = testActor("compliance");
const key: Actor = {
  ...{ kind: "key", id: uuidv7(), name: "key", scope: "write", roles: ["compliance"] },
  traffic_source_id: null,
};
const date = (day: string) => new Date(`${day}T00:00:00Z`);

const TILT = { metric: "routing_tilt", baseline: "owner_blind" };
const tilt = (name: string, over: object = {}, clause = "routing") =>
  makeCheck({
    ...{ key: name, commitment: "promise", clause, by: anna },
    definition: { test: TILT, first_day: "2026-03-02", window_days: 3, ...over },
  });

describe("a finding", () => {
  const checks: Record<string, LoadedCheck> = {};
  const results: Record<string, string> = {};
  let finding = "";
  const change = (actor: Actor, data: Prisma.FindingUncheckedUpdateInput) =>
    attempt(actor, (tx) => tx.finding.update({ where: { id: finding }, data }));
  const close = (result: string | undefined) =>
    change(anna, { status: "closed", closed_at: new Date(), closing_result_id: result ?? null });

  beforeAll(async () => {
    await setClock("2026-03-01T09:00:00Z");
    await makeCommitment("promise", ["routing", "launch"]);
    checks.own = await tilt("own");
    checks.clause = await tilt("clause", {}, "launch");
    checks.metric = await tilt("metric", { test: { metric: "coverage" } });
    checks.scope = await tilt("scope", { test: { ...TILT, scope: { router: "innocent" } } });
    checks.lenient = await tilt("lenient", { test: { ...TILT, materiality: 100 } });
    checks.same_test = await tilt("same_test");
    checks.focus = await tilt("focus", { test: { ...TILT, focus: "investees" } });
    await setClock("2026-03-03T09:00:00Z");
    const window_from = "2026-03-05";
    const write = async (name: string, of: string, wanted: object) => {
      const check = checks[of];
      if (check) results[name] = await writeResult(check, { day: "2026-03-02", verdict: "kept", ...wanted });
    };
    await write("breach", "own", { verdict: "breach" });
    await setClock("2026-03-09T09:00:00Z");
    await write("same_window", "own", { day: "2026-03-04" });
    await write("later_watch", "own", { day: "2026-03-05", window_from, verdict: "inconclusive" });
    await write("other_clause", "clause", { day: "2026-03-06", window_from });
    await write("other_metric", "metric", { day: "2026-03-06", window_from });
    await write("other_scope", "scope", { day: "2026-03-06", window_from });
    await write("other_focus", "focus", { day: "2026-03-06", window_from });
    await write("lenient", "lenient", { day: "2026-03-06", window_from });
    await write("same_test", "same_test", { day: "2026-03-06", window_from });
    await write("shows_it", "own", { day: "2026-03-06", window_from });
    const row = await withActor(anna, (tx) =>
      tx.finding.findFirstOrThrow({ where: { check_id: checks.own?.id ?? "" } }),
    );
    finding = row.id;
  });

  it("is opened by a result of its check alone, by the role of checks alone", async () => {
    const open = (tx: Tx, over: Partial<Prisma.FindingUncheckedCreateInput>) =>
      tx.finding.create({
        data: {
          ...{
            id: uuidv7(),
            check_id: checks.own?.id ?? "",
            window_from: date("2026-03-05"),
            kind: "failure",
          },
          ...{ verdict: "failed", opened_result_id: results.breach ?? "", updated_by: "", ...over },
        },
      });
    expect(await attempt(CHECKS, (tx) => asChecks(tx, (inner) => open(inner, {})))).toMatch(
      /opened by a result/,
    );
    const fits = {
      check_id: checks.metric?.id ?? "",
      window_from: date("2026-03-05"),
      opened_result_id: results.other_metric ?? "",
    };
    expect(await attempt(CHECKS, (tx) => asChecks(tx, (inner) => open(inner, fits)))).toMatch(
      /opened by a result/,
    );
    expect(await attempt(CHECKS, (tx) => open(tx, {}))).toMatch(/permission denied|denied access/i);
    expect(await attempt(anna, (tx) => open(tx, {}))).toMatch(/permission denied|denied access/i);
  });

  it("is neither deleted nor told otherwise", async () => {
    const remove = (tx: Tx) => tx.finding.delete({ where: { id: finding } });
    expect(await attempt(anna, remove)).toMatch(/permission denied|denied access/i);
    expect(await attempt(CHECKS, (tx) => asChecks(tx, remove))).toMatch(/permission denied|denied access/i);
    expect(await change(anna, { opened_result_id: results.shows_it ?? "" })).toMatch(/what opened a finding/);
    expect(await change(anna, { window_from: date("2026-03-05") })).toMatch(/what opened a finding/);
    expect(await change(anna, { verdict: "watch" })).toMatch(/never better/);
    expect(await change(anna, { cause: "A weight was wrong." })).toBe(ALLOWED);
  });

  it("is closed by a later result that shows it, of a window after the remedy", async () => {
    expect(await close(results.shows_it)).toMatch(/only a later result/);
    const remedied = (day: string) =>
      change(anna, { status: "remedied", remedy: "Mended.", remedied_on: date(day) });
    expect(await remedied("2026-03-01")).toMatch(/a day of the finding/);
    expect(await remedied("2026-03-10")).toMatch(/a day of the finding/);
    expect(await remedied("2026-03-09")).toBe(ALLOWED);
    await withActor(anna, (tx) =>
      tx.finding.update({
        where: { id: finding },
        data: { status: "remedied", remedy: "The weight is mended.", remedied_on: date("2026-03-04") },
      }),
    );
    expect(await close(undefined)).toMatch(/only a later result|finding_closed/);
    for (const name of [
      ...[
        "breach",
        "same_window",
        "lenient",
        "later_watch",
        "other_clause",
        "other_metric",
        "other_scope",
        "other_focus",
      ],
    ])
      expect(await close(results[name])).toMatch(/only a later result/);
    expect(await change(anna, { status: "closed", closed_at: new Date() })).toMatch(
      /only a later result|finding_closed/,
    );
    expect(await close(results.same_test)).toBe(ALLOWED);
    expect(await close(results.shows_it)).toBe(ALLOWED);
    const after = await attempt(anna, async (tx) => {
      const data = { status: "closed", closed_at: new Date(), closing_result_id: results.shows_it ?? "" };
      await tx.finding.update({ where: { id: finding }, data });
      await tx.finding.update({ where: { id: finding }, data: { cause: "Nothing." } });
    });
    expect(after).toMatch(/a closed finding is not changed/);
  });

  it("is not closed by what a later result of the same window overturned", async () => {
    const { own, same_test } = checks;
    if (!own || !same_test) throw new Error("A check is missing.");
    const window_from = "2026-03-05";
    const again = { day: "2026-03-06", window_from, trigger: "on_demand" } as const;
    for (const verdict of ["breach", "inconclusive", "failed"] as const)
      expect(
        await attempt(CHECKS, async (tx) => {
          await asChecks(tx, (inner) => insertResult(inner, own, { ...again, verdict }));
          const data = { status: "closed", closed_at: new Date(), closing_result_id: results.shows_it ?? "" };
          await tx.finding.update({ where: { id: finding }, data });
        }),
      ).toMatch(/later result of the same window/);
    // Another check's own windows are its own; kept once more, the last of them closes it.
    const closedBy = (of: "again" | "shows_it") =>
      attempt(CHECKS, async (tx) => {
        const id = await asChecks(tx, (inner) =>
          insertResult(inner, of === "again" ? own : same_test, { ...again, verdict: "kept" }),
        );
        const data = { status: "closed", closed_at: new Date() };
        const closing_result_id = of === "again" ? id : (results.shows_it ?? "");
        await tx.finding.update({ where: { id: finding }, data: { ...data, closing_result_id } });
      });
    expect(await closedBy("again")).toBe(ALLOWED);
    expect(await closedBy("shows_it")).toBe(ALLOWED);
  });

  it("of a failure is not closed by a run after which another failed", async () => {
    const check = checks.metric;
    if (!check) throw new Error("A check is missing.");
    const run = { day: "2026-03-06", window_from: "2026-03-05", trigger: "on_demand" } as const;
    const before = { day: "2026-03-04", window_from: "2026-03-02", trigger: "on_demand" } as const;
    const closing = (after: readonly (typeof run | typeof before)[], failed: boolean) =>
      attempt(CHECKS, async (tx) => {
        const write = (wanted: typeof run | typeof before, verdict: "failed" | "kept") =>
          asChecks(tx, (inner) => insertResult(inner, check, { ...wanted, verdict }));
        await write(run, "failed");
        const { id } = await tx.finding.findFirstOrThrow({ where: { check_id: check.id, kind: "failure" } });
        // The clock of a test stands still; a result is later than its finding.
        await tx.$executeRaw`UPDATE setting SET value = '{"now":"2026-03-09T09:00:01Z"}' WHERE key = 'simulated_clock'`;
        let result = await write(run, "kept");
        for (const one of after)
          if (failed) await write(one, "failed");
          else result = await write(one, "kept");
        const data = { status: "closed", closed_at: new Date(), closing_result_id: result };
        await tx.finding.update({ where: { id }, data });
      });
    expect(await closing([], false)).toBe(ALLOWED);
    expect(await closing([before], true)).toBe(ALLOWED);
    expect(await closing([run], true)).toMatch(/later result of the same window|only a later result/);
    expect(await closing([before], false)).toMatch(/only a later result/);
  });

  it("is borne as a risk for a year at most", async () => {
    const accept = (until: string) =>
      attempt(anna, async (tx) => {
        const row = { id: uuidv7(), finding_id: finding, actor: "", kind: "risk_requested" };
        await tx.findingEvent.create({ data: { ...row, detail: { until } } });
        await tx.$executeRaw`SELECT set_config('evenhand.actor', ${`person:${berta.id}`}, true)`;
        const data = { status: "risk_accepted", risk_until: date(until) };
        await tx.finding.update({ where: { id: finding }, data });
      });
    expect(await accept("2027-03-11")).toMatch(/for a year at most/);
    expect(await accept("2027-03-10")).toBe(ALLOWED);
  });

  it("is borne as a risk when a second person says so, up to the day that was asked for", async () => {
    const ask = (tx: Tx, until: string) =>
      tx.findingEvent.create({
        data: {
          id: uuidv7(),
          finding_id: finding,
          actor: "person:other",
          kind: "risk_requested",
          detail: { until },
        },
      });
    await withActor(anna, (tx) => ask(tx, "2026-03-01"));
    await withActor(anna, (tx) => ask(tx, "2026-04-01"));
    const accept = (actor: Actor, until: string | null) =>
      change(actor, { status: "risk_accepted", risk_until: until && date(until) });
    expect(await accept(anna, "2026-04-01")).toMatch(/a second person accepts/);
    expect(await accept(berta, "2026-04-02")).toMatch(/a second person accepts/);
    expect(await accept(berta, "2026-03-01")).toMatch(/a second person accepts/);
    expect(await accept(berta, null)).toMatch(/a second person accepts|finding_risk/);
    expect(await accept(key, "2026-04-01")).toMatch(/a second person accepts/);
    expect(await accept(berta, "2026-04-01")).toBe(ALLOWED);
  });

  it("is not borne on a request that was refused, or used up", async () => {
    const asked = (...said: readonly (readonly [string, string])[]) =>
      attempt(anna, async (tx) => {
        for (const [kind, until] of [["risk_requested", "2026-04-01"] as const, ...said]) {
          const row = { id: uuidv7(), finding_id: finding, actor: "", kind, detail: { until } };
          await tx.findingEvent.create({ data: row });
        }
        await tx.$executeRaw`SELECT set_config('evenhand.actor', ${`person:${berta.id}`}, true)`;
        const data = { status: "risk_accepted", risk_until: date("2026-04-01") };
        await tx.finding.update({ where: { id: finding }, data });
      });
    expect(await asked()).toBe(ALLOWED);
    expect(await asked(["commented", ""])).toBe(ALLOWED);
    expect(await asked(["risk_refused", "2026-04-01"])).toMatch(/a second person accepts/);
    expect(await asked(["risk_accepted", "2026-04-01"])).toMatch(/a second person accepts/);
    expect(await asked(["risk_requested", "2026-04-02"])).toMatch(/a second person accepts/);
  });

  it("has a remedy that is not set back, nor put before what opened it without a word", async () => {
    const { own } = checks;
    if (!own) throw new Error("A check is missing.");
    const remedied = (day: string) => ({ status: "remedied", remedy: "Mended.", remedied_on: date(day) });
    expect(await change(anna, remedied("2026-03-03"))).toMatch(/not before the one recorded/);
    expect(await change(anna, remedied("2026-03-05"))).toBe(ALLOWED);
    const window_from = "2026-03-05";
    const write = { day: "2026-03-06", window_from, verdict: "breach", trigger: "on_demand" } as const;
    const first = (day: string, why_earlier: string | null) =>
      attempt(CHECKS, async (tx) => {
        await asChecks(tx, (inner) => insertResult(inner, own, write));
        const where = { check_id: own.id, window_from: date(window_from) };
        const { id } = await tx.finding.findFirstOrThrow({ where });
        await tx.finding.update({ where: { id }, data: remedied(day) });
        const detail = { remedied_on: day, ...(why_earlier === null ? {} : { why_earlier }) };
        const event = { id: uuidv7(), finding_id: id, actor: "", kind: "remedied", detail };
        await tx.findingEvent.create({ data: event });
      });
    expect(await first("2026-03-06", null)).toBe(ALLOWED);
    expect(await first("2026-03-05", null)).toMatch(/from before what opened the finding/);
    expect(await first("2026-03-05", "")).toMatch(/from before what opened the finding/);
    expect(await first("2026-03-05", "The weight was mended that day.")).toBe(ALLOWED);
  });

  it("tells who did what by the actor, whatever is claimed", async () => {
    const told = await attempt(anna, async (tx) => {
      const row = { id: uuidv7(), finding_id: finding, actor: "person:other", kind: "commented", detail: {} };
      const made = await tx.findingEvent.create({ data: { ...row, at: new Date("2025-01-01") } });
      expect([made.actor, made.at.toISOString()]).toEqual([`person:${anna.id}`, "2026-03-09T09:00:00.000Z"]);
    });
    expect(told).toBe(ALLOWED);
  });
});
