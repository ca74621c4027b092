import type { Tx } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import type { Day } from "./day";

/**
 * Now by the clock of checks, in milliseconds since 1970: the database's clock, or the simulated one of a workspace whose
 * traffic is all generated.
 */
export async function clockNow(tx: Tx): Promise<number> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT evenhand_now() AS now`;
  if (!row) throw new Error("The database did not tell the time.");
  return row.now.getTime();
}

/** The UTC day of `clockNow`. */
export const clockToday = async (tx: Tx): Promise<Day> => formatDay(await clockNow(tx));
