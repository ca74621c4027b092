/** Texts of a column, each once, and at which of them each row is. */
export type Words = { words: readonly string[]; at: Integers };
/** Small integers of a column. */
export type Integers = Uint8Array | Uint16Array | Uint32Array;
/** A list of each row, one after the other: `ends` says where each row's ends. */
export type Lists<Items> = { ends: Float64Array; items: Items };

// Numbers of eight bytes stay where the engine wrote them, wherever they begin: copies of all of them are what makes the
// process look for what it may forget.

/** Floating-point numbers of a column. */
export class Floats {
  readonly #view: DataView;

  constructor(view: DataView) {
    this.#view = view;
  }

  at(row: number): number {
    return this.#view.getFloat64(8 * row, true);
  }

  get length(): number {
    return this.#view.byteLength / 8;
  }

  /** Those of some rows as a list of their own. */
  list(from: number, to: number): Float64Array {
    const { buffer, byteOffset } = this.#view;
    return new Float64Array(buffer.slice(byteOffset + 8 * from, byteOffset + 8 * to) as ArrayBuffer);
  }
}

const HALF = 2 ** 32;

/** Integers of 64 bits of a column, in halves, since whole ones are made anew each time. */
export class Wide {
  readonly #view: DataView;

  constructor(view: DataView) {
    this.#view = view;
  }

  low(row: number): number {
    return this.#view.getUint32(8 * row, true);
  }

  high(row: number): number {
    return this.#view.getUint32(8 * row + 4, true);
  }

  text(row: number): string {
    return this.#view.getBigUint64(8 * row, true).toString();
  }

  /** As places in memory. */
  places(): Float64Array {
    const places = new Float64Array(this.#view.byteLength / 8);
    for (let row = 0; row < places.length; row += 1) places[row] = this.low(row) + this.high(row) * HALF;
    return places;
  }
}

type Column =
  | { kind: "integers"; values: Integers }
  | { kind: "floats"; values: Floats }
  | { kind: "wide"; values: Wide }
  | { kind: "words"; values: Words }
  | { kind: "lists"; values: { ends: Wide; items: Column } };

/** A block of rows as the engine holds it: column by column. Its readers throw where a column is of another kind. */
export class Block {
  readonly rows: number;
  readonly #columns: ReadonlyMap<string, Column>;

  constructor(rows: number, columns: ReadonlyMap<string, Column>) {
    this.rows = rows;
    this.#columns = columns;
  }

  integers(name: string): Integers {
    const column = this.#column(name);
    if (column.kind !== "integers") throw new Error(`Column ${name} is not of small integers.`);
    return column.values;
  }

  wide(name: string): Wide {
    const column = this.#column(name);
    if (column.kind !== "wide") throw new Error(`Column ${name} is not of 64-bit integers.`);
    return column.values;
  }

  floats(name: string): Floats {
    const column = this.#column(name);
    if (column.kind !== "floats") throw new Error(`Column ${name} is not of floating-point numbers.`);
    return column.values;
  }

  words(name: string): Words {
    return wordsOf(this.#column(name), name);
  }

  /** Lists of words, with where each row's ends. */
  wordLists(name: string): Lists<Words> {
    const { ends, items } = this.#lists(name);
    return { ends: ends.places(), items: wordsOf(items, name) };
  }

  /** The items alone of lists that are as long as others. */
  integerItems(name: string): Integers {
    const { items } = this.#lists(name);
    if (items.kind !== "integers") throw new Error(`Column ${name} is not of lists of small integers.`);
    return items.values;
  }

  floatItems(name: string): Floats {
    const { items } = this.#lists(name);
    if (items.kind !== "floats") throw new Error(`Column ${name} is not of lists of floating-point numbers.`);
    return items.values;
  }

  #lists(name: string): { ends: Wide; items: Column } {
    const column = this.#column(name);
    if (column.kind !== "lists") throw new Error(`Column ${name} is not of lists.`);
    return column.values;
  }

  #column(name: string): Column {
    const column = this.#columns.get(name);
    if (!column) throw new Error(`There is no column ${name}.`);
    return column;
  }
}

function wordsOf(column: Column, name: string): Words {
  if (column.kind !== "words") throw new Error(`Column ${name} is not of LowCardinality(String).`);
  return column.values;
}

const SMALL = { UInt8: Uint8Array, UInt16: Uint16Array, UInt32: Uint32Array } as const;
const isSmall = (type: string): type is keyof typeof SMALL => Object.hasOwn(SMALL, type);
const LIST = /^Array\((.*)\)$/;
const WORDS = "LowCardinality(String)";
const text = new TextDecoder();

/** Reads what the engine writes as Native, of the few types that are asked for. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** A length, seven bits a byte, the lowest first. */
  length(): number {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.#view.getUint8(this.#at++);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  string(): string {
    const size = this.length();
    return text.decode(this.#take(size));
  }

  block(): Block {
    const [columns, rows] = [this.length(), this.length()];
    const found = new Map<string, Column>();
    for (let index = 0; index < columns; index += 1) {
      const [name, type] = [this.string(), this.string()];
      if (rows > 0) found.set(name, this.#column(type, rows));
    }
    return new Block(rows, found);
  }

  #column(type: string, rows: number): Column {
    // What the words are numbered by comes before the lists that they stand in.
    if (type.includes(WORDS)) this.#uint64();
    return this.#values(type, rows);
  }

  #values(type: string, rows: number): Column {
    const inner = LIST.exec(type)?.[1];
    if (inner !== undefined) {
      const ends = new Wide(this.#see(rows * 8));
      const items = rows === 0 ? 0 : ends.low(rows - 1) + ends.high(rows - 1) * HALF;
      return { kind: "lists", values: { ends, items: this.#values(inner, items) } };
    }
    if (type === WORDS) return { kind: "words", values: this.#words(rows) };
    if (type === "UInt64") return { kind: "wide", values: new Wide(this.#see(rows * 8)) };
    if (type === "Float64") return { kind: "floats", values: new Floats(this.#see(rows * 8)) };
    if (!isSmall(type)) throw new Error(`Columns of ${type} cannot be read.`);
    const list = SMALL[type];
    return { kind: "integers", values: new list(this.#copy(rows * list.BYTES_PER_ELEMENT)) };
  }

  #words(rows: number): Words {
    if (rows === 0) return { words: [], at: new Uint8Array() };
    const width = Number(this.#uint64() & 255n);
    const words = Array.from({ length: Number(this.#uint64()) }, () => this.string());
    this.#uint64();
    const list = [Uint8Array, Uint16Array, Uint32Array][width];
    if (!list) throw new Error("More words than can be numbered.");
    return { words, at: new list(this.#copy(rows * list.BYTES_PER_ELEMENT)) };
  }

  #see(size: number): DataView {
    const { buffer, byteOffset } = this.#take(size);
    return new DataView(buffer, byteOffset, size);
  }

  #uint64(): bigint {
    const value = this.#view.getBigUint64(this.#at, true);
    this.#at += 8;
    return value;
  }

  #take(size: number): Uint8Array {
    const end = this.#at + size;
    if (end > this.#bytes.length) throw new Error("The engine's answer ends too early.");
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }

  // A list of wider numbers begins anywhere in the answer: in memory it may not.
  #copy(size: number): ArrayBuffer {
    const copy = new ArrayBuffer(size);
    new Uint8Array(copy).set(this.#take(size));
    return copy;
  }
}

/** The blocks of an answer in the engine's Native format, written for no protocol version. */
export function parseNative(bytes: Uint8Array): Block[] {
  const reader = new Reader(bytes);
  const blocks: Block[] = [];
  while (!reader.done) blocks.push(reader.block());
  return blocks.filter(({ rows }) => rows > 0);
}
