import type { Actor } from "@/lib/access";
import { withActor } from "@/lib/db/server";

/** The file's name says where traffic of this workspace was made by a generator: what checks say rests on it. */
export const trafficName = (actor: Actor, name: string): Promise<string> =>
  withActor(actor, async (tx) =>
    (await tx.trafficSource.count({ where: { generated: true } })) > 0 ? `simulated-${name}` : name,
  );
