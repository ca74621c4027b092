import { isBlank, LineCounter, type Segment } from "./segments";

/** As much as a thread reads in some milliseconds. */
const BLOCK_BYTES = 524_288;

/** Memory that threads see as it is. What one delivery has read is written over: none of it is copied or collected. */
class Blocks {
  readonly #free: Buffer[] = [];

  take(): Buffer {
    return this.#free.pop() ?? Buffer.from(new SharedArrayBuffer(BLOCK_BYTES));
  }

  giveBack(block: Buffer): void {
    if (block.length === BLOCK_BYTES) this.#free.push(block);
  }
}

/** A block that is filled with bytes, and where its last whole line ends. */
class Filling {
  length = 0;
  end = 0;
  block: Buffer;

  constructor(block: Buffer) {
    this.block = block;
  }

  get room(): number {
    return this.block.length - this.length;
  }

  /** Takes bytes, of which there are not more than there is room for. */
  put(bytes: Buffer): void {
    bytes.copy(this.block, this.length);
    this.length += bytes.length;
  }

  /** Most deliveries are much smaller than a block, and a line may be longer than one. */
  grow(least: number): void {
    const size = Math.max(2 * this.block.length, Math.min(least, BLOCK_BYTES));
    const larger = Buffer.from(new SharedArrayBuffer(size));
    this.block.copy(larger, 0, 0, this.length);
    this.block = larger;
  }
}

/** Whole lines in blocks for the threads, each given out when it is full. Throws 413 for a line over 1 MiB. */
export async function* splitBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Segment> {
  const counter = new LineCounter();
  const blocks = new Blocks();
  let first_line = 1;
  let filling = new Filling(Buffer.alloc(0));
  const complete = (end: number): Segment => {
    const { block } = filling;
    const held = block.subarray(0, end);
    const lines = counter.lines - first_line + 1;
    const release = () => blocks.giveBack(block);
    return { path: "", held, first_line, lines, bytes: end, blank: isBlank(held), release };
  };
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; ) {
      if (filling.room === 0 && (filling.end === 0 || filling.block.length < BLOCK_BYTES))
        filling.grow(chunk.length - at);
      else if (filling.room === 0) {
        const { block, end, length } = filling;
        const full = complete(end);
        // What is given out may come back, to be written over, before this goes on.
        filling = new Filling(blocks.take());
        const rest = block.subarray(end, length);
        if (rest.length > filling.room) filling.grow(rest.length);
        filling.put(rest);
        first_line = counter.lines + 1;
        yield full;
      }
      const piece = chunk.subarray(at, at + filling.room);
      const cut = counter.count(piece);
      if (cut > 0) filling.end = filling.length + cut;
      filling.put(piece);
      at += piece.length;
    }
  counter.end();
  yield complete(filling.length);
}
