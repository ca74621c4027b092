import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { Problem } from "@/lib/kernel/errors";
import { THREAD_CODE } from "../../generated/thread-code";
import { Mailbox } from "../mailbox";
import type { Opening, Piece } from "../pieces";
import { Sender } from "./sender";
import type { Heard, PieceTold, ToProcess, ToThread } from "./told";

const IDLE_MS = 15_000;

/** One thread takes all bodies apart: the unpacking itself is done by the platform's own threads. */
class Unpacker {
  ended = false;
  #bodies = 0;
  #idle: NodeJS.Timeout | null = null;
  readonly #worker: Worker;

  constructor() {
    this.#worker = new Worker(THREAD_CODE, { eval: true, name: "evenhand-unpacker" });
    // It holds no process open: whoever waits for a body's port does.
    this.#worker.unref();
    this.#worker.on("error", () => undefined);
    this.#worker.once("exit", () => {
      this.ended = true;
    });
  }

  open(opening: Opening): MessagePort {
    if (this.#idle) clearTimeout(this.#idle);
    this.#bodies += 1;
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ opening, port: port2 }, [port2]);
    return port1;
  }

  close(): void {
    this.#bodies -= 1;
    if (this.#bodies > 0) return;
    this.#idle = setTimeout(() => {
      this.ended = true;
      void this.#worker.terminate();
    }, IDLE_MS).unref();
  }
}

// The bundles of a server share a process: one thread for all of them.
const holder = globalThis as typeof globalThis & { evenhandUnpacker?: Unpacker };

function unpacker(): Unpacker {
  if (!holder.evenhandUnpacker || holder.evenhandUnpacker.ended) holder.evenhandUnpacker = new Unpacker();
  return holder.evenhandUnpacker;
}

/**
 * As `piecesOf`, by a thread: of what is unpacked, nothing is allocated here, where collecting it would mean to look
 * at everything that the server holds. Memory that a segment lies in is written over once it is released.
 */
export async function* piecesApart(chunks: AsyncIterable<Buffer>, opening: Opening): AsyncGenerator<Piece> {
  const thread = unpacker();
  const port = thread.open(opening);
  const say = (told: ToThread) => port.postMessage(told);
  const heard = new Mailbox<Heard>();
  const closed = new Promise<void>((resolve) => {
    port.once("close", resolve);
  });
  void closed.then(() => heard.fail(new Error("The thread that took a body apart ended.")));
  const sender = new Sender(say);
  port.on("message", (told: ToProcess) => {
    if (told.kind === "taken") sender.giveBack(told.block);
    else heard.put(told);
  });
  const sent = sender.send(chunks);
  sent.catch((error) => heard.fail(error));
  try {
    for (let told = await heard.take(); told.kind !== "end"; told = await heard.take()) {
      yield heardOf(told, say);
      say({ kind: "more" });
    }
    // What follows the end of what was packed is still part of what was sent.
    sender.readRest();
    await sent;
  } finally {
    sender.leaveRest();
    say({ kind: "stop" });
    await closed;
    thread.close();
  }
}

function heardOf(told: Exclude<Heard, { kind: "end" }>, say: (told: ToThread) => void): Piece {
  if (told.kind === "refused") throw new Problem(told.refusal);
  if (told.kind === "failed") throw new Error(told.message);
  return pieceOf(told, say);
}

const bufferOf = ({ buffer, byteOffset, length }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, length);

function pieceOf(told: PieceTold, say: (told: ToThread) => void): Piece {
  if (told.kind === "document") return { kind: "document", bytes: bufferOf(told.bytes) };
  const { no, held, ...segment } = told.segment;
  const plain = { ...segment, held: held && bufferOf(held) };
  const release = no === null ? {} : { release: () => say({ kind: "release", no }) };
  return { kind: "lines", segment: { ...plain, ...release }, array: told.array };
}
