import { badRequest } from "@/lib/kernel/errors";
import { isSpace, LF } from "./bytes";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const SPACE = 0x20;
const opens = (byte: number) => byte === 0x5b || byte === 0x7b;
const closes = (byte: number) => byte === 0x5d || byte === 0x7d;

type Where = "before" | "first" | "value" | "scalar" | "nested" | "after" | "end";

const unreadable = (what: string) =>
  badRequest(`The JSON array cannot be read: ${what}. Nothing was stored.`);

/** An element that is no JSON: then the array is none. */
export const brokenElement = (line: number, message: string) =>
  badRequest(`The JSON array cannot be read: element ${line}: ${message} Nothing was stored.`);

/**
 * A JSON array's elements as lines, one each, without being read: that is done line by line later. Line breaks
 * inside an element become spaces, inside its text a control character that the reader refuses.
 */
class Splitter {
  #where: Where = "before";
  #depth = 0;
  #text = false;
  #escape = false;
  #out: Buffer = Buffer.alloc(0);
  #length = 0;
  #elements = 0;

  split(chunk: Buffer): Buffer {
    // An element ends with one byte of its own where at least a comma or bracket stood.
    this.#out = Buffer.allocUnsafe(chunk.length + 1);
    this.#length = 0;
    for (const byte of chunk) {
      if (this.#where === "nested") this.#inside(byte);
      else this.#between(byte);
    }
    return this.#out.subarray(0, this.#length);
  }

  end(): void {
    if (this.#where !== "end") throw unreadable("it ends too early");
  }

  #put(byte: number): void {
    this.#out[this.#length++] = byte;
  }

  #inside(byte: number): void {
    if (this.#text) {
      this.#put(byte === LF ? 0x01 : byte);
      if (this.#escape) this.#escape = false;
      else if (byte === BACKSLASH) this.#escape = true;
      else if (byte === QUOTE) this.#text = false;
    } else {
      this.#put(isSpace(byte) ? SPACE : byte);
      if (byte === QUOTE) this.#text = true;
      else if (opens(byte)) this.#depth += 1;
      else if (closes(byte)) this.#depth -= 1;
    }
    if (this.#depth === 0 && !this.#text) this.#where = "after";
  }

  #between(byte: number): void {
    if (this.#where === "scalar") {
      if (byte !== COMMA && !closes(byte) && !isSpace(byte)) {
        this.#put(byte);
        return;
      }
      this.#where = "after";
    }
    if (isSpace(byte)) return;
    if (this.#where === "before") {
      if (byte !== 0x5b) throw unreadable("it does not begin with a bracket");
      this.#where = "first";
    } else if (this.#where === "after") this.#separator(byte);
    else if (this.#where === "end") throw unreadable("something follows it");
    else if (this.#where === "first" && byte === 0x5d) this.#where = "end";
    else this.#begin(byte);
  }

  #begin(byte: number): void {
    if (byte === COMMA || closes(byte)) throw unreadable(`element ${this.#elements + 1} is missing`);
    this.#elements += 1;
    this.#put(byte);
    this.#text = byte === QUOTE;
    this.#depth = opens(byte) ? 1 : 0;
    this.#where = this.#text || this.#depth === 1 ? "nested" : "scalar";
  }

  #separator(byte: number): void {
    if (byte !== COMMA && byte !== 0x5d)
      throw unreadable(`a comma is missing after element ${this.#elements}`);
    this.#put(LF);
    this.#where = byte === COMMA ? "value" : "end";
  }
}

/** NDJSON of a JSON array. Throws 400 when its elements cannot be told apart. */
export async function* arrayToLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const splitter = new Splitter();
  for await (const chunk of chunks) {
    const lines = splitter.split(chunk);
    if (lines.length > 0) yield lines;
  }
  splitter.end();
}
