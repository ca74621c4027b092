import { isUtf8 } from "node:buffer";
import { badRequest } from "@/lib/kernel/errors";
import { parseJson } from "../formats/json";
import { LF, opensArray } from "../ingest/bytes";
import { csvRows, soundHeader } from "../ingest/csv-rows";
import { RECORD_LIMIT, recordTooLarge } from "../ingest/limits";
import { arrayToLines, brokenElement } from "../ingest/split-array";
import { turns } from "../ingest/turns";
import { type CellsResult, cellsValue, countsHeaderFault } from "./read-count";

const BLANK = /^[ \t\r\n]*$/;

/** One record of a body, with its 1-based line (or array index). */
export type BodyItem = { line: number } & CellsResult;

async function* breathing<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  const breathe = turns();
  for await (const item of items) {
    yield item;
    await breathe();
  }
}

/** The records of a JSON array, or of JSON lines. Throws 400 for an array that cannot be read, 413 for a long record. */
export async function* readJsonBody(chunks: AsyncGenerator<Buffer>): AsyncGenerator<BodyItem> {
  const { array, blank, bytes } = await opensArray(chunks);
  if (blank) throw badRequest("The body is empty.");
  for await (const { line, text } of breathing(splitLines(array ? arrayToLines(bytes) : bytes))) {
    if (text === null) {
      yield { line, value: null, fault: { pointer: "", message: "The record is not UTF-8." } };
      continue;
    }
    if (BLANK.test(text)) continue;
    const { value, fault } = parseJson(text);
    if (array && fault?.syntax) throw brokenElement(line, fault.message);
    yield fault ? { line, value: null, fault } : { line, value, fault: null };
  }
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

/** The rows of a CSV file with a header row, each at the line it begins at. Throws 400 for a file that cannot be read. */
export async function* readCsvBody(chunks: AsyncGenerator<Buffer>): AsyncGenerator<BodyItem> {
  for await (const { line, header, cells } of breathing(csvRows(chunks, readHeader)))
    yield { line, ...readCells(header, cells) };
}

function readHeader(cells: string[]): string[] {
  const header = cells.map((name) => name.toLowerCase());
  return soundHeader(header, countsHeaderFault(header));
}

function readCells(header: readonly string[], cells: readonly Buffer[]): CellsResult {
  if (!cells.every((cell) => isUtf8(cell)))
    return { value: null, fault: { pointer: "", message: "The record is not UTF-8." } };
  return cellsValue(
    header,
    cells.map((cell) => cell.toString("utf8").trim()),
  );
}
