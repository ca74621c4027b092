import { asDetection, type Tx } from "@/lib/db/server";
import { lockRegister } from "../entity/write";
import { detectOverlaps } from "./detect-overlaps";
import { trafficFactor } from "./factors/traffic";
import { StoredFactors } from "./record";
import type { TrafficStakes } from "./snapshot";
import { writeTrafficStakes } from "./traffic-store";

/**
 * Takes in where routed traffic went: decisions of the router, in production, by product id and by router. Called by
 * the layer above after a batch is stored, in a transaction of its own (it takes the register's lock, which goes
 * before the audit log's). Overlaps are written only where a severity's points change.
 */
export async function refreshTrafficStakes(tx: Tx, stakes: TrafficStakes | null): Promise<void> {
  await lockRegister(tx);
  await writeTrafficStakes(tx, stakes);
  if (await anyPointsChanged(tx, stakes)) await detectOverlaps(tx, "traffic came in");
}

const anyPointsChanged = (tx: Tx, stakes: TrafficStakes | null): Promise<boolean> =>
  asDetection(tx, async (inner) => {
    const rows = await inner.overlap.findMany({
      where: { status: { not: "superseded" } },
      select: { factors: true },
    });
    return rows.some(({ factors }) => {
      const stored = StoredFactors.parse(factors);
      const points = stored.list.find(({ key }) => key === "traffic")?.points;
      return points !== trafficFactor(stored.traffic_scope, stakes).points;
    });
  });
