import { isAscii, isUtf8 } from "node:buffer";
import { badRequest, tooLarge } from "@/lib/kernel/errors";
import { type JsonDocument, parseDocument } from "../formats/json";
import { countMessages, OtlpDecodeError } from "../formats/otlp";
import { endOfText } from "../formats/quick-json";
import { isSpace, LF, rejoin } from "./bytes";

const MIB = 1_048_576;
/** A document is read in one go, and its records exist at once. */
const DOCUMENT_LIMIT = 32 * MIB;
/** Values outside text that are read at once: a few bytes each, they would take hundreds each in memory. */
const MOST_VALUES = 3_000_000;
/** Spans and attributes that are decoded at once: more than 32 MiB hold in practice. */
const MOST_MESSAGES = 1_000_000;
const [QUOTE, COMMA, BRACKET, BRACE] = [0x22, 0x2c, 0x5b, 0x7b];
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

const tooManyMessages = () =>
  tooLarge(
    `A request may hold ${MOST_MESSAGES} spans, attributes and values at most: send several. Nothing was stored.`,
  );

/** Whether more brackets, braces and commas than may be stand outside text. */
function hasTooManyValues(text: string): boolean {
  if (text.length <= MOST_VALUES) return false;
  let marks = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === COMMA || code === BRACKET || code === BRACE) marks += 1;
  }
  return marks > MOST_VALUES;
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

  /** All of them, in memory that threads see. */
  bytes(): Buffer {
    const whole = Buffer.from(new SharedArrayBuffer(this.#size));
    let at = 0;
    for (const chunk of this.#chunks) at += chunk.copy(whole, at);
    return whole;
  }

  all(): AsyncGenerator<Buffer> {
    return rejoin(this.#chunks, this.#source);
  }
}

/** The last byte of a line's part that is not white space; null for none. */
function lastMark(bytes: Buffer, from: number, end: number): number | null {
  for (let at = end - 1; at >= from; at -= 1) {
    const byte = bytes[at] ?? LF;
    if (!isSpace(byte)) return byte;
  }
  return null;
}

/** Reads on until the first line has ended and something follows it; whether the body is one document after all. */
async function isDocument(held: Held): Promise<boolean> {
  let last: number | null = null;
  let ended = false;
  for (let chunk = await held.more(); chunk; chunk = await held.more())
    for (let at = 0; at < chunk.length; ) {
      const found = chunk.indexOf(LF, at);
      const mark = lastMark(chunk, at, found < 0 ? chunk.length : found);
      if (ended && mark !== null) return false;
      last = mark ?? last;
      if (found < 0) break;
      at = found + 1;
      if (ended || last === null) continue;
      if (GOES_ON.has(last)) return true;
      ended = true;
    }
  // Nothing but blanks is no document: an empty body.
  return last !== null;
}

/**
 * A JSON body that is no array: one document (over as many lines as it likes, or all on one), or a record a line.
 * Throws 413 for a document over the limit.
 */
export async function documentOrLines(
  bytes: AsyncGenerator<Buffer>,
): Promise<{ document: Buffer; lines: null } | { document: null; lines: AsyncGenerator<Buffer> }> {
  const held = new Held(bytes);
  if (!(await isDocument(held))) return { document: null, lines: held.all() };
  while (await held.more());
  return { document: held.bytes(), lines: null };
}

/** The whole body, for formats that are read from memory. Throws 413 over the limit of a document. */
export async function wholeBody(bytes: AsyncGenerator<Buffer>): Promise<Buffer> {
  const held = new Held(bytes);
  while (await held.more());
  return held.bytes();
}

const NOT_UTF8 = { pointer: "", message: "The record is not UTF-8.", syntax: false };

/** The text of a document; null where it is not UTF-8. Throws 413 for one with too many values. */
export function textOf(bytes: Buffer): string | null {
  if (!isUtf8(bytes)) return null;
  const text = bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
  if (hasTooManyValues(text)) throw tooManyValues();
  return text;
}

/** A document that is no JSON is one record that cannot be read. */
export function parseWhole(bytes: Buffer): JsonDocument {
  const text = textOf(bytes);
  return text === null ? { value: null, faults: [], broken: NOT_UTF8 } : parseDocument(text);
}

/** Throws 413 where protobuf bytes of spans hold too many messages. */
export function checkMessages(bytes: Buffer): void {
  if (countMessages(bytes) > MOST_MESSAGES) throw tooManyMessages();
}

/** What the client is told where bytes are no protobuf of spans: 400. Any other error as it is. */
export const refused = (error: unknown): unknown =>
  error instanceof OtlpDecodeError ? badRequest(`${error.message} Nothing was stored.`) : error;
