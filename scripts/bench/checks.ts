import type { PersonActor } from "../../lib/access";
import { clickhouse, closeClickhouse, migrateClickhouse } from "../../lib/clickhouse/server";
import { CheckInput } from "../../lib/commitments";
import { forgetDays } from "../../lib/commitments/runs/store";
import { defineCheck, listRunnableChecks, runCheck } from "../../lib/commitments/server";
import { closeDatabase } from "../../lib/db/client";
import { withActor } from "../../lib/db/server";
import { addDays, formatDay, parseInstant } from "../../lib/kernel/time";
import { NeutralityQuery } from "../../lib/neutrality";
import { assess } from "../../lib/neutrality/server";
import { importRegister } from "../../lib/register/server";
import { openRegisterStore } from "../lib/register-store";
import type { Settings } from "../lib/settings";
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
const DAYS = 365;
/** Days that are judged one after the other once the year before them is there; the first is not counted. */
const RUNS = 5;
const PER_DAY = 20_000;

const dayAt = (index: number): string => formatDay(addDays(parseInstant(FROM) ?? 0, index));

/** Traffic is all generated here, so that the clock of checks may be simulated: a check comes before its data. */
const setClock = (now: string): Promise<void> =>
  withActor(OPERATOR, async (tx) => {
    const [key, value] = ["simulated_clock", { now }];
    const { count } = await tx.setting.updateMany({ where: { key }, data: { value } });
    if (count === 0) await tx.setting.create({ data: { key, value } });
  });

const each = (costs: readonly Cost[]): string =>
  costs.map(({ cpu_s }) => (cpu_s * 1000).toFixed(0)).join(", ");

type Cost = { wall_s: number; cpu_s: number };

async function costOf<T>(work: () => Promise<T>): Promise<Cost & { result: T }> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const used = process.cpuUsage(cpu);
  return {
    result,
    wall_s: (performance.now() - began) / 1000,
    cpu_s: (used.user + used.system) / 1e6,
  };
}

async function prepare(per_day: number) {
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
  await clickhouse().command(fillSql(FROM, DAYS + RUNS + 1), { rows: per_day * (DAYS + RUNS + 1) });
  await clickhouse().command("OPTIMIZE TABLE decisions FINAL SETTINGS max_execution_time = 0");
}

/** A day judged after a year of days, beside the full verdict over the same year, in turns in this process. */
export async function benchChecks(settings: Settings, report: Report, per_day = PER_DAY): Promise<void> {
  const store = await openRegisterStore(settings);
  try {
    await prepare(per_day);
    await setClock(`${dayAt(DAYS + RUNS + 2)}T12:00:00Z`);
    const [check] = await withActor(OPERATOR, listRunnableChecks);
    if (!check) throw new Error("The check is there.");
    const run = (index: number) => runCheck(check, { day: dayAt(index), trigger: "scheduled", why: null });
    const filled = await costOf(() => run(DAYS - 2));
    const days: Cost[] = [];
    const full: Cost[] = [];
    for (let turn = 0; turn <= RUNS; turn += 1) {
      const day = await costOf(() => run(DAYS - 1 + turn));
      const query = NeutralityQuery.parse({
        ...{ from: dayAt(turn), to: dayAt(DAYS + turn), baseline: "partner_revealed" },
        covariates: "quality,log_cost,latency_s",
      });
      const whole = await costOf(() => assess(AUTHOR, query));
      // The first of each is not counted: code and pages are cold.
      if (turn === 0) continue;
      days.push(day);
      full.push(whole);
    }
    forgetDays();
    const cold = await costOf(() => run(DAYS + RUNS));
    const [day, whole] = [median(days.map(({ cpu_s }) => cpu_s)), median(full.map(({ cpu_s }) => cpu_s))];
    const [day_wall, whole_wall] = [
      median(days.map(({ wall_s }) => wall_s)),
      median(full.map(({ wall_s }) => wall_s)),
    ];
    report.line({
      what: `One more day judged after a year of ${(per_day * DAYS).toLocaleString("en-US")} decisions, ${per_day.toLocaleString("en-US")} a day`,
      ours: `${(day * 1000).toFixed(0)} ms of processor time`,
      peer: `${((whole / DAYS) * 1000).toFixed(0)} ms`,
      peer_name: `a ${DAYS}th of the full verdict over the year, ${whole.toFixed(2)} s of processor time`,
      ratio: day / (whole / DAYS),
      of: "a day's share",
      aim: { at_most: 2 },
      note: `days ${each(days)} ms beside full verdicts of ${each(full)} ms; on the wall ${(day_wall * 1000).toFixed(0)} ms beside ${whole_wall.toFixed(2)} s; the ${DAYS - 1} days before at once ${filled.wall_s.toFixed(1)} s on the wall and ${filled.cpu_s.toFixed(1)} s of processor time, ${((filled.cpu_s * 1000) / (DAYS - 1)).toFixed(0)} ms a day, of which one more day costs ${(day / (filled.cpu_s / (DAYS - 1))).toFixed(2)}; from the stored days alone, with nothing in memory, a day takes ${(cold.cpu_s * 1000).toFixed(0)} ms`,
    });
  } finally {
    await closeClickhouse();
    await closeDatabase();
    await store.close();
  }
}
