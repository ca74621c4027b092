import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { badRequest } from "@/lib/kernel/errors";
import { csvFault } from "../formats/csv";
import { RECORD_LIMIT, recordTooLarge } from "./limits";

/** A large chunk would be parsed in one go and hold up everybody else. */
const SLICE_BYTES = 65_536;

async function* slices(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) yield chunk.subarray(at, at + SLICE_BYTES);
}

type Row = { record: Buffer[]; info: { lines: number } };

export type CsvRow = { line: number; header: readonly string[]; cells: readonly Buffer[] };

const isBlank = (cells: readonly Buffer[]) => cells.length === 1 && cells[0]?.length === 0;

const sizeOf = (cells: readonly Buffer[]) => cells.reduce((sum, cell) => sum + cell.length + 1, 0);

function asProblem(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  if (error.code === "CSV_MAX_RECORD_SIZE") return recordTooLarge(line);
  return badRequest(csvFault(error, line));
}

/**
 * The rows of a CSV file below its header row, each at the line it begins at. `readHeader` names the columns, or throws.
 * Throws 400 for a file that cannot be read and 413 for a long row.
 */
export async function* csvRows(
  chunks: AsyncIterable<Buffer>,
  readHeader: (cells: string[]) => string[],
): AsyncGenerator<CsvRow> {
  const parser = parse({
    encoding: null,
    info: true,
    relax_column_count: true,
    max_record_size: RECORD_LIMIT,
  });
  // Both ends tell of a failure; the reading end is the one that is listened to.
  pipeline(Readable.from(slices(chunks)), parser).catch(() => undefined);
  let header: string[] | null = null;
  let line = 1;
  try {
    for await (const { record: cells, info } of parser as AsyncIterable<Row>) {
      const began = line;
      line = info.lines + 1;
      if (isBlank(cells)) continue;
      // The parser's own limit holds for a cell.
      if (sizeOf(cells) > RECORD_LIMIT) throw recordTooLarge(began);
      if (header) yield { line: began, header, cells };
      else header = readHeader(cells.map((cell) => cell.toString("utf8").trim()));
    }
  } catch (error) {
    throw asProblem(error, line);
  }
  if (!header) throw badRequest("The file is empty.");
}

/** The header, where nothing is wrong with it. Throws 400. */
export function soundHeader(header: string[], fault: string | null): string[] {
  if (fault) throw badRequest(`${fault} Nothing was stored.`);
  return header;
}
