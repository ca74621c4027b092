import protobuf from "protobufjs/light.js";

/** Fields of a message that hold messages, by number. */
type Nesting = Map<number, Nesting>;

const anyValue: Nesting = new Map();
const keyValue: Nesting = new Map([[2, anyValue]]);
anyValue.set(5, new Map([[1, anyValue]])).set(6, new Map([[1, keyValue]]));
const span: Nesting = new Map([[9, keyValue]]);
const scopeSpans: Nesting = new Map([[2, span]]);
const resourceSpans: Nesting = new Map([
  [1, new Map([[1, keyValue]])],
  [2, scopeSpans],
]);
const REQUEST: Nesting = new Map([[1, resourceSpans]]);

/** Deeper values are refused; going on would take the stack. */
const MAX_DEPTH = 200;

/**
 * How many messages an ExportTraceServiceRequest has at all levels, up to the first byte that cannot be read: two
 * bytes may be an empty one, which takes hundreds in memory once it is decoded.
 */
export function countMessages(bytes: Uint8Array): number {
  const reader = protobuf.Reader.create(bytes);
  let messages = 0;
  const walk = (end: number, nesting: Nesting, depth: number): void => {
    messages += 1;
    while (reader.pos < end) {
      const tag = reader.uint32();
      const inner = (tag & 7) === 2 && depth < MAX_DEPTH ? nesting.get(tag >>> 3) : undefined;
      if (!inner) {
        reader.skipType(tag & 7);
        continue;
      }
      const size = reader.uint32();
      if (reader.pos + size > end) throw new RangeError("A message ends beyond the one around it.");
      walk(reader.pos + size, inner, depth + 1);
    }
  };
  try {
    walk(reader.len, REQUEST, 0);
  } catch {
    // What is wrong with the bytes, decoding says.
  }
  return messages;
}
