import { createHash } from "node:crypto";
import { badRequest } from "@/lib/kernel/errors";
import { sentTooLarge } from "./limits";

/** Bytes that a refused client may still send before its connection is dropped. */
const DRAIN_BYTES = 256 * 1_048_576;

export type Received = {
  chunks: AsyncIterable<Buffer>;
  /** SHA-256 of the bytes as sent, lower-case hex; after the last chunk. */
  hash: () => string;
};

const declaredLength = (request: Request): number | null => {
  const header = request.headers.get("content-length");
  return header !== null && /^\d+$/.test(header) ? Number(header) : null;
};

/**
 * The body as it arrives, hashed. Throws 413 before reading when the declared length is over the limit and while
 * reading when the bytes are; 400 when the connection ends before the body does.
 */
export function receive(request: Request, limit: number): Received {
  const declared = declaredLength(request);
  if (declared !== null && declared > limit) throw sentTooLarge(limit);
  const hash = createHash("sha256");
  return {
    chunks: read(request, limit, declared, (chunk) => hash.update(chunk)),
    hash: () => hash.digest("hex"),
  };
}

async function* read(
  request: Request,
  limit: number,
  declared: number | null,
  seen: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  const reader = request.body?.getReader();
  if (!reader) return;
  let sent = 0;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        ended = true;
        throw badRequest("The connection ended before the body did. Nothing was stored.");
      });
      if (done) break;
      sent += value.byteLength;
      if (sent > limit) throw sentTooLarge(limit);
      const chunk = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      seen(chunk);
      yield chunk;
    }
    ended = true;
    if (declared !== null && sent !== declared)
      throw badRequest(`The body has ${sent} bytes where ${declared} were declared. Nothing was stored.`);
  } finally {
    // A client that still sends would never read the refusal if its connection were cut under it.
    if (!ended) void drain(reader);
  }
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let left = DRAIN_BYTES;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.byteLength;
      if (left < 0) return await reader.cancel();
    }
  } catch {
    // The client is gone, and with it who would want to know.
  }
}
