// Two processes compete for running the checks over many simulated days, killed with -9, frozen and restarted at random;
// then every due run must be there exactly once, in order. Ends with a code other than 0 when one is not. Its checks need
// Postgres alone, since the embedded traffic store is open to one process at a time.
//   npm run drill:checks                                60 days, 6 kills
//   npm run drill:checks -- --days 365 --kills 60
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { closeDatabase } from "../lib/db/client";
import { withActor } from "../lib/db/server";
import { seeded } from "../lib/testing/random";
import { auditChecks } from "./drill/checks-audit";
import { LEASE_MS, type Plan, planDays, prepare } from "./drill/checks-plan";
import { Workers } from "./drill/checks-workers";
import { Fault, runScript } from "./lib/fault";
import { migrate } from "./lib/migrate";
import { ensureDatabase, startPostgres } from "./lib/postgres";

const OPERATOR = { kind: "system", id: "operator" } as const;
const STALLED_MS = 60_000;

function options(): { days: number; kills: number; seed: number } {
  const { values } = parseArgs({
    options: {
      days: { type: "string", default: "60" },
      kills: { type: "string", default: "6" },
      seed: { type: "string", default: "13" },
    },
  });
  const [days, kills, seed] = [Number(values.days), Number(values.kills), Number(values.seed)];
  if (!Number.isInteger(days) || days < 1) throw new Fault("--days is a whole number above 0.");
  if (!Number.isInteger(kills) || kills < 0 || !Number.isInteger(seed))
    throw new Fault("--kills and --seed are whole numbers.");
  return { days, kills, seed };
}

type Progress = { results: number; over: boolean; fence: number };

/** How far the processes are together, and how often the lease has changed hands. */
const readProgress = (): Promise<Progress> =>
  withActor(OPERATOR, async (tx) => {
    const [row] = await tx.$queryRaw<Progress[]>`
      SELECT (SELECT count(*)::int FROM check_result) AS results,
        (SELECT value ->> 'settled' = value ->> 'until' FROM setting WHERE key = 'simulated_clock') IS TRUE AS over,
        coalesce((SELECT (value ->> 'fence')::int FROM setting WHERE key = 'check_lease'), 0) AS fence`;
    return row ?? { results: 0, over: false, fence: 0 };
  });

/** Waits until so many runs are there, or all. */
async function reach(results: number, workers: Workers): Promise<Progress> {
  let [seen, since] = [-1, Date.now()];
  for (;;) {
    const progress = await readProgress();
    if (progress.over || progress.results >= results) return progress;
    if (progress.results !== seen) [seen, since] = [progress.results, Date.now()];
    if (Date.now() - since > STALLED_MS)
      throw new Fault(`Nothing was run for a minute:\n${workers.words.join("").slice(-4000)}`);
    await wait(5);
  }
}

/** Kills spread over the runs: mostly one process, at times both; every third is only frozen, beyond its lease. */
async function disturb(workers: Workers, total: number, kills: number, seed: number): Promise<void> {
  const random = seeded(seed);
  for (let kill = 1; kill <= kills; kill += 1) {
    await reach(Math.floor((total * (kill - random())) / kills), workers);
    await wait(random() * 50);
    const at = random() < 0.5 ? 0 : 1;
    if (kill % 3 === 0) {
      workers.freeze(at);
      await wait(LEASE_MS * 2);
      workers.wake(at);
    } else {
      await workers.restart(at);
      if (random() < 0.3) await workers.restart(1 - at);
    }
  }
}

async function drill(plan: Plan, kills: number, seed: number, workers: Workers): Promise<void> {
  const began = performance.now();
  const { checks, due } = await prepare(plan);
  for (const at of [0, 1]) workers.start(at);
  await disturb(workers, due, kills, seed);
  const { fence } = await reach(Number.POSITIVE_INFINITY, workers);
  // Whatever wakes up late must find nothing left to do.
  await wait(LEASE_MS * 2);
  const audit = await auditChecks(plan.until_ms);
  console.log(
    `${audit.results} runs of ${checks} checks, ${kills} kills and freezes, the lease changed hands ${fence - 1} times, seed ${seed}; ` +
      `${Math.round((performance.now() - began) / 1000)} s.`,
  );
  if (audit.faults.length > 0 || audit.results !== due)
    throw new Fault(`Not every due run exactly once, in order:\n${audit.faults.slice(0, 20).join("\n")}`);
  console.log("Every due run is there exactly once, in order.");
}

await runScript(async () => {
  const { days, kills, seed } = options();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "evenhand-drill-"));
  const postgres = await startPostgres(folder, { volatile: true });
  await ensureDatabase(folder);
  await migrate(postgres.url("owner"));
  const env = {
    ...process.env,
    DATA_DIR: folder,
    DATABASE_URL: postgres.url("app"),
    // The discard port: whoever asks the traffic store is refused.
    CLICKHOUSE_URL: "http://127.0.0.1:9",
  };
  Object.assign(process.env, env);
  const workers = new Workers(env);
  try {
    await drill(planDays(days), kills, seed, workers);
  } finally {
    await workers.stop();
    await closeDatabase();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
