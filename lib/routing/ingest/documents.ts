import { isUtf8 } from "node:buffer";
import { tooLarge } from "@/lib/kernel/errors";
import { parseDocument } from "../formats/json";
import { isSpace, LF, rejoin } from "./bytes";
import type { Intake } from "./intake";
import { RECORD_LIMIT, recordTooLarge } from "./limits";

const MIB = 1_048_576;
/** A document is read in one go, and its records exist at once. */
const DOCUMENT_LIMIT = 32 * MIB;
/** Values outside text that are read at once: a few bytes each, they would take hundreds each in memory. */
const MOST_VALUES = 3_000_000;
const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];
/** Whoever ends a line with one of these goes on on the next. */
const GOES_ON = new Set([..."{[,:"].map((character) => character.charCodeAt(0)));

const documentTooLarge = () =>
  tooLarge(
    `A single JSON document may have ${DOCUMENT_LIMIT / MIB} MiB at most: send a record a line instead. Nothing was stored.`,
  );

const tooManyValues = () =>
  tooLarge(
    `A single JSON document may hold ${MOST_VALUES} values at most: send a record a line instead. Nothing was stored.`,
  );

/** Brackets, braces and commas that stand outside text. */
function countMarks(bytes: Buffer): number {
  let marks = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at);
    else if (byte === COMMA || byte === BRACKET || byte === BRACE) marks += 1;
  }
  return marks;
}

/** Where the text that begins at a quote ends. */
function endOfText(bytes: Buffer, from: number): number {
  for (let at = from + 1; at < bytes.length; at += 1) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at;
  }
  return bytes.length;
}

/** Bytes of a body, held until it is known what it is. */
class Held {
  readonly #chunks: Buffer[] = [];
  #size = 0;
  readonly #source: AsyncGenerator<Buffer>;

  constructor(source: AsyncGenerator<Buffer>) {
    this.#source = source;
  }

  /** Holds one chunk more; null at the body's end. */
  async more(): Promise<Buffer | null> {
    const next = await this.#source.next();
    if (next.done) return null;
    this.#size += next.value.length;
    if (this.#size > DOCUMENT_LIMIT) throw documentTooLarge();
    this.#chunks.push(next.value);
    return next.value;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  all(): AsyncGenerator<Buffer> {
    return rejoin(this.#chunks, this.#source);
  }
}

/** Reads on until the first line has ended and something follows it; whether the body is one document after all. */
async function isDocument(held: Held): Promise<boolean> {
  let last: number | null = null;
  let ended = false;
  for (let chunk = await held.more(); chunk; chunk = await held.more())
    for (const byte of chunk) {
      if (!isSpace(byte)) {
        if (ended) return false;
        last = byte;
      } else if (byte === LF && last !== null) {
        if (GOES_ON.has(last)) return true;
        ended = true;
      }
    }
  // Nothing but blanks is no document: an empty body.
  return last !== null;
}

/**
 * Takes a JSON body that is no array: one document (over as many lines as it likes, or all on one), or a record a
 * line, which `takeLines` takes. A document that is no JSON is one record that cannot be read. Throws 413 for a
 * document over the limit.
 */
export async function takeDocument(
  bytes: AsyncGenerator<Buffer>,
  intake: Intake,
  takeLines: (lines: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const held = new Held(bytes);
  if (!(await isDocument(held))) return takeLines(held.all());
  while (await held.more());
  const whole = held.bytes();
  if (countMarks(whole) > MOST_VALUES) throw tooManyValues();
  if (isUtf8(whole)) {
    const document = parseDocument(whole.toString("utf8"));
    if (whole.length > RECORD_LIMIT && intake.isRecord(document)) throw recordTooLarge(1);
    return intake.take(1, document);
  }
  await intake.take(1, {
    value: null,
    faults: [],
    broken: { pointer: "", message: "The record is not UTF-8.", syntax: false },
  });
}

/** The whole body, for formats that are read from memory. Throws 413 over the limit of a document. */
export async function wholeBody(bytes: AsyncGenerator<Buffer>): Promise<Buffer> {
  const held = new Held(bytes);
  while (await held.more());
  return held.bytes();
}
