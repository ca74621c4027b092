import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Actor } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { conflict, type Problem } from "@/lib/kernel/errors";
import { secrets } from "@/lib/kernel/secrets";
import {
  announce,
  type Delivery,
  isOpen,
  lockSource,
  type Remembered,
  recordStored,
  remembered,
  type Source,
  type Stored,
} from "./ledger";
import { undoOpen } from "./recover";
import { withSpool } from "./spool";
import { type Settled, Stage } from "./stage";
import type { Tally } from "./tally";

/** A delivery that was read to its end. */
export type Gathered = {
  delivery: Delivery;
  tally: Tally;
  /** How many rows it holds. */
  accepted: number;
  /** The table that its rows are staged in. */
  stage: Stage;
  /** Of a small delivery the rows themselves, which are not staged yet. */
  held: Buffer | null;
};

export type Delivered = { bytes: Uint8Array<ArrayBuffer>; replayed: boolean };
export type Outcome = { delivered: Delivered; refused: null } | { delivered: null; refused: Problem };

const PUBLISH_TIMEOUT_MS = 1_800_000;

/** The answer that was given before. Throws 409 when it was to another body. */
export function replay(known: Remembered, body_hash: string): Delivered {
  if (known.body_hash !== body_hash) throw reused();
  return { bytes: Uint8Array.from(known.answer), replayed: true };
}

const reused = () =>
  conflict(
    "idempotency_key_reused",
    "This Idempotency-Key came before with another body. Nothing was stored.",
  );

/**
 * Publishes deliveries of one source and actor, all or none, in four steps of which each can be the last: the ledger
 * says `storing`; rows and audit entries are written but not committed; the rows become visible; the ledger's commit
 * says `stored`. Several are small ones, none the same as another.
 */
export async function settleGroup(actor: Actor, group: readonly Gathered[]): Promise<Outcome[]> {
  const [first] = group;
  if (!first) return [];
  const { source } = first.delivery;
  const stage = stageOf(group);
  let announced = false;
  try {
    return await withActor(
      actor,
      async (tx) => {
        await lockSource(tx, source);
        const known = await remembered(
          tx,
          source,
          group.map(({ delivery }) => delivery),
        );
        const fresh = group.filter((_, index) => !known[index]);
        if (fresh.length > 0) {
          if (await isOpen(tx, source)) await undoOpen(actor, source.id);
          announced = true;
          const announcing = announce(
            actor,
            fresh.map(({ delivery }) => delivery),
          );
          await bothOf(announcing, stageHeld(stage, fresh));
        }
        const answers = await store(tx, actor, stage, fresh);
        return group.map((gathered, index) => outcomeOf(gathered, known[index] ?? null, answers));
      },
      { timeout_ms: PUBLISH_TIMEOUT_MS },
    );
  } catch (error) {
    // If this fails too, they stay `storing`: the source's next delivery or the next start undoes them.
    if (announced) await undoAlone(actor, source).catch(() => undefined);
    throw error;
  } finally {
    await stage.drop();
  }
}

/** Waits for both even where one fails: nothing goes on behind what is undone. */
async function bothOf(one: Promise<void>, other: Promise<void>): Promise<void> {
  const [first, second] = await Promise.allSettled([one, other]);
  for (const result of [first, second]) if (result.status === "rejected") throw result.reason;
}

/** A large delivery's own; small ones share that of the lowest number. */
function stageOf(group: readonly Gathered[]): Stage {
  const [first] = group;
  if (!first) throw new Error("A group has a delivery.");
  if (!first.held) return first.stage;
  const batch_no = Math.min(...group.map(({ delivery }) => delivery.no));
  const { no } = first.delivery.source;
  return new Stage({ source_no: no, batch_no, tenant_key: secrets().tenant_key }, 0);
}

async function stageHeld(stage: Stage, group: readonly Gathered[]): Promise<void> {
  const held = group.flatMap(({ held }) => (held && held.length > 0 ? [held] : []));
  if (held.length === 0) return;
  await withSpool(async (folder) => {
    const path = join(folder, "rows");
    await writeFile(path, held, { flag: "wx", mode: 0o600 });
    await stage.loadRead(path);
  });
}

/** Everything but the commit; the answers by the deliveries' numbers. */
async function store(
  tx: Tx,
  actor: Actor,
  stage: Stage,
  fresh: readonly Gathered[],
): Promise<Map<number, Uint8Array<ArrayBuffer>>> {
  if (fresh.length === 0) return new Map();
  const settled = await stage.settle(new Map(fresh.map(({ delivery, accepted }) => [delivery.no, accepted])));
  const stored = fresh.map((gathered) => storedOf(gathered, settled.get(gathered.delivery.no)));
  await recordStored(tx, actor, stored);
  if (stored.some(({ summary }) => summary.rows > 0)) await stage.publish();
  return new Map(stored.map(({ delivery, bytes }) => [delivery.no, bytes]));
}

function storedOf({ delivery, tally }: Gathered, settled: Settled | undefined): Stored {
  if (!settled) throw new Error("A delivery of a group was not settled.");
  const { received, rejected, errors, unknown_fields } = tally;
  const { duplicate, summary } = settled;
  const answer = { batch: delivery.id, received, accepted: summary.rows, duplicate, rejected, errors };
  const bytes = Uint8Array.from(Buffer.from(JSON.stringify(answer)));
  return { delivery, answer, bytes, unknown_fields, summary };
}

function outcomeOf(
  { delivery }: Gathered,
  known: Remembered | null,
  answers: ReadonlyMap<number, Uint8Array<ArrayBuffer>>,
): Outcome {
  if (known && known.body_hash !== delivery.body_hash) return { delivered: null, refused: reused() };
  if (known) return { delivered: replay(known, delivery.body_hash), refused: null };
  const bytes = answers.get(delivery.no);
  if (!bytes) throw new Error("A delivery of a group has no answer.");
  return { delivered: { bytes, replayed: false }, refused: null };
}

/** Under the source's lock: another process may publish for it by now, and that is not half done. */
const undoAlone = (actor: Actor, source: Source): Promise<void> =>
  withActor(
    actor,
    async (tx) => {
      await lockSource(tx, source);
      await undoOpen(actor, source.id);
    },
    { timeout_ms: PUBLISH_TIMEOUT_MS },
  );
