import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { isSpace, LF } from "./bytes";
import { RECORD_LIMIT, recordTooLarge } from "./limits";

/** The first is small, so that loading begins early; then they double, since each costs the engine its planning. */
const FIRST_SEGMENT_BYTES = 32 * 1_048_576;
const SEGMENT_BYTES = 128 * 1_048_576;
const SEGMENT_LINES = 1_000_000;
const WRITE_BYTES = 1_048_576;

/** A file of whole lines; `first_line` is the 1-based number of its first in the delivery. */
export type Segment = { path: string; first_line: number; lines: number; bytes: number; blank: boolean };

/** Whether bytes are white space alone. */
function isBlank(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    if (!isSpace(bytes[at] ?? 0)) return false;
  }
  return true;
}

/** A segment being written. */
export class SegmentFile {
  bytes = 0;
  /** Whether nothing but white space was written. */
  blank = true;
  #waiting: Buffer[] = [];
  #waiting_bytes = 0;
  readonly #handle: FileHandle;
  readonly #path: string;
  readonly first_line: number;

  private constructor(handle: FileHandle, path: string, first_line: number) {
    this.#handle = handle;
    this.#path = path;
    this.first_line = first_line;
  }

  static async create(folder: string, name: string, first_line: number): Promise<SegmentFile> {
    const path = join(folder, name);
    return new SegmentFile(await open(path, "wx", 0o600), path, first_line);
  }

  async write(bytes: Buffer): Promise<void> {
    this.bytes += bytes.length;
    this.blank &&= isBlank(bytes);
    this.#waiting.push(bytes);
    this.#waiting_bytes += bytes.length;
    if (this.#waiting_bytes >= WRITE_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const buffers = this.#waiting;
    this.#waiting = [];
    this.#waiting_bytes = 0;
    const [only] = buffers;
    if (only) await this.#handle.writeFile(buffers.length === 1 ? only : Buffer.concat(buffers));
  }

  async finish(lines: number): Promise<Segment> {
    await this.#flush();
    await this.#handle.close();
    return { path: this.#path, first_line: this.first_line, lines, bytes: this.bytes, blank: this.blank };
  }

  /** Closes the file whatever became of it; closing twice is nothing. */
  async close(): Promise<void> {
    await this.#handle.close();
  }
}

/** The next line feed; -1 for none. Where lines are blank, looking is quicker than asking. */
const next = (chunk: Buffer, from: number): number => (chunk[from] === LF ? from : chunk.indexOf(LF, from));

/** Ends of lines in a delivery, and how long the line is that has not ended. */
class LineCounter {
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
  let most = FIRST_SEGMENT_BYTES;
  const begin = () => SegmentFile.create(folder, `lines-${index++}`, counter.lines + 1);
  let file = await begin();
  const complete = () => file.finish(counter.lines - file.first_line + 1);
  try {
    for await (const chunk of chunks) {
      const cut = counter.count(chunk);
      const full = file.bytes + chunk.length > most || counter.lines - file.first_line >= SEGMENT_LINES;
      await file.write(full ? chunk.subarray(0, cut) : chunk);
      if (!full) continue;
      if (cut > 0) {
        yield await complete();
        most = Math.min(2 * most, SEGMENT_BYTES);
        file = await begin();
      }
      await file.write(chunk.subarray(cut));
    }
    counter.end();
    yield await complete();
  } finally {
    await file.close();
  }
}
