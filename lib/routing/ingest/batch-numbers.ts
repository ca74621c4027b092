import type { Actor } from "@/lib/access";
import { withActor } from "@/lib/db/server";

/** Numbers drawn at once: those that a process does not use are used by none. */
const DRAWN = 16;

type Numbers = { free: number[]; drawing: Promise<void> | null };
const holder = globalThis as typeof globalThis & { evenhandBatchNumbers?: Numbers };

/** A number of its own for the rows of a delivery; of two deliveries of a process, the later has the higher. */
export async function nextBatchNumber(actor: Actor): Promise<number> {
  holder.evenhandBatchNumbers ??= { free: [], drawing: null };
  const numbers = holder.evenhandBatchNumbers;
  for (;;) {
    const no = numbers.free.shift();
    if (no !== undefined) return no;
    numbers.drawing ??= draw(actor, numbers).finally(() => {
      numbers.drawing = null;
    });
    await numbers.drawing;
  }
}

async function draw(actor: Actor, numbers: Numbers): Promise<void> {
  const rows = await withActor(
    actor,
    (tx) => tx.$queryRaw<{ no: bigint }[]>`
      SELECT nextval(pg_get_serial_sequence('ingest_batch', 'no')) AS no FROM generate_series(1, ${DRAWN}::int)`,
  );
  if (rows.length === 0) throw new Error("The ledger gave no number.");
  numbers.free.push(...rows.map(({ no }) => Number(no)));
}
