import { z } from "zod";
import type { Tx } from "@/lib/db/server";
import type { TrafficStakes } from "./snapshot";

const KEY = "traffic_stakes";
const Count = z.number().int().min(0);

const Stakes = z.object({
  generated: z.boolean(),
  from: z.string(),
  to: z.string(),
  decisions: Count,
  products: z.record(z.string(), Count),
  routers: z.record(z.string(), z.object({ decisions: Count, first_party: Count })),
});

/** What the routing above last handed in; null until it has. */
export async function readTrafficStakes(tx: Tx): Promise<TrafficStakes | null> {
  const row = await tx.setting.findUnique({ where: { key: KEY } });
  return Stakes.safeParse(row?.value).data ?? null;
}

/** Keeps the figures for detection and views; null where there is no traffic any more. */
export async function writeTrafficStakes(tx: Tx, stakes: TrafficStakes | null): Promise<void> {
  if (stakes === null) {
    await tx.setting.deleteMany({ where: { key: KEY } });
    return;
  }
  const value = Stakes.parse(stakes);
  await tx.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
}
