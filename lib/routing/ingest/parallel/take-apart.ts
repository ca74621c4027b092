import type { MessagePort } from "node:worker_threads";
import { Problem } from "@/lib/kernel/errors";
import { Mailbox } from "../mailbox";
import { type Opening, type Piece, piecesOf } from "../pieces";
import type { Segment } from "../segments";
import { refusalOf } from "./refusal";
import type { ToProcess, ToThread } from "./told";

/** Pieces that wait to be taken: the blocks of no more lie in memory. */
const AHEAD = 4;

type Arrived = { block: number; bytes: Buffer };

/** What the process says of a body, by what waits for it. */
type Ears = { arrived: Mailbox<Arrived | null>; turns: Mailbox<true>; held: Map<number, () => void> };

/** The thread's end of a body: unpacks what arrives, takes it apart, and says what it is, until it is stopped. */
export function takeApart(port: MessagePort, opening: Opening): void {
  const ears: Ears = { arrived: new Mailbox(), turns: new Mailbox(), held: new Map() };
  for (let turn = 0; turn < AHEAD; turn += 1) ears.turns.put(true);
  const over = tell(ears, opening, (told) => port.postMessage(told));
  listen(port, ears, () => {
    const stopped = new Error("The body is wanted no more.");
    ears.arrived.fail(stopped);
    ears.turns.fail(stopped);
    // Whoever stops it waits for this: then nothing is written any more.
    void over.finally(() => port.close());
  });
}

/** Says every piece, and then how it ended. */
async function tell(
  { arrived, turns, held }: Ears,
  opening: Opening,
  say: (told: ToProcess) => void,
): Promise<void> {
  try {
    for await (const piece of piecesOf(received(arrived, say), opening)) {
      await turns.take();
      say(told(piece, held));
    }
    say({ kind: "end" });
  } catch (error) {
    say(failureOf(error));
  }
}

function listen(port: MessagePort, { arrived, turns, held }: Ears, stop: () => void): void {
  const blocks: SharedArrayBuffer[] = [];
  port.on("message", (told: ToThread) => {
    if (told.kind === "bytes") {
      const memory = told.memory ?? blocks[told.block];
      if (!memory) throw new Error("The block was never sent.");
      blocks[told.block] = memory;
      // A copy: the block is written over while the unpacking may still hold what it read.
      arrived.put({ block: told.block, bytes: Buffer.from(Buffer.from(memory, 0, told.length)) });
    } else if (told.kind === "sent") arrived.put(null);
    else if (told.kind === "more") turns.put(true);
    else if (told.kind === "stop") stop();
    else {
      held.get(told.no)?.();
      held.delete(told.no);
    }
  });
}

async function* received(
  arrived: Mailbox<Arrived | null>,
  say: (told: ToProcess) => void,
): AsyncGenerator<Buffer> {
  for (let next = await arrived.take(); next; next = await arrived.take()) {
    say({ kind: "taken", block: next.block });
    yield next.bytes;
  }
}

let last_no = 0;

function told(piece: Piece, held: Map<number, () => void>): ToProcess {
  if (piece.kind === "document") return piece;
  const { release, ...segment }: Segment = piece.segment;
  if (!release) return { ...piece, segment: { ...segment, no: null } };
  last_no += 1;
  held.set(last_no, release);
  return { ...piece, segment: { ...segment, no: last_no } };
}

function failureOf(error: unknown): ToProcess {
  if (error instanceof Problem) return { kind: "refused", refusal: refusalOf(error) };
  return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
}
