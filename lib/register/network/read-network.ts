import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { loadSnapshot } from "../overlaps/load-snapshot";
import { networkAt } from "./network-at";
import type { NetworkQuery, NetworkView } from "./schema";

/** The network as the actor may see it: what is behind a wall is neither drawn nor counted. */
export function readNetwork(actor: Actor, { as_of, party }: NetworkQuery): Promise<NetworkView> {
  authorize(actor, "register:read");
  const now_ms = Date.now();
  return withActor(actor, async (tx) => {
    // Read as the person, not as detection: the walls of the database apply.
    const snapshot = await loadSnapshot(tx, new Map(), now_ms);
    return networkAt(snapshot, as_of ?? formatDay(now_ms), party ?? null);
  });
}
