import type { KeyCreate } from "@/lib/identity";
import { createKey, revokeKey } from "@/lib/identity/server";
import { formatNumber } from "@/lib/kernel/format";
import { seedAccounts } from "./accounts";
import { type Client, post } from "./client";
import { deliverMonth, deliveryKey } from "./deliver";
import { prepareHistory, runHistory } from "./history";
import { OPERATOR } from "./operator";
import { sampleRegister } from "./register";
import { seedReviews } from "./reviews";
import { type DemoTraffic, demoTraffic } from "./traffic";
import { demoState, ensureSource, labelWorkspace, SOURCE_KEY, storedDeliveries } from "./workspace";

export type SeedOptions = {
  /** Where the server of this data folder answers. */
  url: string;
  say: (line: string) => void;
  abort: AbortSignal;
  /** Called when the sample can be looked at; its checks are still to be run. */
  onPopulated?: () => void;
  /** End of the traffic in milliseconds since 1970; the clock where the demo does not say. */
  now_ms?: number;
};

/** Runs the work with a key of its own, which is revoked afterwards. */
async function withKey(
  { url, abort }: SeedOptions,
  input: KeyCreate,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const { key, secret } = await createKey(OPERATOR, input);
  try {
    await work({ url, key: secret, abort });
  } finally {
    await revokeKey(OPERATOR, key.id);
  }
}

const importSample = (options: SeedOptions, traffic: DemoTraffic): Promise<void> =>
  withKey(options, { scope: "write", role: "compliance", name: "Demo: register" }, async (client) => {
    await post(client, "/api/v1/import/register", {
      body: JSON.stringify(sampleRegister(traffic.period)),
      headers: { "Content-Type": "application/json" },
    });
  });

async function deliverTraffic(options: SeedOptions, traffic: DemoTraffic): Promise<void> {
  const stored = await storedDeliveries();
  const missing = traffic.months.filter((month) => !stored.has(deliveryKey(traffic, month)));
  if (missing.length === 0) return options.say("The traffic is there already.");
  await withKey(options, { scope: "ingest", source: SOURCE_KEY, name: "Demo: traffic" }, async (client) => {
    let total = 0;
    for (const month of missing) {
      const { accepted } = await deliverMonth(client, traffic, month);
      total += accepted;
      options.say(`Simulated traffic of ${month.name}: ${formatNumber(accepted)} decisions.`);
    }
    options.say(`${formatNumber(total)} simulated decisions delivered.`);
  });
}

/**
 * Fills an installation with the sample workspace: people, register, eight months of generated traffic, and a few reviews. What is
 * there already is left; one that was interrupted goes on. Register, checks and traffic enter by HTTP, as anybody's would;
 * then the server's scheduler judges the eight months day by day.
 */
export async function seedDemo(options: SeedOptions): Promise<void> {
  const state = await demoState(options.now_ms ?? Date.now());
  const traffic = demoTraffic(state.seed, state.end_ms);
  await labelWorkspace(state);
  await seedAccounts();
  options.say("People of the demo are there.");
  await ensureSource();
  await importSample(options, traffic);
  options.say("The register holds the public facts of April 2026.");
  await prepareHistory(options, traffic);
  await deliverTraffic(options, traffic);
  await seedReviews(options);
  options.onPopulated?.();
  await runHistory(options, traffic);
}
