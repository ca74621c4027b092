import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { RowsInMemory } from "@/lib/neutrality/server";
import { ALL_MODELS } from "@/lib/neutrality/testing/models";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { simulate } from "@/lib/neutrality/testing/simulate";
import { testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import { plusDays } from "../day";
import { runDue } from "../schedule/run-due";
import { RUNNER } from "../schedule/runner";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { runCheck } from "./run-check";

const FROM = "2026-05-01";
const DAYS = 12;
const anna = testActor("compliance");
const METRICS = {
  tilt: { metric: "routing_tilt", baseline: "partner_revealed" },
  errors: { metric: "error_parity", tolerance: 0.05 },
  ceiling: { metric: "share_ceiling", ceiling: 0.5 },
  coverage: { metric: "coverage" },
} as const;

const make = (key: string, name: keyof typeof METRICS, every: "day" | "week"): Promise<LoadedCheck> =>
  makeCheck({
    ...{ key, commitment: "promise", clause: "routing", by: anna },
    definition: { test: METRICS[name], first_day: FROM, window_days: 30, schedule: { every } },
  });

const names = Object.keys(METRICS) as (keyof typeof METRICS)[];

beforeAll(async () => {
  await seedRegister();
  await setClock("2026-04-29T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  for (const name of names) {
    await make(`caught-up-${name}`, name, name === "tilt" ? "day" : "week");
    const alone = await make(`alone-${name}`, name, "day");
    checks.set(name, alone);
  }
  const common = { days: DAYS, per_day: 200, models: [...ALL_MODELS], from: FROM, tenants: 50 };
  const made = simulate({
    ...common,
    router: "r",
    seed: 8,
    policy_version: (day) => (day < 5 ? "v1" : "v2"),
  });
  await insertDecisions(
    made.map((one, at) => ({ ...one, outcome_status: at % 17 === 0 ? "failure" : "success" })),
  );
  // Each day by itself, on its morning, with nothing in memory; then all the others after a stop.
  for (let index = 0; index < DAYS; index += 1) {
    await setClock(`${plusDays(FROM, index + 1)}T08:00:00Z`);
    for (const check of checks.values())
      await runCheck(check, { day: plusDays(FROM, index), trigger: "scheduled", why: null });
  }
  const { ran, failed } = await runDue(Date.parse(`${plusDays(FROM, DAYS)}T08:00:00Z`), { runner: RUNNER });
  // Days of every week: the 7th; and of tilt all.
  expect([ran, failed]).toEqual([DAYS + names.length - 1, []]);
}, 240_000);

const checks = new Map<string, LoadedCheck>();

const keptBy = (key: string) =>
  withActor(anna, async (tx) => {
    const where = { check: { key } };
    const days = await tx.checkDay.findMany({ where, orderBy: { day: "asc" } });
    const results = await tx.checkResult.findMany({ where, orderBy: { number: "asc" } });
    return {
      days: days.map(({ day, content, content_hash, dataset_digest }) => ({
        ...{ day: day.toISOString(), content, content_hash, dataset_digest },
      })),
      results: results.map(({ day, verdict, figures }) => ({ day: day.toISOString(), verdict, figures })),
    };
  });

describe("days that are caught up after a stop", () => {
  it("of tilt are what they would have been one by one, with the standard of each day", async () => {
    const [caught_up, alone] = [await keptBy("caught-up-tilt"), await keptBy("alone-tilt")];
    expect(alone.days).toHaveLength(DAYS);
    expect(caught_up.days.map(({ content_hash }) => content_hash)).toEqual(
      alone.days.map(({ content_hash }) => content_hash),
    );
    expect(caught_up.days.map(({ dataset_digest }) => dataset_digest)).toEqual(
      alone.days.map(({ dataset_digest }) => dataset_digest),
    );
    expect(caught_up.results).toEqual(alone.results);
  });

  it.each(["errors", "ceiling", "coverage"])(
    "of %s are what they are one by one, in one scan",
    async (name) => {
      const [caught_up, alone] = [await keptBy(`caught-up-${name}`), await keptBy(`alone-${name}`)];
      expect(caught_up.days).toHaveLength(7);
      expect(caught_up.days).toEqual(alone.days.slice(0, 7));
    },
  );
});

describe("decisions in memory", () => {
  it("are those of more days than were asked for, up to where runs follow", async () => {
    const memory = new RowsInMemory();
    await memory.take([FROM], { upto: plusDays(FROM, 3), ledger: "any", priced: true });
    const read = [0, 1, 2, 3].map((index) => plusDays(FROM, index));
    expect(memory.peek(read, "any")?.map(({ rows }) => rows)).toEqual([200, 200, 200, 200]);
    expect(memory.peek([plusDays(FROM, 4)], "any")).toBeNull();
  });
});
