import { Mailbox } from "../mailbox";
import type { ToThread } from "./told";

/** Blocks that a body goes through: more would only wait. */
const MOST_BLOCKS = 4;
const BLOCK_BYTES = 262_144;

type Block = { no: number; memory: SharedArrayBuffer; bytes: Buffer; known: boolean };

/** Sends a body to a thread through a few blocks of memory that both see, each written over once it was taken. */
export class Sender {
  /** What becomes of bytes that come: they are sent, or read only (for their hash), or not even read. */
  #bytes: "wanted" | "read" | "unread" = "wanted";
  readonly #free = new Mailbox<Block>();
  readonly #blocks: Block[] = [];
  readonly #say: (told: ToThread) => void;

  constructor(say: (told: ToThread) => void) {
    this.#say = say;
  }

  async send(chunks: AsyncIterable<Buffer>): Promise<void> {
    let block = await this.#next();
    let length = 0;
    for await (const chunk of chunks) {
      if (this.#bytes === "unread") return;
      for (let at = 0; at < chunk.length && this.#bytes === "wanted"; ) {
        const put = chunk.copy(block.bytes, length, at);
        at += put;
        length += put;
        if (length < BLOCK_BYTES) continue;
        this.#give(block, length);
        block = await this.#next();
        length = 0;
      }
    }
    if (this.#bytes !== "wanted") return;
    if (length > 0) this.#give(block, length);
    this.#say({ kind: "sent" });
  }

  giveBack(no: number): void {
    const block = this.#blocks[no];
    if (block) this.#free.put(block);
  }

  /** What is still to come is only read. */
  readRest(): void {
    this.#end("read");
  }

  /** What is still to come is left to whoever gave it. */
  leaveRest(): void {
    this.#end("unread");
  }

  #end(bytes: "read" | "unread"): void {
    this.#bytes = bytes;
    // Who waits for a block needs none any more.
    this.#free.put(newBlock(-1));
  }

  async #next(): Promise<Block> {
    if (this.#blocks.length === MOST_BLOCKS) return this.#free.take();
    const block = newBlock(this.#blocks.length);
    this.#blocks.push(block);
    return block;
  }

  #give(block: Block, length: number): void {
    const { no, memory, known } = block;
    block.known = true;
    this.#say({ kind: "bytes", block: no, length, ...(known ? {} : { memory }) });
  }
}

function newBlock(no: number): Block {
  const memory = new SharedArrayBuffer(no < 0 ? 0 : BLOCK_BYTES);
  return { no, memory, bytes: Buffer.from(memory), known: false };
}
