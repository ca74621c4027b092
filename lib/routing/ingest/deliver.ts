import type { Actor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { badRequest } from "@/lib/kernel/errors";
import { secrets } from "@/lib/kernel/secrets";
import { nextBatchNumber } from "./batch-numbers";
import { splitBlocks } from "./blocks";
import { opensArray } from "./bytes";
import { takeDocument, wholeBody } from "./documents";
import { Intake, type Taken } from "./intake";
import { type Delivery, newBatchId, type Remembered, remembered, type Source } from "./ledger";
import type { Limits } from "./limits";
import { publish } from "./publish";
import { readCsv } from "./read-csv";
import { readParquet } from "./read-parquet";
import type { Document, Reader } from "./reader";
import { receive } from "./receive";
import { recovered } from "./recover";
import { splitLines } from "./segments";
import { type Delivered, replay } from "./settle-group";
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

export type { Delivered };

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
  const { source, format, file_name, idempotency_key } = order;
  const numbers = { source_no: source.no, batch_no: no, tenant_key: secrets().tenant_key };
  const stage = new Stage(numbers, now_ms);
  const tally = new Tally();
  try {
    const gathering = { order, stage, batch_no: no, tally, now_ms };
    const { rows, held } = await withSpool((folder) => gather(body.chunks, { ...gathering, folder }));
    const identity = { idempotency_key, body_hash: body.hash(), format };
    const delivery: Delivery = { id: newBatchId(), no, source, file_name, ...identity };
    return await publish(actor, { delivery, tally, accepted: rows, stage, held });
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
  const [known] = await withActor(actor, (tx) => remembered(tx, source, [identity]));
  return known ?? null;
}

type Gathering = {
  order: Order;
  stage: Stage;
  batch_no: number;
  tally: Tally;
  folder: string;
  now_ms: number;
};

/** Reads what a body holds, and stages it unless it is small. */
async function gather(chunks: AsyncIterable<Buffer>, gathering: Gathering): Promise<Taken> {
  const { order, stage, batch_no, tally, folder, now_ms } = gathering;
  const plain = unpack(chunks, order.encoding, order.limits.unpacked);
  const { array, bytes } = order.shape === "json" ? await opensArray(plain) : { array: false, bytes: plain };
  const intake = new Intake({ stage, batch_no, tally, folder, reader: order.reader(now_ms), array });
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
    const segments = intake.apart ? splitBlocks(lines) : splitLines(lines, folder);
    for await (const segment of segments) await intake.add(segment);
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
