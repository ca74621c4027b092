import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { badRequest, Problem, unsupportedMediaType } from "@/lib/kernel/errors";
import { unpackedTooLarge } from "./limits";
import { unzstd } from "./zstd";

export type Encoding = "identity" | "gzip" | "zstd";

/** Content-Encoding of a request. Throws 415 for what is not supported. */
export function encodingOf(request: Request): Encoding {
  const name = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (name === "gzip" || name === "x-gzip") return "gzip";
  if (name === "identity" || name === "zstd") return name;
  throw unsupportedMediaType("Content-Encoding may be gzip or zstd.");
}

async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const inflate = createGunzip({ chunkSize: 1_048_576 });
  const done = pipeline(Readable.from(source), inflate);
  // Both ends tell of a failure; the reading end is the one that is listened to.
  done.catch(() => undefined);
  try {
    for await (const chunk of inflate) yield chunk;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw badRequest("The gzip data is corrupt or ends too early. Nothing was stored.");
  }
}

/** The body's plain bytes. Throws 400 for corrupt or truncated compression, 413 over the limit. */
export async function* unpack(
  source: AsyncIterable<Buffer>,
  encoding: Encoding,
  limit: number,
): AsyncGenerator<Buffer> {
  const plain = encoding === "gzip" ? gunzip(source) : encoding === "zstd" ? unzstd(source) : source;
  let total = 0;
  let began = false;
  for await (const chunk of plain) {
    total += chunk.length;
    if (total > limit) throw unpackedTooLarge(limit);
    const bytes = began ? chunk : withoutMark(chunk);
    began = true;
    if (bytes.length > 0) yield bytes;
  }
  if (total === 0) throw badRequest("The body is empty.");
}

/** A byte order mark says nothing in UTF-8; tools write it all the same. */
const withoutMark = (chunk: Buffer): Buffer =>
  chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
