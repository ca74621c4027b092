import type { Actor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { readExposure } from "./read-exposure";
import { readOverview } from "./read-overview";
import { readTraffic } from "./read-traffic";

const OPERATOR: Actor = { kind: "system", id: "operator" };
const PAUSE_MS = 5_000;

let warmed: string | null = null;
let seen: string | null = null;

/** Computes the overview's verdicts once deliveries have been quiet for a while, so that nobody waits for them. */
async function warm(): Promise<void> {
  const traffic = await withActor(OPERATOR, (tx) => readTraffic(tx, Date.now()));
  const state = traffic && `${traffic.digest} ${traffic.window.to}`;
  const quiet = state !== null && state === seen && state !== warmed;
  seen = state;
  if (!quiet || !traffic) return;
  await readOverview(OPERATOR);
  await readExposure(OPERATOR, traffic.window);
  warmed = state;
}

/** Keeps the overview quick while the server runs; a store that is down is tried again. */
export function keepOverviewWarm(): void {
  void warm()
    .catch((error: unknown) => console.warn("The overview could not be computed ahead; trying again.", error))
    .finally(() => setTimeout(keepOverviewWarm, PAUSE_MS).unref());
}
