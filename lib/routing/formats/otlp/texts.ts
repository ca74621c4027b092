import { isUtf8 } from "node:buffer";

const LONGEST = 64;

/** A text, or what is wrong with it. */
type Read = { text: string; wrong: string | null };
type Known = Read & { from: number; length: number };

/** Texts of bytes, most of which stood in the same place of the message before: these are not made anew. */
export class Texts {
  readonly #bytes: Buffer;
  readonly #known: (Known | undefined)[] = [];

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The text that lies somewhere, the `place`th of its message. */
  at(place: number, from: number, end: number): Read {
    const length = end - from;
    const known = this.#known[place];
    if (known && length <= LONGEST && this.#isSame(known, from, length)) return known;
    const read = this.#read(from, end);
    if (length <= LONGEST) this.#known[place] = { ...read, from, length };
    return read;
  }

  #read(from: number, end: number): Read {
    const text = this.#bytes.toString("utf8", from, end);
    if (text.includes("\0")) return { text, wrong: "Text cannot hold the character NUL." };
    // What cannot be read as UTF-8 is replaced by this character, which may also have been sent.
    const sound = !text.includes("\ufffd") || isUtf8(this.#bytes.subarray(from, end));
    return sound ? { text, wrong: null } : { text: "", wrong: "The text is not UTF-8." };
  }

  #isSame(known: Known, from: number, length: number): boolean {
    if (known.wrong !== null || known.length !== length) return false;
    // What differs most often differs at its end.
    for (let at = length - 1; at >= 0; at -= 1)
      if (this.#bytes[known.from + at] !== this.#bytes[from + at]) return false;
    return true;
  }
}
