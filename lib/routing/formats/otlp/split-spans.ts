import { type JsonFault, type JsonValue, MOST_FAULTS, parseDocument } from "../json";
import { endOfText, extentOf, MAX_DEPTH } from "../quick-json";
import type { DecodedSpan } from "./decode";

/** The text is not one that is certain to be read the same span by span. */
class NotPlain extends Error {}

/** Levels above a span. */
const ABOVE_SPAN = 6;

type Parsed = { value: JsonValue; fault: JsonFault | null };

/**
 * The spans of an OTLP/JSON request as reading the whole request gives them, but one by one, so that each is gone
 * before the next is read. Ends with null, after any of them, where the request is not written as exporters write it:
 * then what was read before is to be forgotten, and the request to be read as a whole.
 */
export function* splitSpans(text: string): Generator<DecodedSpan | null> {
  try {
    yield* new Splitter(text).request();
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error;
    yield null;
  }
}

class Splitter {
  #at = 0;
  #faults = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  *request(): Generator<DecodedSpan> {
    for (const name of this.#members()) {
      if (name !== "resourceSpans") throw new NotPlain();
      for (const g of this.#items()) yield* this.#group(`/resourceSpans/${g}`);
    }
    if (this.#mark() !== "") throw new NotPlain();
  }

  *#group(pointer: string): Generator<DecodedSpan> {
    let resource: JsonValue = null;
    let began = false;
    for (const name of this.#members())
      if (name === "scopeSpans") {
        began = true;
        for (const s of this.#items()) yield* this.#scope(`${pointer}/scopeSpans/${s}`, resource);
      } else if (name === "scope_spans" || (name === "resource" && began)) throw new NotPlain();
      else if (name === "resource") resource = this.#parse(3).value;
      else this.#parse(3);
  }

  *#scope(pointer: string, resource: JsonValue): Generator<DecodedSpan> {
    for (const name of this.#members())
      if (name === "spans")
        for (const n of this.#items()) yield this.#span(`${pointer}/spans/${n}`, resource);
      else this.#parse(5);
  }

  #span(pointer: string, resource: JsonValue): DecodedSpan {
    const { value, fault } = this.#parse(ABOVE_SPAN);
    if (!isObject(value)) throw new NotPlain();
    if (isObject(resource)) value.resource = resource;
    return { span: value, pointer, fault };
  }

  /** The names of an object's members; whoever asks for the next has passed the value of the one before. */
  *#members(): Generator<string> {
    this.#take("{");
    if (this.#took("}")) return;
    const names = new Set<string>();
    do {
      const name = this.#name();
      if (names.has(name)) throw new NotPlain();
      names.add(name);
      this.#take(":");
      yield name;
    } while (this.#took(","));
    this.#take("}");
  }

  /** The numbers of an array's items, as with members. */
  *#items(): Generator<number> {
    this.#take("[");
    if (this.#took("]")) return;
    let item = 0;
    do {
      yield item;
      item += 1;
    } while (this.#took(","));
    this.#take("]");
  }

  #name(): string {
    if (this.#mark() !== '"') throw new NotPlain();
    const end = endOfText(this.#text, this.#at);
    const name = this.#text.slice(this.#at + 1, end);
    if (!/^[\w.-]+$/.test(name)) throw new NotPlain();
    this.#at = end + 1;
    return name;
  }

  /** Reads the object, array or text that stands here; `above`: how many levels stand above it. */
  #parse(above: number): Parsed {
    const mark = this.#mark();
    if (mark === '"') return this.#parsed(this.#at, endOfText(this.#text, this.#at) + 1, above);
    const extent = mark === "{" || mark === "[" ? extentOf(this.#text, this.#at, MAX_DEPTH - above) : null;
    if (!extent) throw new NotPlain();
    return this.#parsed(this.#at, extent.end, above, extent.names);
  }

  #parsed(from: number, end: number, above: number, names = 0): Parsed {
    this.#at = end;
    const text = this.#text.slice(from, end);
    const { value, faults, broken } = parseDocument(text, above, { end, names });
    this.#faults += faults.length;
    if (broken || this.#faults > MOST_FAULTS) throw new NotPlain();
    return { value, fault: faults[0] ?? null };
  }

  /** The next character that is no white space; empty at the end. */
  #mark(): string {
    while (/^[ \t\r\n]$/.test(this.#text[this.#at] ?? "")) this.#at += 1;
    return this.#text[this.#at] ?? "";
  }

  #took(mark: string): boolean {
    if (this.#mark() !== mark) return false;
    this.#at += 1;
    return true;
  }

  #take(mark: string): void {
    if (!this.#took(mark)) throw new NotPlain();
  }
}

const isObject = (value: JsonValue): value is { [name: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
