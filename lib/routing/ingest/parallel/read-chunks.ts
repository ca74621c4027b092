import { LF } from "../bytes";
import type { Reading } from "../reader";
import { IN_FLIGHT, readInThread } from "./pool";
import type { ChunkRead } from "./read-chunk";

const CHUNK_BYTES = 524_288;

/** Whole lines within a segment: where their bytes are, and the number of the first. */
export type Lines = { first_line: number; lines: number; from: number; to: number };

function* chunksOf(bytes: Buffer, first_line: number): Generator<Lines> {
  let [from, line] = [0, first_line];
  while (from < bytes.length) {
    const near = bytes.indexOf(LF, Math.min(from + CHUNK_BYTES, bytes.length));
    const to = near < 0 ? bytes.length : near + 1;
    const lines = countLines(bytes.subarray(from, to));
    yield { first_line: line, lines, from, to };
    [from, line] = [to, line + lines];
  }
}

/** Lines of bytes that end with one or with the delivery. */
function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines += 1;
  return bytes.at(-1) === LF ? lines : lines + 1;
}

/** Chunks of a segment in their order, read by threads while the ones before are taken; null: not readable apart. */
export async function* readChunks(
  bytes: Buffer,
  first_line: number,
  reading: Reading,
): AsyncGenerator<{ lines: Lines; read: ChunkRead | null }> {
  const under_way: { lines: Lines; read: Promise<ChunkRead | null> }[] = [];
  for (const lines of chunksOf(bytes, first_line)) {
    const chunk = Uint8Array.from(bytes.subarray(lines.from, lines.to));
    // What a thread that died was reading is read here: no reason to fail a delivery.
    const read = readInThread({ reading, first_line: lines.first_line, bytes: chunk }).catch(() => null);
    under_way.push({ lines, read });
    if (under_way.length >= IN_FLIGHT) yield await next(under_way);
  }
  while (under_way.length > 0) yield await next(under_way);
}

async function next(under_way: { lines: Lines; read: Promise<ChunkRead | null> }[]) {
  const first = under_way.shift();
  if (!first) throw new Error("No chunk is under way.");
  return { lines: first.lines, read: await first.read };
}
