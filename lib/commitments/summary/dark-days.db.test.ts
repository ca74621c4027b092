import { beforeAll, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import { type Day, plusDays } from "../day";
import { listMarks } from "../results/list-marks";
import { runCheck } from "../runs/run-check";
import { getCheck, getCommitmentSummary } from "../server";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";

const FROM = "2026-05-01";
const anna = testActor("compliance");
const dayAt = (index: number): Day => plusDays(FROM, index);
/** Days with decisions; from then on there are none. */
const LIT = 3;
const DAYS = 10;
const checks = {} as Record<"daily" | "weekly" | "asks", LoadedCheck>;

const decisionsOf = (day: Day, n: number) =>
  Array.from({ length: n }, (_, at) => ({
    ...{ decision_id: `${day}-${at}`, occurred_at: `${day}T10:00:00Z`, router: "main" },
    chosen_model: "nova-pro",
    candidates: ["nova-pro", "gpt-main"].map((model) => ({ model, quality: 0.5, cost_usd: 0.01 })),
  }));

const judge = (check: LoadedCheck, at: number, trigger: "scheduled" | "late_data" = "scheduled") =>
  runCheck(check, { day: dayAt(at), trigger, why: trigger === "scheduled" ? null : "for a test" });

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  for (const key of ["daily", "weekly", "asks"] as const) {
    await makeCommitment(key, ["routing"]);
    const test =
      key === "asks"
        ? { metric: "notice_period", router: "main", days: 30 }
        : { metric: "coverage", scope: { router: "main" }, minimum_decisions: 1 };
    const every = key === "weekly" ? "week" : "day";
    checks[key] = await makeCheck({
      ...{ key, commitment: key, clause: "routing", by: anna },
      definition: { test, first_day: FROM, window_days: 60, schedule: { every } },
    });
  }
  await insertDecisions(Array.from({ length: LIT }, (_, at) => decisionsOf(dayAt(at), 20)).flat());
  await setClock(`${dayAt(20)}T08:00:00Z`);
  for (let at = 0; at < DAYS; at += 1) await judge(checks.daily, at);
  for (const at of [6, 13]) await judge(checks.weekly, at);
  await judge(checks.asks, 0);
});

const daysOf = async (key: string) => (await getCommitmentSummary(anna, key)).days;

it("counts days without a decision as without data, whatever the window says", async () => {
  expect(await daysOf("daily")).toMatchObject({ tested: LIT, kept: LIT, no_data: DAYS - LIT });
  // Of the first week three days had decisions, of the second none.
  expect(await daysOf("weekly")).toMatchObject({ tested: 1, kept: 1, no_data: 1 });
});

it("shows them so in the strip, and keeps the result's own verdict beside it", async () => {
  const view = await getCheck(anna, "daily");
  const marks = view.strip.map(({ verdict, result_verdict }) => [verdict, result_verdict]);
  expect(marks.slice(0, LIT)).toEqual(Array.from({ length: LIT }, () => ["kept", "kept"]));
  expect(marks.slice(LIT)).toEqual(Array.from({ length: DAYS - LIT }, () => ["no_data", "kept"]));
  expect(view).toMatchObject({
    latest: { verdict: "kept", day: dayAt(DAYS - 1) },
    last_data_day: dayAt(LIT - 1),
  });
  const listed = await withActor(anna, (tx) => listMarks(tx, [checks.daily.id], dayAt(LIT - 1)));
  expect(
    listed
      .get(checks.daily.id)
      ?.map(({ day, verdict }) => [day, verdict])
      .slice(0, 2),
  ).toEqual([
    [dayAt(LIT - 1), "kept"],
    [dayAt(LIT), "no_data"],
  ]);
});

it("leaves alone what is measured from records", async () => {
  const view = await getCheck(anna, "asks");
  expect(view.strip.map(({ verdict, result_verdict }) => verdict === result_verdict)).toEqual([true]);
  expect(view.last_data_day).toBeNull();
});

it("counts a day by what it was judged on, also when decisions came late", async () => {
  await insertDecisions(decisionsOf(dayAt(6), 20));
  await insertDecisions(decisionsOf(dayAt(DAYS - 1), 20));
  await judge(checks.daily, DAYS - 1, "late_data");
  // The last day was judged again; the sixth had none when it was judged, and its decisions count from now on.
  expect(await daysOf("daily")).toMatchObject({ tested: LIT + 1, no_data: DAYS - LIT - 1 });
  expect((await getCheck(anna, "daily")).last_data_day).toBe(dayAt(DAYS - 1));
});
