import type { PersonActor } from "../../lib/access";
import { clickhouse, closeClickhouse, migrateClickhouse } from "../../lib/clickhouse/server";
import { CheckInput } from "../../lib/commitments";
import { forgetWindows } from "../../lib/commitments/runs/standing";
import { defineCheck, listRunnableChecks, runCheck } from "../../lib/commitments/server";
import { closeDatabase } from "../../lib/db/client";
import { withActor } from "../../lib/db/server";
import { addDays, formatDay, parseInstant } from "../../lib/kernel/time";
import { NeutralityQuery } from "../../lib/neutrality";
import { assess } from "../../lib/neutrality/server";
import { importRegister } from "../../lib/register/server";
import { openRegisterStore } from "../lib/register-store";
import type { Settings } from "../lib/settings";
import { Processor, totalOf, type Used, usedBetween } from "./processor";
import { registerOf } from "./register";
import { median, type Report } from "./report";
import { fillSql } from "./verdict-data";

const OPERATOR = { kind: "system", id: "operator" } as const;
const AUTHOR: PersonActor = {
  kind: "person",
  id: "00000000-0000-7000-8000-000000000001",
  ...{ email: "bench@example.com", name: "Bench", roles: ["compliance"] },
};

const FROM = "2025-08-01";
/** How much there is, and how many decisions of a day. */
export type Platform = { days: number; per_day: number };
export const PLATFORM: Platform = { days: 365, per_day: 20_000 };
/** Ten million a year, as many as the verdict's bench asks about. What a day costs whatever its decisions are weighs less. */
export const LARGER: Platform = { days: 365, per_day: 27_400 };
/** As many decisions, on fewer days: of a day that is too large for memory the engine measures. */
export const BUSIER: Platform = { days: 73, per_day: 100_000 };

/** Days that are judged one after the other once those before them are there: first some that are not counted. */
const WARM_UP = 20;
const RUNS = 10;
/** Full verdicts, the first not counted; after each, one more day. */
const VERDICTS = 4;
const MORE = WARM_UP + RUNS + VERDICTS + 1;

const dayAt = (index: number): string => formatDay(addDays(parseInstant(FROM) ?? 0, index));

/** Traffic is all generated here, so that the clock of checks may be simulated: a check comes before its data. */
const setClock = (now: string): Promise<void> =>
  withActor(OPERATOR, async (tx) => {
    const [key, value] = ["simulated_clock", { now }];
    const { count } = await tx.setting.updateMany({ where: { key }, data: { value } });
    if (count === 0) await tx.setting.create({ data: { key, value } });
  });

type Cost = { wall: number; used: Used };

const text = (ms: number): string => ms.toFixed(0);
const each = (costs: readonly Cost[]): string => costs.map(({ used }) => text(totalOf(used))).join(", ");
const mean = (costs: readonly Cost[]): number =>
  costs.reduce((sum, { used }) => sum + totalOf(used), 0) / costs.length;
const middle = (costs: readonly Cost[], of: (used: Used) => number | null): number =>
  median(costs.flatMap(({ used }) => of(used) ?? []));

async function costOf<T>(processor: Processor, work: () => Promise<T>): Promise<Cost & { result: T }> {
  const [before, began] = [processor.begin(), performance.now()];
  const result = await work();
  const wall = performance.now() - began;
  return { result, wall, used: usedBetween(before, processor.end()) };
}

/** Where a day's time goes. */
function partsOf(days: readonly Cost[]): string {
  const main = middle(days, (used) => used.main);
  const postgres = middle(days, (used) => used.postgres);
  if (Number.isNaN(main) || Number.isNaN(postgres)) return "the system does not tell the parts";
  const others = middle(days, (used) => used.process - (used.main ?? 0));
  return `of a day ${text(main)} ms the main thread, ${text(others)} ms the other threads (the engine's, collection of garbage, compilation) and ${text(postgres)} ms Postgres`;
}

async function prepare({ days, per_day }: Platform) {
  await migrateClickhouse();
  await setClock(`${dayAt(-2)}T12:00:00Z`);
  await importRegister(OPERATOR, {
    ...registerOf(),
    commitments: [
      {
        key: "promise",
        text: "No unfair advantage.",
        clauses: [{ key: "routing", text: "Routing is neutral.", kind: "routing" }],
      },
    ],
  });
  await defineCheck(
    AUTHOR,
    CheckInput.parse({
      ...{ key: "routing", title: "Routing", commitment: "promise", clause: "routing" },
      ...{
        test: { metric: "routing_tilt", baseline: "partner_revealed" },
        first_day: FROM,
        window_days: 3000,
      },
    }),
  );
  await clickhouse().command(fillSql(FROM, days + MORE), { rows: per_day * (days + MORE) });
  await clickhouse().command("OPTIMIZE TABLE decisions FINAL SETTINGS max_execution_time = 0");
}

const GROWTH = 1.5;

/** Days up to one, each half as far again as the one before: the standard is learnt anew on them, as it is day by day. */
function fillTo(last: number): number[] {
  const days: number[] = [];
  for (let day = 1; day < last; day = Math.ceil(day * GROWTH)) days.push(day);
  return [...days, last];
}

/**
 * A day judged after a year of days, beside the full verdict over the same year in this process: all that each takes of the
 * processor, Postgres included. What is counted are days one after the other, as they are caught up.
 */
export async function benchChecks(
  settings: Settings,
  report: Report,
  platform: Platform = PLATFORM,
): Promise<void> {
  const { days: before, per_day } = platform;
  const store = await openRegisterStore(settings);
  const processor = new Processor(store.postgres?.process.pid ?? null);
  const cost = <T>(work: () => Promise<T>) => costOf(processor, work);
  try {
    await prepare(platform);
    await setClock(`${dayAt(before + MORE + 1)}T12:00:00Z`);
    const [check] = await withActor(OPERATOR, listRunnableChecks);
    if (!check) throw new Error("The check is there.");
    let b_version: number | null = null;
    const anew: Cost[] = [];
    const run = async (index: number): Promise<Cost> => {
      const done = await cost(() => runCheck(check, { day: dayAt(index), trigger: "scheduled", why: null }));
      if (done.result.b_version !== b_version) anew.push(done);
      b_version = done.result.b_version;
      return done;
    };
    const filled: Cost[] = [];
    for (const index of fillTo(before - 2)) filled.push(await run(index));
    let next = before - 1;
    const day = () => {
      next += 1;
      return run(next - 1);
    };
    anew.length = 0;
    const first: Cost[] = [];
    for (let turn = 0; turn < WARM_UP; turn += 1) first.push(await day());
    const days: Cost[] = [];
    for (let turn = 0; turn < RUNS; turn += 1) days.push(await day());
    const full: Cost[] = [];
    const after: Cost[] = [];
    for (let turn = 0; turn < VERDICTS; turn += 1) {
      const query = NeutralityQuery.parse({
        ...{ from: dayAt(turn), to: dayAt(before + turn), baseline: "partner_revealed" },
        covariates: "quality,log_cost,latency_s",
      });
      const whole = await cost(() => assess(AUTHOR, query));
      // The first is not counted: code and pages are cold.
      if (turn > 0) full.push(whole);
      after.push(await day());
    }
    forgetWindows();
    const cold = await day();
    const [one, whole] = [middle(days, totalOf), middle(full, totalOf)];
    const in_fill = filled.reduce((sum, { used }) => sum + totalOf(used), 0) / (before - 1);
    const fill_wall = filled.reduce((sum, { wall }) => sum + wall, 0);
    report.line({
      what: `One more day judged after ${before} days of ${(per_day * before).toLocaleString("en-US")} decisions, ${per_day.toLocaleString("en-US")} a day`,
      ours: `${text(one)} ms of processor time`,
      peer: `${text(whole / before)} ms`,
      peer_name: `a ${before}th of the full verdict over these days, ${(whole / 1000).toFixed(2)} s of processor time`,
      ratio: one / (whole / before),
      of: "a day's share",
      aim: { at_most: 2 },
      note: [
        `${RUNS} days one after the other ${each(days)} ms (on average ${text(mean(days))}) beside full verdicts of ${each(full)} ms`,
        partsOf(days),
        `the first ${WARM_UP} days, not counted, ${each(first)} ms, and days just after a full verdict ${each(after)} ms`,
        `of all these days ${anew.length} on which the standard was learnt anew, as it is whenever choices have grown by half: ${anew.length > 0 ? `${each(anew)} ms` : "none"}`,
        `on the wall ${text(median(days.map(({ wall }) => wall)))} ms beside ${(median(full.map(({ wall }) => wall)) / 1000).toFixed(2)} s`,
        `the ${before - 1} days before, caught up ${filled.length} times, ${(fill_wall / 1000).toFixed(1)} s on the wall, ${text(in_fill)} ms of processor time a day`,
        `from the stored days alone, with nothing in memory, a day takes ${text(totalOf(cold.used))} ms`,
      ].join("; "),
    });
  } finally {
    await closeClickhouse();
    await closeDatabase();
    await store.close();
  }
}
