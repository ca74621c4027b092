import { isUtf8 } from "node:buffer";
import { readFile, unlink } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { badRequest } from "@/lib/kernel/errors";
import type { JsonResult } from "../formats/json";
import { parseJson } from "../formats/json";
import { type NativeRecord, readNative } from "../formats/native";
import { readRow } from "./read-path";
import { type Segment, SegmentFile } from "./segments";
import { numbersOf, type Stage } from "./stage";
import type { Tally } from "./tally";

const LF = 0x0a;
const BLANK = /^[ \t\r\n]*$/;
const READ_BYTES = 16 * 1_048_576;
/** How long strict parsing may keep the event loop before others have a turn. */
const TURN_MS = 8;
const SEGMENTS_WAITING = 2;
/** Below this, reading lines here is quicker than the engine's planning of how to. */
const FEW_LINES = 500;
/** Bytes of a record with nothing but what is required: where lines are shorter, hardly one is a record. */
const SHORTEST_LINE = 60;

type Options = { stage: Stage; tally: Tally; folder: string; now_ms: number; array: boolean };

/** Takes a delivery's lines into its stage: segments through the engine, what the engine sets aside through the strict parser. */
export class Intake {
  #rows = 0;
  #read: SegmentFile | null = null;
  #read_lines = 0;
  #read_files = 0;
  #turn_ms = performance.now();
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

  /** Waits until everything is staged. Throws when the engine has not stored exactly what was accepted. */
  async finish(): Promise<void> {
    await this.#tail;
    await this.#flush();
    const stored = await this.#options.stage.rows();
    if (stored !== this.#rows) throw new Error(`${this.#rows} records were accepted, ${stored} are staged.`);
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
      const others = few ? numbersOf(segment) : await this.#options.stage.loadPlain(segment, this.#rows);
      const plain = segment.lines - others.length;
      this.#rows += plain;
      this.#options.tally.accept(plain);
      if (others.length > 0) await this.#readLines(segment, others);
    }
    await unlink(segment.path);
  }

  async #readLines(segment: Segment, numbers: readonly number[]): Promise<void> {
    const bytes = await readFile(segment.path);
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
    await this.take(number, parseJson(text));
  }

  /** Takes one parsed record, or counts why not. */
  async take(line: number, parsed: JsonResult, unknown_fields = 0): Promise<void> {
    const { tally, now_ms, array } = this.#options;
    await this.breathe();
    if (parsed.fault) {
      if (array && parsed.fault.syntax)
        throw badRequest(
          `The JSON array cannot be read: element ${line}: ${parsed.fault.message} Nothing was stored.`,
        );
      return tally.reject(line, parsed.fault);
    }
    const read = readNative(parsed.value, now_ms);
    if (read.fault) return tally.reject(line, read.fault);
    tally.accept(1, read.unknown_fields + unknown_fields);
    await this.#write(line, read.record);
  }

  async #write(line: number, record: NativeRecord): Promise<void> {
    this.#read ??= await SegmentFile.create(this.#options.folder, `read-${this.#read_files++}`, line);
    await this.#read.write(Buffer.from(`${readRow(line, record)}\n`));
    this.#read_lines += 1;
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
  async breathe(): Promise<void> {
    if (performance.now() - this.#turn_ms < TURN_MS) return;
    await setImmediate();
    this.#turn_ms = performance.now();
  }
}
