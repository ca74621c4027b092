import type { Tx } from "@/lib/db/server";
import { lockRegister } from "../entity/write";
import { detectOverlaps } from "./detect-overlaps";
import type { TrafficStakes } from "./snapshot";
import { writeTrafficStakes } from "./traffic-store";

/**
 * Takes in where routed traffic went: decisions of the router, in production, by product id and by router; null where
 * none is stored. Then the rules run, as after any change: overlaps are written only where points change. Called by
 * the layer above, in a transaction of its own: it takes the register's lock, which goes before the audit log's.
 */
export async function refreshTrafficStakes(tx: Tx, stakes: TrafficStakes | null): Promise<void> {
  await lockRegister(tx);
  await writeTrafficStakes(tx, stakes);
  await detectOverlaps(tx, "Traffic was counted.");
}
