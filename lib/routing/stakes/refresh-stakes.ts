import { createHash } from "node:crypto";
import type { SystemActor } from "@/lib/access";
import { asDetection, type Tx, withActor } from "@/lib/db/server";
import { addDays, formatDay, startOfDay } from "@/lib/kernel/time";
import {
  type Catalogue,
  DETECTION_VERSION,
  loadCatalogue,
  refreshTrafficStakes,
} from "@/lib/register/server";
import { countStakes, type StakesWindow } from "./count-stakes";

const DETECTION: SystemActor = { kind: "system", id: "detection" };
const KEY = "traffic_stakes_digest";
/** Of a delivery that is being purged the rows may still be there: only when they are gone has the traffic changed. */
const COUNTED = { in: ["stored", "purging"] };

type State = {
  catalogue: Catalogue;
  product_ids: Map<string, string>;
  /** Null while no traffic is stored. */
  window: StakesWindow | null;
  digest: string;
  stale: boolean;
};

let running: Promise<boolean> | undefined;

/**
 * Hands the register where routed traffic went, and has the rules run, when deliveries, the catalogue, the rules
 * themselves or the day have changed since the last time: dates of the register pass without anybody changing it.
 * Returns whether anything had changed. Calls that come while one runs wait for it.
 */
export function refreshStakes(): Promise<boolean> {
  running ??= refresh().finally(() => {
    running = undefined;
  });
  return running;
}

async function refresh(): Promise<boolean> {
  const { catalogue, product_ids, window, digest, stale } = await withActor(DETECTION, readState);
  if (!stale) return false;
  const stakes = window && (await countStakes(catalogue, window, product_ids));
  await withActor(DETECTION, async (tx) => {
    await refreshTrafficStakes(tx, stakes);
    await tx.setting.upsert({
      where: { key: KEY },
      create: { key: KEY, value: digest },
      update: { value: digest },
    });
  });
  return true;
}

async function readState(tx: Tx): Promise<State> {
  const catalogue = await loadCatalogue(tx);
  return asDetection(tx, async (inner) => {
    const products = await inner.product.findMany({ select: { id: true, key: true } });
    const stored = await inner.ingestBatch.aggregate({
      where: { state: COUNTED, accepted: { gt: 0 } },
      _count: true,
      _max: { no: true, last_at: true },
      _min: { first_at: true },
      _sum: { accepted: true, purged: true },
    });
    const { _count, _max, _min, _sum } = stored;
    const generated = await inner.ingestBatch.count({
      where: { state: COUNTED, accepted: { gt: 0 }, source: { generated: true } },
    });
    const now = new Date();
    const begun = await inner.policy.count({ where: { from: { lte: now } } });
    const day = formatDay(now.getTime());
    const traffic = [_count, _max.no, String(_sum.accepted), String(_sum.purged), generated];
    const state = JSON.stringify([traffic, catalogue.version, DETECTION_VERSION, day, begun]);
    const digest = createHash("sha256").update(state).digest("hex");
    const known = await inner.setting.findUnique({ where: { key: KEY } });
    return {
      catalogue,
      product_ids: new Map(products.map(({ id, key }) => [key, id])),
      window: _min.first_at && _max.last_at ? windowOf(_min.first_at, _max.last_at, generated > 0) : null,
      digest,
      stale: known?.value !== digest,
    };
  });
}

const windowOf = (first: Date, last: Date, generated: boolean): StakesWindow => ({
  generated,
  from: formatDay(startOfDay(first.getTime())),
  to: formatDay(addDays(startOfDay(last.getTime()), 1)),
  last_day: formatDay(last.getTime()),
});
