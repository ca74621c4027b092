/** The bytes are no ExportTraceServiceRequest: nothing of them can be read. */
export class OtlpDecodeError extends Error {
  constructor(reason: string) {
    super(`This is not an ExportTraceServiceRequest in protobuf: ${reason}.`);
    this.name = "OtlpDecodeError";
  }
}

const tooShort = () => new OtlpDecodeError("it ends too early");

/** How values are written (protobuf's wire types). */
const [VARINT, FIXED64, BYTES, GROUP, GROUP_END, FIXED32] = [0, 1, 2, 3, 4, 5];

/** Groups, which nobody writes any more, inside each other. */
const MOST_GROUPS = 64;
const MOST_TAG = 0xffffffff;
const SAFE = Number.MAX_SAFE_INTEGER;

/** Reads protobuf from bytes, value by value. Throws OtlpDecodeError where they are malformed. */
export class Wire {
  at = 0;
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** An unsigned number; beyond 53 bits not exact, which matters to no tag and no length. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let length = 0; length < 10; length += 1) {
      const byte = this.bytes[this.at];
      if (byte === undefined) throw tooShort();
      this.at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
    throw new OtlpDecodeError("a number has more than 64 bits");
  }

  /** A signed number of 64 bits, as text. */
  int64(): string {
    const from = this.at;
    const value = this.varint();
    if (value <= SAFE) return String(value);
    let exact = 0n;
    for (let at = this.at - 1; at >= from; at -= 1)
      exact = (exact << 7n) | BigInt((this.bytes[at] ?? 0) & 0x7f);
    return BigInt.asIntN(64, exact).toString();
  }

  int32(): number {
    return Number(BigInt.asIntN(32, BigInt(this.int64())));
  }

  fixed64(): string {
    return this.bytes.readBigUInt64LE(this.#pass(8)).toString();
  }

  double(): number {
    return this.bytes.readDoubleLE(this.#pass(8));
  }

  /** The end of the bytes that begin here, which lie before `end` as a whole. */
  lengthBefore(end: number): number {
    const length = this.varint();
    if (this.at + length > end) throw tooShort();
    return this.at + length;
  }

  /** Passes over a value of a field that is not read. */
  skip(type: number, end: number, depth = 0): void {
    if (type === VARINT) this.varint();
    else if (type === FIXED64) this.#pass(8);
    else if (type === BYTES) this.at = this.lengthBefore(end);
    else if (type === FIXED32) this.#pass(4);
    else if (type === GROUP && depth < MOST_GROUPS) this.#skipGroup(end, depth);
    else throw new OtlpDecodeError("a field is of no known kind");
    if (this.at > end) throw tooShort();
  }

  #skipGroup(end: number, depth: number): void {
    for (;;) {
      const type = this.varint() & 7;
      if (type === GROUP_END) return;
      this.skip(type, end, depth + 1);
    }
  }

  #pass(length: number): number {
    const from = this.at;
    if (from + length > this.bytes.length) throw tooShort();
    this.at = from + length;
    return from;
  }
}

/** Takes a field's value by the field's tag; false: the field is none that is read, as in another kind of value. */
export type Take<T> = (into: T, tag: number, end: number) => boolean;

/** Reads a message that ends at a place, field by field; what is not taken is passed over. */
export function readMessage<T>(wire: Wire, end: number, into: T, take: Take<T>): T {
  while (wire.at < end) {
    const tag = wire.varint();
    if (tag < 8 || tag > MOST_TAG) throw new OtlpDecodeError("a field has no number");
    if (!take(into, tag, end)) wire.skip(tag % 8, end);
    if (wire.at > end) throw tooShort();
  }
  return into;
}
