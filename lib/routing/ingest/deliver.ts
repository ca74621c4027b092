import type { Actor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { badRequest, conflict } from "@/lib/kernel/errors";
import { secrets } from "@/lib/kernel/secrets";
import { opensArray } from "./bytes";
import { takeDocument, wholeBody } from "./documents";
import { Intake } from "./intake";
import {
  announce,
  type Delivery,
  lockSource,
  newBatchId,
  nextBatchNumber,
  type Remembered,
  recordStored,
  remembered,
  type Source,
} from "./ledger";
import type { Limits } from "./limits";
import { readCsv } from "./read-csv";
import { readParquet } from "./read-parquet";
import type { Document, Reader } from "./reader";
import { receive } from "./receive";
import { recovered, undoOpen } from "./recover";
import { splitLines } from "./segments";
import { inTurn } from "./source-lock";
import { arrayToLines } from "./split-array";
import { withSpool } from "./spool";
import { Stage } from "./stage";
import { Tally } from "./tally";
import { type Encoding, unpack } from "./unpack";

/**
 * How records stand in the body. `json`: an array when it begins with a bracket, else lines, or one document where the
 * format has such; `message`: one whole that the format itself decodes.
 */
export type Shape = "json" | "lines" | "csv" | "parquet" | "message";

export type Order = {
  source: Source;
  format: string;
  shape: Shape;
  encoding: Encoding;
  limits: Limits;
  idempotency_key: string | null;
  file_name: string | null;
  /** How values become records, for a delivery that began at a time. */
  reader: (now_ms: number) => Reader;
  /** What a `message` holds. Throws 400 for bytes that are none. */
  decode?: (bytes: Buffer) => Document;
};

export type Delivered = { bytes: Uint8Array<ArrayBuffer>; replayed: boolean };

const PUBLISH_TIMEOUT_MS = 1_800_000;

/**
 * Stores the records of a request's body, once, and returns the exact answer. When it resolves, what was accepted
 * is durable and visible. Throws 400 or 413 for a body that cannot be read and 409 for a key reused with another body;
 * then nothing is stored.
 */
export async function deliver(actor: Actor, request: Request, order: Order): Promise<Delivered> {
  await recovered();
  const body = receive(request, order.limits.sent);
  const known = await askRemembered(actor, order);
  if (known) {
    for await (const _ of body.chunks);
    return replay(known, body.hash());
  }
  const no = await nextBatchNumber(actor);
  const now_ms = Date.now();
  const stage = new Stage(
    { source_no: order.source.no, batch_no: no, tenant_key: secrets().tenant_key },
    now_ms,
  );
  const tally = new Tally();
  try {
    await stage.create();
    const rows = await withSpool((folder) => gather(body.chunks, { order, stage, tally, folder, now_ms }));
    const { source, format, file_name, idempotency_key } = order;
    const identity = { idempotency_key, body_hash: body.hash(), format };
    const delivery: Delivery = { id: newBatchId(), no, source, file_name, ...identity };
    return await inTurn(source.id, () => settle(actor, delivery, { stage, tally, rows }));
  } finally {
    await stage.drop();
  }
}

/** A key that was used before spares the work: only the body's hash is wanted. */
async function askRemembered(
  actor: Actor,
  { source, idempotency_key, format }: Order,
): Promise<Remembered | null> {
  if (idempotency_key === null) return null;
  const identity = { idempotency_key, body_hash: "", format };
  return withActor(actor, (tx) => remembered(tx, source, identity));
}

function replay(known: Remembered, body_hash: string): Delivered {
  if (known.body_hash !== body_hash)
    throw conflict(
      "idempotency_key_reused",
      "This Idempotency-Key came before with another body. Nothing was stored.",
    );
  return { bytes: Uint8Array.from(known.answer), replayed: true };
}

type Gathering = { order: Order; stage: Stage; tally: Tally; folder: string; now_ms: number };

/** Stages what a body holds; how many rows that is. */
async function gather(chunks: AsyncIterable<Buffer>, gathering: Gathering): Promise<number> {
  const { order, stage, tally, folder, now_ms } = gathering;
  const plain = unpack(chunks, order.encoding, order.limits.unpacked);
  const { array, bytes } = order.shape === "json" ? await opensArray(plain) : { array: false, bytes: plain };
  const intake = new Intake({ stage, tally, folder, reader: order.reader(now_ms), array });
  try {
    await takeBody(bytes, array, intake, gathering);
    return await intake.finish();
  } finally {
    await intake.settle();
  }
}

async function takeBody(
  bytes: AsyncGenerator<Buffer>,
  array: boolean,
  intake: Intake,
  { order, tally, folder }: Gathering,
): Promise<void> {
  const takeLines = async (lines: AsyncIterable<Buffer>) => {
    for await (const segment of splitLines(lines, folder)) await intake.add(segment);
    await intake.drained();
    if (tally.received + tally.others === 0 && !array) throw badRequest("The body is empty.");
  };
  if (order.shape === "csv") return readCsv(bytes, intake, tally);
  if (order.shape === "parquet")
    return readParquet(bytes, { folder, limit: order.limits.unpacked }, takeLines);
  if (order.shape === "message") return takeMessage(bytes, intake, order);
  if (array) return takeLines(arrayToLines(bytes));
  if (order.shape === "json" && !intake.native) return takeDocument(bytes, intake, takeLines);
  return takeLines(bytes);
}

async function takeMessage(bytes: AsyncGenerator<Buffer>, intake: Intake, { decode }: Order): Promise<void> {
  if (!decode) throw new Error("A format of messages has a decoder.");
  await intake.take(1, { ...decode(await wholeBody(bytes)), broken: null });
}

/**
 * Publishes a gathered delivery, in four steps of which each can be the last: the ledger says `storing`; rows and
 * audit entry are written but not committed; the rows become visible; the ledger's commit says `stored`.
 */
async function settle(
  actor: Actor,
  delivery: Delivery,
  { stage, tally, rows }: { stage: Stage; tally: Tally; rows: number },
): Promise<Delivered> {
  let announced = false;
  try {
    return await withActor(
      actor,
      async (tx) => {
        await lockSource(tx, delivery.source);
        const known = await remembered(tx, delivery.source, delivery);
        if (known) return replay(known, delivery.body_hash);
        await undoOpen(actor, delivery.source.id);
        await announce(actor, delivery);
        announced = true;
        const { duplicate, summary } = await stage.settle(rows);
        const { received, rejected, errors, unknown_fields } = tally;
        const answer = { batch: delivery.id, received, accepted: summary.rows, duplicate, rejected, errors };
        const bytes = Uint8Array.from(Buffer.from(JSON.stringify(answer)));
        await recordStored(tx, actor, delivery, { answer, unknown_fields, summary }, bytes);
        if (summary.rows > 0) await stage.publish();
        return { bytes, replayed: false };
      },
      { timeout_ms: PUBLISH_TIMEOUT_MS },
    );
  } catch (error) {
    // If this fails too, the batch stays `storing`: the source's next delivery or the next start undoes it.
    if (announced) await undoAlone(actor, delivery.source).catch(() => undefined);
    throw error;
  }
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
