import { Decompress } from "fzstd";
import { createXXHash64 } from "hash-wasm";
import { badRequest } from "@/lib/kernel/errors";

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
/** RFC 9659: a sender of zstd-coded content uses windows of at most 8 MiB. */
const MAX_WINDOW = 8 * 1_048_576;

const corrupt = (why: string) => badRequest(`The body is not valid zstd: ${why}. Nothing was stored.`);

/** Bytes of the source on demand, and whether any are left. */
class ByteQueue {
  #held: Buffer = Buffer.alloc(0);
  readonly #source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #fill(length: number): Promise<boolean> {
    while (this.#held.length < length) {
      const next = await this.#source.next();
      if (next.done) return false;
      this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
    }
    return true;
  }

  async take(length: number): Promise<Buffer> {
    if (!(await this.#fill(length))) throw corrupt("it ends too early");
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }

  async atEnd(): Promise<boolean> {
    return !(await this.#fill(1));
  }

  async release(): Promise<void> {
    await this.#source.return?.();
  }
}

type Header = { bytes: Buffer; size: bigint | null; checksum: boolean };

/** A frame's header (RFC 8878, 3.1.1.1), after the magic number. */
async function readHeader(queue: ByteQueue, magic: Buffer): Promise<Header> {
  const descriptor = await queue.take(1);
  const flags = descriptor.readUInt8();
  if (flags & 0x08) throw corrupt("a reserved bit is set");
  const single = (flags & 0x20) !== 0;
  const window_bytes = single ? 0 : 1;
  const dictionary_bytes = [0, 1, 2, 4][flags & 3] ?? 0;
  const size_bytes = [single ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  const rest = await queue.take(window_bytes + dictionary_bytes + size_bytes);
  if (rest.subarray(window_bytes, window_bytes + dictionary_bytes).some((byte) => byte !== 0))
    throw corrupt("it needs a dictionary");
  const size = contentSize(rest.subarray(window_bytes + dictionary_bytes));
  const exponent = single ? 0 : rest.readUInt8(0) >> 3;
  const window = single ? Number(size ?? 0n) : 2 ** (10 + exponent) * (1 + (rest.readUInt8(0) & 7) / 8);
  if (window > MAX_WINDOW)
    throw badRequest(
      "The zstd body uses a window over 8 MiB (RFC 9659); send it at level 19 or lower, without --long.",
    );
  // The decoder would only skip the checksum; without the flag it ends with the last block, and it is checked here.
  const bytes = Buffer.concat([magic, Buffer.from([flags & ~0x04]), rest]);
  return { bytes, size, checksum: (flags & 0x04) !== 0 };
}

function contentSize(field: Buffer): bigint | null {
  if (field.length === 0) return null;
  if (field.length === 8) return field.readBigUInt64LE();
  return BigInt(field.readUIntLE(0, field.length)) + (field.length === 2 ? 256n : 0n);
}

/**
 * Decompresses zstd (RFC 8878), block by block, so that a small body cannot unfold at once. Throws 400 for what is
 * truncated, corrupt or fails its checksum.
 */
export async function* unzstd(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const queue = new ByteQueue(source);
  try {
    while (!(await queue.atEnd())) {
      const magic = await queue.take(4);
      const number = magic.readUInt32LE();
      if (number === FRAME) yield* frame(queue, magic);
      else if ((number & 0xfffffff0) >>> 0 === SKIPPABLE) await skip(queue);
      else throw corrupt("a frame does not begin as one");
    }
  } finally {
    await queue.release();
  }
}

async function skip(queue: ByteQueue): Promise<void> {
  let left = (await queue.take(4)).readUInt32LE();
  while (left > 0) left -= (await queue.take(Math.min(left, 65_536))).length;
}

async function* frame(queue: ByteQueue, magic: Buffer): AsyncGenerator<Buffer> {
  const header = await readHeader(queue, magic);
  const digest = await createXXHash64();
  let unpacked: Buffer[] = [];
  let size = 0n;
  const decoder = new Decompress((data) => unpacked.push(Buffer.from(data)));
  const push = (bytes: Buffer, last: boolean) => {
    try {
      decoder.push(bytes, last);
    } catch {
      throw corrupt("a block cannot be read");
    }
  };
  push(header.bytes, false);
  for (let last = false; !last; ) {
    const head = await queue.take(3);
    const word = head.readUIntLE(0, 3);
    last = (word & 1) === 1;
    const kind = (word >> 1) & 3;
    if (kind === 3 || word >> 3 > 131_072) throw corrupt("a block cannot be read");
    push(Buffer.concat([head, await queue.take(kind === 1 ? 1 : word >> 3)]), last);
    for (const bytes of unpacked) {
      size += BigInt(bytes.length);
      digest.update(bytes);
      yield bytes;
    }
    unpacked = [];
  }
  if (header.size !== null && header.size !== size) throw corrupt("its length is not the one declared");
  if (!header.checksum) return;
  const sum = await queue.take(4);
  if (Buffer.from(digest.digest("hex"), "hex").readUInt32BE(4) !== sum.readUInt32LE())
    throw corrupt("its checksum does not hold");
}
