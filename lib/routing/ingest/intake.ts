import { isUtf8 } from "node:buffer";
import { Problem } from "@/lib/kernel/errors";
import { type JsonDocument, parseDocument } from "../formats/json";
import type { NativeRecord } from "../formats/native";
import { LF } from "./bytes";
import { IN_FLIGHT, readInThread, readWholeInThread } from "./parallel/pool";
import type { ChunkRead } from "./parallel/read-chunk";
import { parseFor } from "./parallel/read-document";
import type { Opening } from "./pieces";
import { mayWait } from "./publish";
import { readRow } from "./read-row";
import type { Reader, Reading, ReadResult } from "./reader";
import { fileOf, readSegment, removeSegment, type Segment, SegmentFile } from "./segments";
import { brokenElement } from "./split-array";
import { numbersOf, type Stage } from "./stage";
import type { Tally } from "./tally";
import { turns } from "./turns";

const BLANK = /^[ \t\r\n]*$/;
const READ_BYTES = 8 * 1_048_576;
const SEGMENTS_WAITING = 2;
/** Below this, reading lines here is quicker than the engine's planning of how to. */
const FEW_LINES = 1000;
/** Bytes of a record with nothing but what is required: where lines are shorter, hardly one is a record. */
const SHORTEST_LINE = 60;

/** Bytes that are read here: of most deliveries there are no more, and starting a thread takes as long. */
const FEW_BYTES = 262_144;

const isWorthATurn = ({ first_line, bytes }: Segment): boolean => first_line > 1 || bytes > FEW_BYTES;

type Options = {
  stage: Stage;
  batch_no: number;
  tally: Tally;
  folder: string;
  reader: Reader;
};

/** How many rows a delivery holds; those of a small one are not staged yet. */
export type Taken = { rows: number; held: Buffer | null };

/** Takes a delivery's lines into its stage: segments through the engine, what the engine sets aside through the strict parser. */
export class Intake {
  #rows = 0;
  #read: SegmentFile | null = null;
  #read_lines = 0;
  #read_files = 0;
  #last_line = 0;
  #array = false;
  #waiting: Promise<void>[] = [];
  #tail: Promise<void> = Promise.resolve();
  /** The rows that the engine takes while more are read. */
  #loading: Promise<void> = Promise.resolve();
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** How a body is to be taken apart for this. */
  get opening(): Pick<Opening, "documents" | "blocks"> {
    const { native, apart, lone } = this.#options.reader;
    return { documents: !native, blocks: apart !== null && lone };
  }

  /** Queues a segment, of an array's elements or of lines; waits while the engine or the threads are behind. */
  async add(segment: Segment, array: boolean): Promise<void> {
    const { apart, lone } = this.#options.reader;
    this.#array = array;
    const read = apart && lone && isWorthATurn(segment) ? this.#readApart(segment, apart) : null;
    this.#tail = this.#tail.then(() => this.#load(segment, read));
    this.#waiting.push(this.#tail);
    // Whoever awaits them hears of a failure; until then it is not an unhandled one.
    this.#tail.catch(() => undefined);
    read?.catch(() => undefined);
    if (this.#waiting.length > (read ? IN_FLIGHT : SEGMENTS_WAITING)) await this.#waiting.shift();
  }

  /** Takes a body that is one document, or one message in its format's own encoding. */
  async addDocument(bytes: Buffer, message: boolean): Promise<void> {
    const { batch_no, reader } = this.#options;
    const { apart: reading } = reader;
    const whole = { batch_no, document: bytes, message };
    // As with lines: what a thread died over is read here.
    const read =
      reading && bytes.length > FEW_BYTES
        ? await readWholeInThread({ ...whole, reading }).catch(() => null)
        : null;
    if (read?.problem) throw new Problem(read.problem);
    if (read) await this.#takeRead(read, 1);
    else await this.take(1, parseFor(reader, bytes, message));
  }

  /** Waits until what was added is read and counted. */
  async drained(): Promise<void> {
    await this.#tail;
  }

  /** Waits until everything is read, and staged unless it is small enough to be staged together with others. */
  async finish(): Promise<Taken> {
    await this.#tail;
    await this.#loading;
    if (!this.#options.stage.used) {
      const read = await this.#finishRead();
      if (!read) return { rows: 0, held: Buffer.alloc(0) };
      if (read.held && mayWait(read.held.length)) return { rows: read.lines, held: read.held };
      await this.#stageRead(read);
      return { rows: read.lines, held: null };
    }
    await this.#flush();
    await this.#loading;
    return { rows: this.#rows, held: null };
  }

  /** Waits for what is queued, whatever becomes of it: before the stage goes. */
  async settle(): Promise<void> {
    await this.#tail.catch(() => undefined);
    await this.#loading.catch(() => undefined);
    await this.#read?.close();
  }

  async #load(segment: Segment, apart: Promise<ChunkRead | null> | null): Promise<void> {
    if (segment.lines > 0 && !segment.blank) {
      const few = segment.lines <= FEW_LINES || segment.bytes < segment.lines * SHORTEST_LINE;
      if (apart) await this.#takeApart(segment, await apart);
      else if (few || !this.#options.reader.native) await this.#readLines(segment, numbersOf(segment));
      else await this.#loadPlain(segment);
    }
    await removeSegment(segment);
  }

  async #loadPlain(segment: Segment): Promise<void> {
    await this.#flush();
    await this.#loading;
    const others = await this.#options.stage.loadPlain(segment, this.#rows);
    const plain = segment.lines - others.length;
    this.#rows += plain;
    this.#options.tally.accept(plain);
    if (others.length > 0) await this.#readLines(segment, others);
  }

  /** Begins to read a segment in a thread; null: not readable apart. */
  async #readApart(segment: Segment, reading: Reading): Promise<ChunkRead | null> {
    const { batch_no } = this.#options;
    const bytes = await readSegment(segment);
    // What a thread that died was reading is read here: no reason to fail a delivery.
    return readInThread({ reading, batch_no, first_line: segment.first_line, bytes }).catch(() => null);
  }

  /** Takes what a thread read in its turn: what it could not, is read here. */
  async #takeApart(segment: Segment, read: ChunkRead | null): Promise<void> {
    // A line that held several records has taken the numbers of these: read here, they get others.
    if (read && this.#last_line < segment.first_line) await this.#takeRead(read, segment.first_line);
    else await this.#readLines(segment, numbersOf(segment));
  }

  async #takeRead({ rows, rejected, last_line, ...counts }: ChunkRead, first_line: number): Promise<void> {
    const { tally } = this.#options;
    const broken = this.#array && rejected.find(({ syntax }) => syntax);
    if (broken) throw brokenElement(broken.line, broken.fault.message);
    for (const { line, fault } of rejected) tally.reject(line, fault);
    tally.accept(counts.accepted, counts.unknown_fields);
    tally.pass(counts.others);
    this.#last_line = Math.max(this.#last_line, last_line);
    const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.length);
    if (counts.accepted > 0) await this.#writeRows(first_line, bytes, counts.accepted);
  }

  async #readLines(segment: Segment, numbers: readonly number[]): Promise<void> {
    const bytes = await readSegment(segment);
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
    const { tally, reader } = this.#options;
    await this.breathe();
    if (parsed.broken) {
      if (this.#array && parsed.broken.syntax) throw brokenElement(line, parsed.broken.message);
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
    return this.#writeRows(
      line,
      Buffer.from(`${readRow(this.#options.batch_no, line, record, decided_because)}\n`),
      1,
    );
  }

  async #writeRows(line: number, rows: Buffer, count: number): Promise<void> {
    this.#read ??= new SegmentFile(this.#options.folder, `read-${this.#read_files++}`, line);
    await this.#read.write(rows);
    this.#read_lines += count;
    if (this.#read.bytes >= READ_BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const read = await this.#finishRead();
    if (!read) return;
    await this.#loading;
    this.#rows += read.lines;
    this.#loading = this.#stageRead(read);
    // As above: whoever awaits it hears of it.
    this.#loading.catch(() => undefined);
  }

  async #finishRead(): Promise<Segment | null> {
    const read = await this.#read?.finish(this.#read_lines);
    this.#read = null;
    this.#read_lines = 0;
    return read ?? null;
  }

  async #stageRead(read: Segment): Promise<void> {
    await this.#options.stage.loadRead(await fileOf(read));
    await removeSegment(read);
  }

  /** Gives others a turn when this has run for a while. */
  readonly breathe = turns();
}
