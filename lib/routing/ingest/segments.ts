import { type FileHandle, open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isSpace, LF } from "./bytes";
import { RECORD_LIMIT, recordTooLarge } from "./limits";

/** Bytes of the first segment, which is small so that loading begins early, and of the largest to which they double. */
const [FIRST_BYTES, MOST_BYTES] = [32 * 1_048_576, 128 * 1_048_576];
const SEGMENT_LINES = 1_000_000;
const WRITE_BYTES = 1_048_576;

/**
 * Whole lines, in a file or, being few, in memory (`held`); `first_line` is the 1-based number of the first in the
 * delivery.
 */
export type Segment = {
  path: string;
  held: Buffer | null;
  first_line: number;
  lines: number;
  bytes: number;
  blank: boolean;
  /** Gives back the memory that `held` lies in. */
  release?: () => void;
};

/** The lines' bytes, wherever they are. */
export const readSegment = async ({ path, held }: Segment): Promise<Buffer> => held ?? readFile(path);

/** The path of a file of the lines, written now where they are in memory. */
export async function fileOf({ path, held }: Segment): Promise<string> {
  if (held) await writeFile(path, held, { flag: "wx", mode: 0o600 });
  return path;
}

export async function removeSegment({ path, held, release }: Segment): Promise<void> {
  release?.();
  if (!held) await rm(path, { force: true });
}

/** Whether bytes are white space alone. */
export function isBlank(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    if (!isSpace(bytes[at] ?? 0)) return false;
  }
  return true;
}

/** A segment being written: to a file as soon as it is worth one. */
export class SegmentFile {
  bytes = 0;
  /** Whether nothing but white space was written. */
  blank = true;
  #waiting: Buffer[] = [];
  #waiting_bytes = 0;
  #handle: FileHandle | null = null;
  readonly #path: string;
  readonly first_line: number;

  constructor(folder: string, name: string, first_line: number) {
    this.#path = join(folder, name);
    this.first_line = first_line;
  }

  async write(bytes: Buffer): Promise<void> {
    this.bytes += bytes.length;
    this.blank &&= isBlank(bytes);
    this.#waiting.push(bytes);
    this.#waiting_bytes += bytes.length;
    if (this.#waiting_bytes >= WRITE_BYTES) await this.#flush();
  }

  #take(): Buffer {
    const buffers = this.#waiting;
    this.#waiting = [];
    this.#waiting_bytes = 0;
    const [only] = buffers;
    return only && buffers.length === 1 ? only : Buffer.concat(buffers);
  }

  async #flush(): Promise<void> {
    if (this.#waiting_bytes === 0) return;
    this.#handle ??= await open(this.#path, "wx", 0o600);
    await this.#handle.writeFile(this.#take());
  }

  async finish(lines: number): Promise<Segment> {
    const { bytes, blank, first_line } = this;
    if (this.#handle) await this.#flush();
    const held = this.#handle ? null : this.#take();
    await this.close();
    return { path: this.#path, held, first_line, lines, bytes, blank };
  }

  /** Closes the file whatever became of it; closing twice is nothing. */
  async close(): Promise<void> {
    await this.#handle?.close();
  }
}

/** The next line feed; -1 for none. Where lines are blank, looking is quicker than asking. */
const next = (chunk: Buffer, from: number): number => (chunk[from] === LF ? from : chunk.indexOf(LF, from));

/** Ends of lines in a delivery, and how long the line is that has not ended. */
export class LineCounter {
  lines = 0;
  #open_bytes = 0;

  /** Counts the lines that end in a chunk; the offset after the last one, 0 for none. */
  count(chunk: Buffer): number {
    let from = 0;
    for (let at = next(chunk, 0); at >= 0; at = next(chunk, from)) {
      this.#check(at - from);
      this.lines += 1;
      this.#open_bytes = 0;
      from = at + 1;
    }
    this.#check(chunk.length - from);
    this.#open_bytes += chunk.length - from;
    return from;
  }

  #check(more: number): void {
    if (this.#open_bytes + more > RECORD_LIMIT) throw recordTooLarge(this.lines + 1);
  }

  end(): void {
    if (this.#open_bytes > 0) this.lines += 1;
  }
}

/** Writes lines into segments in a folder, each given out when it is complete. Throws 413 for a line over 1 MiB. */
export async function* splitLines(chunks: AsyncIterable<Buffer>, folder: string): AsyncGenerator<Segment> {
  const counter = new LineCounter();
  let index = 0;
  let most = FIRST_BYTES;
  const begin = () => new SegmentFile(folder, `lines-${index++}`, counter.lines + 1);
  let file = begin();
  const complete = () => file.finish(counter.lines - file.first_line + 1);
  try {
    for await (const chunk of chunks) {
      const cut = counter.count(chunk);
      const full = file.bytes + chunk.length > most || counter.lines - file.first_line >= SEGMENT_LINES;
      await file.write(full ? chunk.subarray(0, cut) : chunk);
      if (!full) continue;
      if (cut > 0) {
        yield await complete();
        most = Math.min(2 * most, MOST_BYTES);
        file = begin();
      }
      await file.write(chunk.subarray(cut));
    }
    counter.end();
    yield await complete();
  } finally {
    await file.close();
  }
}
