import type { Actor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { badRequest } from "@/lib/kernel/errors";
import { secrets } from "@/lib/kernel/secrets";
import { nextBatchNumber } from "./batch-numbers";
import { rejoin } from "./bytes";
import { Intake, type Taken } from "./intake";
import { type Delivery, newBatchId, type Remembered, remembered, type Source } from "./ledger";
import type { Limits } from "./limits";
import { piecesApart } from "./parallel/unpacker";
import { type Opening, type Piece, piecesOf } from "./pieces";
import { publish } from "./publish";
import { readCsv } from "./read-csv";
import { readParquet } from "./read-parquet";
import type { Reader } from "./reader";
import { receive } from "./receive";
import { recovered } from "./recover";
import { type Delivered, replay } from "./settle-group";
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
  const intake = new Intake({ stage, batch_no, tally, folder, reader: order.reader(now_ms) });
  try {
    await takeBody(chunks, intake, gathering);
    return await intake.finish();
  } finally {
    await intake.settle();
  }
}

async function takeBody(
  chunks: AsyncIterable<Buffer>,
  intake: Intake,
  { order, tally, folder }: Gathering,
): Promise<void> {
  const { encoding, shape, limits } = order;
  const opening = { encoding, limit: limits.unpacked, ...intake.opening, folder };
  if (shape === "csv") return readCsv(unpack(chunks, encoding, limits.unpacked), intake, tally);
  if (shape !== "parquet") return takePieces(takenApart(chunks, { ...opening, shape }), intake, order, tally);
  const plain = unpack(chunks, encoding, limits.unpacked);
  return readParquet(plain, { folder, limit: limits.unpacked }, (lines) =>
    takePieces(piecesOf(lines, { ...opening, encoding: "identity", shape: "lines" }), intake, order, tally),
  );
}

/** Bytes of a body as sent below which it is taken apart here: telling a thread would take longer. */
const FEW_BYTES = 262_144;

/** The pieces of a body, which a thread takes apart where it is worth it. */
async function* takenApart(chunks: AsyncIterable<Buffer>, opening: Opening): AsyncGenerator<Piece> {
  const source = chunks[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let bytes = 0;
  let ended = false;
  while (!ended && bytes <= FEW_BYTES) {
    const next = await source.next();
    if (next.done) ended = true;
    else {
      held.push(next.value);
      bytes += next.value.length;
    }
  }
  const whole = rejoin(held, source);
  yield* ended ? piecesOf(whole, opening) : piecesApart(whole, opening);
}

async function takePieces(
  pieces: AsyncIterable<Piece>,
  intake: Intake,
  { shape }: Order,
  tally: Tally,
): Promise<void> {
  let array = false;
  for await (const piece of pieces) {
    if (piece.kind === "document") return await intake.addDocument(piece.bytes, shape === "message");
    array = piece.array;
    await intake.add(piece.segment, array);
  }
  await intake.drained();
  if (tally.received + tally.others === 0 && !array) throw badRequest("The body is empty.");
}
