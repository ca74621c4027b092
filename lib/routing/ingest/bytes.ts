export const LF = 0x0a;
const BRACKET = 0x5b;

/** White space of JSON, as a byte. */
export const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === LF || byte === 0x0d || byte === 0x09;

/** Whether the first character of a body that is not white space opens an array, and whether there is none. */
export async function opensArray(
  plain: AsyncGenerator<Buffer>,
): Promise<{ array: boolean; blank: boolean; bytes: AsyncGenerator<Buffer> }> {
  const held: Buffer[] = [];
  let first: number | undefined;
  while (first === undefined) {
    const next = await plain.next();
    if (next.done) break;
    held.push(next.value);
    first = next.value.find((byte) => !isSpace(byte));
  }
  return { array: first === BRACKET, blank: first === undefined, bytes: rejoin(held, plain) };
}

/** What was read ahead, then the rest, which is closed when this is. */
export async function* rejoin(held: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* held;
    yield* { [Symbol.asyncIterator]: () => rest };
  } finally {
    await rest.return?.();
  }
}
