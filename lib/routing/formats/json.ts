import { pointerToken } from "@/lib/kernel/pointer";
import type { JsonValue } from "./json-value";
import { type Extent, MAX_DEPTH, quickJson } from "./quick-json";

export type { JsonValue } from "./json-value";

export type JsonFault = {
  pointer: string;
  message: string;
  /** True when the text is not JSON at all; false when it is, but holds what no record may. */
  syntax: boolean;
};

export type JsonResult = { value: JsonValue; fault: null } | { value: null; fault: JsonFault };

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPES: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const LITERALS: readonly (readonly [string, boolean | null])[] = [
  ["true", true],
  ["false", false],
  ["null", null],
];
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Thrown inside the parser alone: nothing after it can be read. */
class Stop extends Error {
  readonly fault: JsonFault;

  constructor(fault: JsonFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Faults of content that are kept of one text: enough to name every bad record of a list. With more, none is read. */
export const MOST_FAULTS = 10_000;
/** Names like those of fields. Others may be what somebody wrote: a fault is kept, so it does not repeat them. */
const PLAIN_NAME = /^[\w.$:@/~+-]{1,64}$/;

class Parser {
  /** Faults that are not of syntax, in order; parsing goes on, since one of syntax weighs more. */
  readonly found: JsonFault[] = [];
  #at = 0;
  readonly #path: (string | number)[] = [];
  readonly #text: string;
  readonly #deepest: number;

  constructor(text: string, above: number) {
    this.#text = text;
    this.#deepest = MAX_DEPTH - above;
  }

  document(): JsonValue {
    const value = this.#value();
    this.#space();
    if (this.#at < this.#text.length) this.#fail("something follows the value");
    return value;
  }

  /** To the value, or to the last place above it whose name may be repeated. */
  #pointer(): string {
    const strange = this.#path.findIndex((name) => !PLAIN_NAME.test(String(name)));
    const path = strange < 0 ? this.#path : this.#path.slice(0, strange);
    return path.map((name) => `/${pointerToken(name)}`).join("");
  }

  #note(message: string): void {
    if (this.found.length >= MOST_FAULTS)
      throw new Stop({
        pointer: "",
        message: `The text has more than ${MOST_FAULTS} places that cannot be stored.`,
        syntax: false,
      });
    this.found.push({ pointer: this.#pointer(), message, syntax: false });
  }

  #fail(what: string): never {
    const message = `This is not JSON: ${what} at character ${this.#at + 1}.`;
    throw new Stop({ pointer: "", message, syntax: true });
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.#at += 1;
    }
  }

  #value(): JsonValue {
    this.#space();
    const char = this.#text[this.#at];
    if (char === '"') return this.#string();
    if (char === "{") return this.#object();
    if (char === "[") return this.#array();
    for (const [word, value] of LITERALS) {
      if (!this.#text.startsWith(word, this.#at)) continue;
      this.#at += word.length;
      return value;
    }
    return this.#number();
  }

  #number(): number {
    NUMBER.lastIndex = this.#at;
    const digits = NUMBER.exec(this.#text)?.[0];
    if (digits === undefined)
      this.#fail(this.#at >= this.#text.length ? "the text ends too early" : "a value was expected");
    this.#at += digits.length;
    const value = Number(digits);
    if (!Number.isFinite(value)) this.#note("The number is out of range.");
    return value;
  }

  #enter(): void {
    this.#at += 1;
    if (this.#path.length >= this.#deepest)
      throw new Stop({
        pointer: "",
        message: `The record is nested more than ${MAX_DEPTH} deep.`,
        syntax: false,
      });
  }

  #object(): JsonValue {
    this.#enter();
    const members: Record<string, JsonValue> = Object.create(null);
    this.#space();
    if (this.#take("}")) return members;
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') this.#fail("a name in quotes was expected");
      const name = this.#string();
      this.#path.push(name);
      if (name in members)
        this.#note(`${PLAIN_NAME.test(name) ? `The name ${JSON.stringify(name)}` : "A name"} stands twice.`);
      this.#space();
      if (!this.#take(":")) this.#fail("a colon was expected");
      members[name] = this.#value();
      this.#path.pop();
      this.#space();
    } while (this.#take(","));
    if (!this.#take("}")) this.#fail("a comma or closing brace was expected");
    return members;
  }

  #array(): JsonValue {
    this.#enter();
    const items: JsonValue[] = [];
    this.#space();
    if (this.#take("]")) return items;
    do {
      this.#path.push(items.length);
      items.push(this.#value());
      this.#path.pop();
      this.#space();
    } while (this.#take(","));
    if (!this.#take("]")) this.#fail("a comma or closing bracket was expected");
    return items;
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #string(): string {
    this.#at += 1;
    let start = this.#at;
    let read = "";
    let escaped = false;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (Number.isNaN(code)) this.#fail("text in quotes does not end");
      if (code === 0x22) break;
      if (code === 0x5c) {
        read += this.#text.slice(start, this.#at) + this.#escape();
        start = this.#at;
        escaped = true;
        continue;
      }
      if (code === 0) this.#note("Text cannot hold the character NUL.");
      else if (code < 0x20) this.#note("Text holds a control character that is not escaped.");
      this.#at += 1;
    }
    read += this.#text.slice(start, this.#at);
    this.#at += 1;
    if (escaped) this.#checkEscaped(read);
    return read;
  }

  #escape(): string {
    const char = this.#text[this.#at + 1] ?? "";
    if (char === "u") {
      const digits = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail("an escape is not complete");
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const plain = ESCAPES[char];
    if (plain === undefined) this.#fail("an unknown escape stands");
    this.#at += 2;
    return plain;
  }

  #checkEscaped(text: string): void {
    if (text.includes("\0")) this.#note("Text cannot hold the character NUL.");
    else if (LONE_SURROGATE.test(text)) this.#note("Text holds half of a surrogate pair.");
  }
}

export type JsonDocument =
  | { value: JsonValue; faults: readonly JsonFault[]; broken: null }
  | { value: null; faults: readonly []; broken: JsonFault };

/**
 * Reads one JSON text as `parseJson` does, but gives its value together with every fault of content, so that what is
 * wrong with one record of a list spares the others. `broken`: the text cannot be read at all. For `above` and `extent`
 * see `quickJson`.
 */
export function parseDocument(text: string, above = 0, extent?: Extent): JsonDocument {
  const value = quickJson(text, above, extent);
  return value === undefined ? parseStrictly(text, above) : { value, faults: [], broken: null };
}

/** As `parseDocument`, always by the strict parser, which knows where each fault is. */
export function parseStrictly(text: string, above = 0): JsonDocument {
  const parser = new Parser(text, above);
  try {
    const value = parser.document();
    return { value, faults: parser.found, broken: null };
  } catch (error) {
    if (error instanceof Stop) return { value: null, faults: [], broken: error.fault };
    throw error;
  }
}

/**
 * Reads one JSON text (RFC 8259) more strictly than JSON.parse: names that stand twice at any level, NUL, half
 * surrogate pairs, numbers beyond double precision and nesting over 64 are faults, named by pointer (RFC 6901).
 */
export function parseJson(text: string): JsonResult {
  const { value, faults, broken } = parseDocument(text);
  if (broken) return { value: null, fault: broken };
  const [fault] = faults;
  return fault ? { value: null, fault } : { value, fault: null };
}
