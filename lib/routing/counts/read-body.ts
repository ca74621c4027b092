import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import { badRequest } from "@/lib/kernel/errors";
import { csvFault } from "../formats/csv";
import { parseJson } from "../formats/json";
import { RECORD_LIMIT, recordTooLarge } from "../ingest/limits";
import { arrayToLines } from "../ingest/split-array";
import { type CellsResult, cellsValue, countsHeaderFault } from "./read-count";

const LF = 0x0a;
const BRACKET = 0x5b;
const SPACES = new Set([0x20, LF, 0x0d, 0x09]);
const BLANK = /^[ \t\r\n]*$/;
/** How long reading may keep the event loop before others have a turn. */
const TURN_MS = 8;

/** One record of a body, with its 1-based line (or array index). */
export type BodyItem = { line: number } & CellsResult;

async function* breathing<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  let turn_ms = performance.now();
  for await (const item of items) {
    yield item;
    if (performance.now() - turn_ms < TURN_MS) continue;
    await setImmediate();
    turn_ms = performance.now();
  }
}

/** The records of a JSON array, or of JSON lines. Throws 400 for an array that cannot be read, 413 for a long record. */
export async function* readJsonBody(chunks: AsyncGenerator<Buffer>): AsyncGenerator<BodyItem> {
  const { array, bytes } = await peek(chunks);
  for await (const { line, text } of breathing(splitLines(array ? arrayToLines(bytes) : bytes))) {
    if (text === null) {
      yield { line, value: null, fault: { pointer: "", message: "The record is not UTF-8." } };
      continue;
    }
    if (BLANK.test(text)) continue;
    const { value, fault } = parseJson(text);
    if (array && fault?.syntax)
      throw badRequest(
        `The JSON array cannot be read: element ${line}: ${fault.message} Nothing was stored.`,
      );
    yield fault ? { line, value: null, fault } : { line, value, fault: null };
  }
}

/** Whether the first character that is not white space opens an array. */
async function peek(chunks: AsyncGenerator<Buffer>) {
  const held: Buffer[] = [];
  let first: number | undefined;
  while (first === undefined) {
    const next = await chunks.next();
    if (next.done) break;
    held.push(next.value);
    first = next.value.find((byte) => !SPACES.has(byte));
  }
  if (first === undefined) throw badRequest("The body is empty.");
  const bytes = async function* (): AsyncGenerator<Buffer> {
    yield* held;
    yield* chunks;
  };
  return { array: first === BRACKET, bytes: bytes() };
}

const textOf = (bytes: Buffer): string | null => (isUtf8(bytes) ? bytes.toString("utf8") : null);

async function* splitLines(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<{ line: number; text: string | null }> {
  let line = 1;
  let open: Buffer[] = [];
  let open_bytes = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      if (open_bytes + at - from > RECORD_LIMIT) throw recordTooLarge(line);
      yield { line, text: textOf(Buffer.concat([...open, chunk.subarray(from, at)])) };
      line += 1;
      open = [];
      open_bytes = 0;
      from = at + 1;
    }
    open.push(chunk.subarray(from));
    open_bytes += chunk.length - from;
    if (open_bytes > RECORD_LIMIT) throw recordTooLarge(line);
  }
  if (open_bytes > 0) yield { line, text: textOf(Buffer.concat(open)) };
}

type Row = { record: Buffer[]; info: { lines: number } };

/** The rows of a CSV file with a header row, each at the line it begins at. Throws 400 for a file that cannot be read. */
export async function* readCsvBody(chunks: AsyncGenerator<Buffer>): AsyncGenerator<BodyItem> {
  const parser = parse({
    encoding: null,
    info: true,
    relax_column_count: true,
    max_record_size: RECORD_LIMIT,
  });
  // Both ends tell of a failure; the reading end is the one that is listened to.
  pipeline(Readable.from(chunks), parser).catch(() => undefined);
  let header: string[] | null = null;
  let line = 1;
  try {
    for await (const { record, info } of breathing(parser as AsyncIterable<Row>)) {
      const began = line;
      line = info.lines + 1;
      if (record.length === 1 && record[0]?.length === 0) continue;
      if (!header) header = readHeader(record);
      else yield { line: began, ...readCells(header, record) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === "CSV_MAX_RECORD_SIZE") throw recordTooLarge(line);
    throw badRequest(csvFault(error, line));
  }
  if (!header) throw badRequest("The file is empty.");
}

function readHeader(cells: readonly Buffer[]): string[] {
  const header = cells.map((cell) => cell.toString("utf8").trim().toLowerCase());
  const fault = countsHeaderFault(header);
  if (fault) throw badRequest(`${fault} Nothing was stored.`);
  return header;
}

function readCells(header: readonly string[], cells: readonly Buffer[]): CellsResult {
  if (!cells.every((cell) => isUtf8(cell)))
    return { value: null, fault: { pointer: "", message: "The record is not UTF-8." } };
  return cellsValue(
    header,
    cells.map((cell) => cell.toString("utf8").trim()),
  );
}
