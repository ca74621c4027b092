import { createReadStream, createWriteStream } from "node:fs";
import { open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { clickhouse, isOverConvertLimit } from "@/lib/clickhouse/server";
import { badRequest } from "@/lib/kernel/errors";
import { unpackedTooLarge } from "./limits";

const MARK = "PAR1";

const unreadable = () => badRequest("This is no Parquet file that can be read. Nothing was stored.");

/** Parquet says at its end where things are, so the whole file is needed before the first row. */
async function spool(bytes: AsyncIterable<Buffer>, path: string): Promise<void> {
  await pipeline(Readable.from(bytes), createWriteStream(path, { mode: 0o600 }));
}

/** The same four letters stand at both ends of a file that is whole. */
async function isWhole(path: string): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size < 12) return false;
    const ends = Buffer.alloc(8);
    await file.read(ends, 0, 4, 0);
    await file.read(ends, 4, 4, size - 4);
    return ends.toString("latin1") === MARK + MARK;
  } finally {
    await file.close();
  }
}

/**
 * Takes the rows of a Parquet file: the engine writes each as a line of JSON with the file's own columns, and lines
 * are read as any others. Throws 400 for a file that the engine cannot read, 413 for one with more than `limit` bytes
 * of lines.
 */
export async function readParquet(
  bytes: AsyncIterable<Buffer>,
  { folder, limit }: { folder: string; limit: number },
  takeLines: (lines: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const [file, lines] = [join(folder, "file.parquet"), join(folder, "file.ndjson")];
  await spool(bytes, file);
  if (!(await isWhole(file))) throw unreadable();
  try {
    await clickhouse().toLines({ path: file, format: "Parquet", to: lines, limit });
  } catch (error) {
    if (isOverConvertLimit(error)) throw unpackedTooLarge(limit);
    if (isUnreadable(error)) throw unreadable();
    throw error;
  }
  await unlink(file);
  await takeLines(createReadStream(lines, { highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>);
}

/** What the engine cannot do for want of something here; all else is said of the file, in words without end. */
const OURS =
  /CANNOT_WRITE|CANNOT_OPEN_FILE|NOT_ENOUGH_SPACE|No space left|TIMEOUT_EXCEEDED|QUERY_WAS_CANCELLED/;

const isUnreadable = (error: unknown): boolean =>
  error instanceof Error &&
  /DB::Exception|STD_EXCEPTION|std::exception/.test(error.message) &&
  !OURS.test(error.message);
