import { createHash } from "node:crypto";
import { asDetection, type Tx } from "@/lib/db/server";
import { addDays, formatDay, startOfDay } from "@/lib/kernel/time";
import { loadCatalogue } from "@/lib/register/server";
import type { TrafficWindow } from "./schema";

export type Traffic = {
  window: TrafficWindow;
  /** Whether any of it was made by a generator. */
  generated: boolean;
  /** SHA-256 over the stored deliveries and the catalogue: the same digest, the same figures. */
  digest: string;
  /** Version of the catalogue that attributed the names. */
  catalogue: string;
};

/** From the first day of stored traffic to its last, or to today; null before any is stored. The same for everybody. */
export async function readTraffic(tx: Tx, now_ms: number): Promise<Traffic | null> {
  const catalogue = await loadCatalogue(tx);
  const batches = await asDetection(tx, (inner) =>
    inner.ingestBatch.findMany({
      where: { state: "stored", accepted: { gt: 0 } },
      select: {
        id: true,
        digest: true,
        body_hash: true,
        first_at: true,
        last_at: true,
        source: { select: { generated: true } },
      },
      orderBy: { no: "asc" },
    }),
  );
  const firsts = batches.flatMap(({ first_at }) => (first_at ? [first_at.getTime()] : []));
  const lasts = batches.flatMap(({ last_at }) => (last_at ? [last_at.getTime()] : []));
  if (firsts.length === 0 || lasts.length === 0) return null;
  // Clocks ahead of ours may have sent tomorrow: what has not begun is not shown.
  const last_day = Math.min(startOfDay(Math.max(...lasts)), startOfDay(now_ms));
  const hash = createHash("sha256");
  for (const { digest, body_hash } of batches) hash.update(`${digest ?? body_hash}\n`);
  return {
    window: {
      from: formatDay(Math.min(startOfDay(Math.min(...firsts)), last_day)),
      to: formatDay(addDays(last_day, 1)),
      incomplete: last_day === startOfDay(now_ms),
    },
    generated: batches.some(({ source }) => source.generated),
    digest: hash.update(catalogue.version).digest("hex"),
    catalogue: catalogue.version,
  };
}
