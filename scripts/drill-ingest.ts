// Delivers traffic by eight clients that retry, repeat and lose patience, while the server is killed with -9 again and
// again; then every decision must be there exactly once. Ends with a code other than 0 when one is not.
//   npm run drill:ingest                                20,000 decisions, 3 kills
//   npm run drill:ingest -- --decisions 1000000 --kills 20
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { auditStore } from "./drill/audit";
import { newTally, runClient, type Tally } from "./drill/clients";
import { type Plan, planDeliveries, SOURCES } from "./drill/plan";
import { Product } from "./drill/product";
import { Fault, runScript } from "./lib/fault";

const CLIENTS = 8;

function options(): { decisions: number; kills: number; seed: number } {
  const { values } = parseArgs({
    options: {
      decisions: { type: "string", default: "20000" },
      kills: { type: "string", default: "3" },
      seed: { type: "string", default: "13" },
    },
  });
  const [decisions, kills, seed] = [Number(values.decisions), Number(values.kills), Number(values.seed)];
  if (!Number.isInteger(decisions) || decisions < 2 || decisions % SOURCES.length !== 0)
    throw new Fault("--decisions is an even number.");
  if (!Number.isInteger(kills) || kills < 0 || !Number.isInteger(seed))
    throw new Fault("--kills and --seed are whole numbers.");
  return { decisions, kills, seed };
}

/** Kills spread evenly over the deliveries; every other one takes launcher and Postgres along. */
async function killAsTheyGo(product: Product, plan: Plan, kills: number, tally: Tally): Promise<void> {
  for (let kill = 1; kill <= kills; kill += 1) {
    const at = Math.floor((plan.deliveries.length * kill) / (kills + 1));
    while (tally.acknowledged < at) await wait(5);
    await product.kill(kill % 2 === 1);
    await product.start();
    console.log(`Kill ${kill} of ${kills} after ${tally.acknowledged} deliveries; the server is back.`);
  }
}

await runScript(async () => {
  const { decisions, kills, seed } = options();
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "evenhand-drill-"));
  const product = new Product(join(folder, "data"));
  const began = performance.now();
  try {
    await product.start();
    const keys = new Map<string, string>();
    for (const source of SOURCES)
      keys.set(source, await product.key("--scope", "ingest", "--source", source));
    const reader = await product.key("--scope", "read", "--role", "compliance");
    const plan = planDeliveries(decisions, decisions > 100_000 ? 5000 : 500, seed);
    const tally = newTally();
    const left = [...plan.deliveries];
    const target = { url: () => product.url, keys };
    const clients = Array.from({ length: CLIENTS }, (_, at) =>
      runClient(at, () => left.pop(), target, tally),
    );
    await Promise.all([...clients, killAsTheyGo(product, plan, kills, tally)]);
    const faults = [...tally.faults, ...(await auditStore(product.url, reader, decisions))];
    const stored = [...tally.batches.values()].reduce((sum, count) => sum + count, 0);
    console.log(
      `${decisions.toLocaleString("en-US")} decisions in ${plan.deliveries.length} deliveries by ${CLIENTS} clients, ${kills} kills, seed ${seed}: ` +
        `${tally.failed} attempts failed, ${tally.broken_off} were broken off, ${tally.replayed} answers were repeats, ` +
        `${tally.batches.size} batches were acknowledged with ${stored.toLocaleString("en-US")} decisions; ${Math.round((performance.now() - began) / 1000)} s.`,
    );
    // Whoever was not answered has sent again, and a repeat is answered as the first time: no batch is unheard of.
    if (stored !== decisions) faults.push(`The answers add up to ${stored} decisions, not ${decisions}.`);
    if (faults.length > 0) throw new Fault(`Not exactly once:\n${faults.slice(0, 20).join("\n")}`);
    console.log("Every decision is there exactly once.");
  } finally {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
