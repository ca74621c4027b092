import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { withActor } from "@/lib/db/server";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import { type Day, toDay } from "../day";
import { ResultFigures } from "../results/schema";
import { inputsOf } from "../results/store";
import { verifyResult } from "../results/verify-result";
import { runCheck } from "../runs/run-check";
import { makeCheck, makeCommitment, setClock, writeResult } from "../testing/promise";
import { newWatch } from "./rejudge";
import { readFailed } from "./repeat";
import { RUNNER, type Runner } from "./runner";
import { tick } from "./tick";

const anna = testActor("compliance");
const FIRST = "2026-01-05";
const MINUTE_MS = 60_000;
let now = "2026-01-07T12:00:00Z";
const watch = newWatch();
const broken = new Set<string>();
const checks = {} as Record<"late" | "due", LoadedCheck>;

/** As the real runs, but that those of a broken check fail. */
const runner: Runner = {
  ...RUNNER,
  runCheck: (check, run, options) =>
    broken.has(check.key)
      ? writeResult(check, { day: run.day, verdict: "failed", trigger: run.trigger })
      : RUNNER.runCheck(check, run, options),
};

const look = async () => {
  const { ran, repeated, again } = await tick(Date.parse(now), { runner }, watch);
  return [ran, repeated, again];
};

const setNow = async (at: string) => {
  now = at;
  await setClock(at);
};

let skipped_ms = 0;
/** Lets real time pass for what waits for it. */
function pass(minutes: number): void {
  skipped_ms += minutes * MINUTE_MS;
  const real = performance.timeOrigin;
  vi.spyOn(Date, "now").mockImplementation(() => real + performance.now() + skipped_ms);
}
afterEach(() => vi.restoreAllMocks());

const resultsOf = (check: LoadedCheck) =>
  withActor(OPERATOR, async (tx) => {
    const rows = await tx.checkResult.findMany({
      where: { check_id: check.id },
      orderBy: { number: "asc" },
    });
    return rows.map(({ id, day, trigger, verdict, why, figures, inputs }) => ({
      ...{ id, day: toDay(day), trigger, verdict, why, inputs: inputsOf({ inputs }) },
      n: ResultFigures.parse(figures).n,
    }));
  });

const shortOf = async (check: LoadedCheck) =>
  (await resultsOf(check)).map(({ day, trigger, verdict, n }) => [day.slice(8), trigger, verdict, n]);

const decide = (day: Day, ids: readonly string[], router: string) =>
  insertDecisions(
    ids.map((id, at) => ({
      ...{ decision_id: `${day}-${id}`, occurred_at: `${day}T10:00:00Z`, router, tenant: `t${at}` },
      chosen_model: "nova-pro",
      candidates: ["nova-pro", "gpt-main"].map((model) => ({ model, quality: 0.5, cost_usd: 0.01 })),
    })),
  );

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-01-04T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const make = (key: string, test: object, every: string) =>
    makeCheck({
      ...{ key, commitment: "promise", clause: "routing" },
      definition: { test, first_day: FIRST, window_days: 60, schedule: { every } },
    });
  checks.late = await make(
    "late",
    { metric: "coverage", scope: { router: "z" }, minimum_decisions: 1 },
    "day",
  );
  checks.due = await make("due", { metric: "error_parity", scope: { router: "y" } }, "week");
  await decide(FIRST, ["a"], "z");
  await setNow(now);
});

it("tries a run again that failed on late data, once its pause is over, and every stale day with it", async () => {
  expect([await look(), await look()]).toEqual([
    [2, 0, 0],
    [0, 0, 0],
  ]);
  await decide(FIRST, ["b"], "z");
  broken.add("late");
  // As after a restart: a new process looks at everything once.
  Object.assign(watch, newWatch());
  expect([await look(), await look()]).toEqual([
    [0, 0, 0],
    [0, 0, 1],
  ]);
  for (let n = 0; n < 3; n += 1) expect(await look()).toEqual([0, 0, 0]);
  pass(11);
  expect(await look()).toEqual([0, 1, 0]);
  broken.clear();
  // It has failed twice: the pause is twice as long.
  pass(11);
  expect(await look()).toEqual([0, 0, 0]);
  pass(11);
  expect(await look()).toEqual([0, 1, 0]);
  expect(await shortOf(checks.late)).toEqual([
    ...[
      ["05", "scheduled", "kept", 1],
      ["06", "scheduled", "kept", 1],
      ["06", "late_data", "failed", 0],
      ["06", "late_data", "failed", 0],
      ["06", "late_data", "kept", 2],
    ],
  ]);
  expect((await resultsOf(checks.late)).at(-1)?.why).toBe(
    "Tried again, since the run before failed. for a test",
  );
  expect(await RUNNER.staleDays(checks.late, "2026-01-06")).toEqual([]);
  expect(await look()).toEqual([0, 0, 0]);
});

it("counts tries in vain since the last that was not: one that was made up for makes nobody wait longer", async () => {
  await writeResult(checks.late, { day: "2026-01-06", verdict: "failed", trigger: "late_data" });
  const failed = await withActor(OPERATOR, readFailed);
  expect(failed.map(({ day, failures, due }) => [day, failures, due])).toEqual([["2026-01-06", 1, false]]);
});

it("measures again in the next due run what a failed one was to measure", async () => {
  await decide(FIRST, ["c"], "z");
  await writeResult(checks.late, { day: "2026-01-06", verdict: "failed", trigger: "late_data" });
  await setNow("2026-01-08T12:00:00Z");
  expect(await look()).toEqual([1, 0, 0]);
  expect((await shortOf(checks.late)).at(-1)).toEqual(["07", "scheduled", "kept", 3]);
  const due = (await resultsOf(checks.late)).at(-1);
  expect(due?.why).toBe("The run before failed; measured again: 1 day, from 2026-01-05 to 2026-01-05.");
  expect(await verifyResult(anna, due?.id ?? "")).toMatchObject({ verified: true, recomputed: true });
  expect(await RUNNER.staleDays(checks.late, "2026-01-07")).toEqual([]);
});

it("leaves a day to the due run after it, also where that failed too", async () => {
  await setNow("2026-01-11T00:30:00Z");
  await writeResult(checks.late, { day: "2026-01-08", verdict: "failed" });
  await writeResult(checks.late, { day: "2026-01-09", verdict: "failed" });
  const failed = await withActor(OPERATOR, readFailed);
  expect(failed.map(({ day, trigger, due, failures }) => [day, trigger, due, failures])).toEqual([
    ["2026-01-09", "scheduled", true, 1],
  ]);
});

it("makes up for a due run that failed, and counts it as the due look", async () => {
  await decide(
    "2026-01-09",
    Array.from({ length: 40 }, (_, at) => String(at)),
    "y",
  );
  await setNow("2026-01-12T12:00:00Z");
  broken.add("due");
  expect((await look())[0]).toBe(3);
  broken.clear();
  // Somebody looks meanwhile: that is no due look, and takes the place of none.
  const between = { day: "2026-01-11", trigger: "on_demand", why: "To see." } as const;
  await runCheck(checks.due, between);
  expect(await look()).toEqual([0, 0, 0]);
  pass(11);
  expect(await look()).toEqual([0, 1, 0]);
  await runCheck(checks.due, { ...between, why: "To see again." });
  const [failed, early, made_up, after] = await resultsOf(checks.due);
  expect([failed?.verdict, early?.inputs.between?.result_id]).toEqual(["failed", null]);
  expect(made_up).toMatchObject({ day: "2026-01-11", trigger: "on_demand" });
  expect(made_up?.why).toBe("The run that was due failed: this one makes up for it.");
  expect([made_up?.inputs.look, made_up?.inputs.between]).toEqual([1, undefined]);
  expect([after?.inputs.look, after?.inputs.between?.result_id]).toEqual([2, made_up?.id]);
  for (const { id } of [early, made_up, after].flatMap((result) => result ?? []))
    expect(await verifyResult(anna, id)).toMatchObject({ verified: true, recomputed: true });
});
