import { isUtf8 } from "node:buffer";
import { readFile, unlink } from "node:fs/promises";
import { type JsonDocument, parseDocument } from "../formats/json";
import type { NativeRecord } from "../formats/native";
import { LF } from "./bytes";
import type { ChunkRead } from "./parallel/read-chunk";
import { type Lines, readChunks } from "./parallel/read-chunks";
import { readRow } from "./read-row";
import type { Reader, Reading, ReadResult } from "./reader";
import { type Segment, SegmentFile } from "./segments";
import { brokenElement } from "./split-array";
import { numbersOf, type Stage } from "./stage";
import type { Tally } from "./tally";
import { turns } from "./turns";

const BLANK = /^[ \t\r\n]*$/;
const READ_BYTES = 16 * 1_048_576;
const SEGMENTS_WAITING = 2;
/** From here on, reading in threads saves more than it costs. */
const APART_BYTES = 1_048_576;
/** Below this, reading lines here is quicker than the engine's planning of how to. */
const FEW_LINES = 500;
/** Bytes of a record with nothing but what is required: where lines are shorter, hardly one is a record. */
const SHORTEST_LINE = 60;

type Options = { stage: Stage; tally: Tally; folder: string; reader: Reader; array: boolean };

/** Takes a delivery's lines into its stage: segments through the engine, what the engine sets aside through the strict parser. */
export class Intake {
  #rows = 0;
  #read: SegmentFile | null = null;
  #read_lines = 0;
  #read_files = 0;
  #last_line = 0;
  #waiting: Promise<void>[] = [];
  #tail: Promise<void> = Promise.resolve();
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Queues a segment; waits while the engine is behind. */
  async add(segment: Segment): Promise<void> {
    this.#tail = this.#tail.then(() => this.#load(segment));
    this.#waiting.push(this.#tail);
    // Whoever awaits it hears of a failure; until then it is not an unhandled one.
    this.#tail.catch(() => undefined);
    if (this.#waiting.length > SEGMENTS_WAITING) await this.#waiting.shift();
  }

  get native(): boolean {
    return this.#options.reader.native;
  }

  /** Whether a document is one record itself, not what holds records. */
  isRecord({ value, broken }: JsonDocument): boolean {
    return !broken && this.#options.reader.isRecord(value);
  }

  /** Waits until what was added is read and counted. */
  async drained(): Promise<void> {
    await this.#tail;
  }

  /** Waits until everything is staged; how many rows were. */
  async finish(): Promise<number> {
    await this.#tail;
    await this.#flush();
    return this.#rows;
  }

  /** Waits for what is queued, whatever becomes of it: before the stage goes. */
  async settle(): Promise<void> {
    await this.#tail.catch(() => undefined);
    await this.#read?.close();
  }

  async #load(segment: Segment): Promise<void> {
    if (segment.lines > 0 && !segment.blank) {
      await this.#flush();
      const few = segment.lines <= FEW_LINES || segment.bytes < segment.lines * SHORTEST_LINE;
      const read_here = few || !this.#options.reader.native;
      const others = read_here
        ? numbersOf(segment)
        : await this.#options.stage.loadPlain(segment, this.#rows);
      const plain = segment.lines - others.length;
      this.#rows += plain;
      this.#options.tally.accept(plain);
      if (others.length > 0) await this.#readSegment(segment, others);
    }
    await unlink(segment.path);
  }

  async #readSegment(segment: Segment, numbers: readonly number[]): Promise<void> {
    const bytes = await readFile(segment.path);
    const { apart } = this.#options.reader;
    if (apart && bytes.length > APART_BYTES) await this.#readApart(segment, bytes, apart);
    else await this.#readLines(segment, bytes, numbers);
  }

  /** Reads a segment by threads, in its order: what they cannot, in ours. */
  async #readApart({ first_line }: Segment, bytes: Buffer, reading: Reading): Promise<void> {
    for await (const { lines, read } of readChunks(bytes, first_line, reading)) {
      // A line that held several records has taken the numbers of these: read here, they get others.
      if (read && this.#last_line < lines.first_line) await this.#takeChunk(read, lines);
      else await this.#readLines(lines, bytes.subarray(lines.from, lines.to), numbersOf(lines));
    }
  }

  async #takeChunk({ rows, rejected, ...counts }: ChunkRead, { first_line, lines }: Lines): Promise<void> {
    const { tally, array } = this.#options;
    const broken = array && rejected.find(({ syntax }) => syntax);
    if (broken) throw brokenElement(broken.line, broken.fault.message);
    for (const { line, fault } of rejected) tally.reject(line, fault);
    tally.accept(counts.accepted, counts.unknown_fields);
    tally.pass(counts.others);
    this.#last_line = Math.max(this.#last_line, first_line + lines - 1);
    if (counts.accepted > 0) await this.#writeRows(first_line, Buffer.from(rows.buffer), counts.accepted);
  }

  async #readLines(
    segment: Pick<Segment, "first_line">,
    bytes: Buffer,
    numbers: readonly number[],
  ): Promise<void> {
    let number = segment.first_line;
    let from = 0;
    for (const wanted of numbers) {
      for (; number < wanted; number += 1) from = bytes.indexOf(LF, from) + 1;
      const found = bytes.indexOf(LF, from);
      const end = found < 0 ? bytes.length : found;
      const start = from;
      from = end + 1;
      number += 1;
      if (end > start) await this.#readLine(wanted, bytes.subarray(start, end));
      else if ((number & 0xffff) === 0) await this.breathe();
    }
  }

  async #readLine(number: number, bytes: Buffer): Promise<void> {
    if (!isUtf8(bytes))
      return this.#options.tally.reject(number, { pointer: "", message: "The record is not UTF-8." });
    const text = bytes.toString("utf8");
    if (BLANK.test(text)) return;
    await this.take(number, parseDocument(text));
  }

  /** Takes the records of one parsed JSON text, or counts why not. */
  async take(line: number, parsed: JsonDocument, unknown_fields = 0): Promise<void> {
    const { tally, reader, array } = this.#options;
    await this.breathe();
    if (parsed.broken) {
      if (array && parsed.broken.syntax) throw brokenElement(line, parsed.broken.message);
      return tally.reject(line, parsed.broken);
    }
    for (const result of reader.read(parsed)) {
      await this.breathe();
      await this.#takeResult(line, result, unknown_fields);
    }
  }

  async #takeResult(line: number, result: ReadResult, unknown_fields: number): Promise<void> {
    if (result.kind === "other") return this.#options.tally.pass();
    // Records of one document follow each other as if each had its line: no two rows of a delivery share one.
    this.#last_line = Math.max(line, this.#last_line + 1);
    const { tally } = this.#options;
    if (result.kind === "fault") return tally.reject(this.#last_line, result.fault);
    tally.accept(1, result.unknown_fields + unknown_fields);
    await this.#write(this.#last_line, result.record, result.decided_because);
  }

  #write(line: number, record: NativeRecord, decided_because: string): Promise<void> {
    return this.#writeRows(line, Buffer.from(`${readRow(line, record, decided_because)}\n`), 1);
  }

  async #writeRows(line: number, rows: Buffer, count: number): Promise<void> {
    this.#read ??= await SegmentFile.create(this.#options.folder, `read-${this.#read_files++}`, line);
    await this.#read.write(rows);
    this.#read_lines += count;
    if (this.#read.bytes >= READ_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (!this.#read) return;
    const { path, lines } = await this.#read.finish(this.#read_lines);
    this.#read = null;
    this.#read_lines = 0;
    await this.#options.stage.loadRead(path);
    this.#rows += lines;
    await unlink(path);
  }

  /** Gives others a turn when this has run for a while. */
  readonly breathe = turns();
}
