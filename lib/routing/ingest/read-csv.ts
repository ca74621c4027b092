import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { badRequest } from "@/lib/kernel/errors";
import { csvFault, headerFault, rowValue } from "../formats/csv";
import type { Intake } from "./intake";
import { RECORD_LIMIT, recordTooLarge } from "./limits";
import type { Tally } from "./tally";

/** A large chunk would be parsed in one go and hold up everybody else. */
const SLICE_BYTES = 65_536;

async function* slices(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) yield chunk.subarray(at, at + SLICE_BYTES);
}

type Row = { record: Buffer[]; info: { lines: number } };

const isBlank = (cells: readonly Buffer[]) => cells.length === 1 && cells[0]?.length === 0;

const sizeOf = (cells: readonly Buffer[]) => cells.reduce((sum, cell) => sum + cell.length + 1, 0);

function readHeader(cells: readonly Buffer[]): string[] {
  const header = cells.map((cell) => cell.toString("utf8").trim());
  const fault = headerFault(header);
  if (fault) throw badRequest(`${fault} Nothing was stored.`);
  return header;
}

function asProblem(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  if (error.code === "CSV_MAX_RECORD_SIZE") return recordTooLarge(line);
  return badRequest(csvFault(error, line));
}

/** Takes the rows of a CSV file with a header row; a row's line is the one it begins at. Throws 400 for a broken file. */
export async function readCsv(chunks: AsyncIterable<Buffer>, intake: Intake, tally: Tally): Promise<void> {
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
    for await (const { record, info } of parser as AsyncIterable<Row>) {
      const began = line;
      line = info.lines + 1;
      if (isBlank(record)) continue;
      // The parser's own limit holds for a cell.
      if (sizeOf(record) > RECORD_LIMIT) throw recordTooLarge(began);
      if (!header) {
        header = readHeader(record);
        continue;
      }
      const row = rowValue(header, record);
      if (row.fault) tally.reject(began, row.fault);
      else await intake.take(began, { value: row.value, faults: [], broken: null }, row.unknown_fields);
      await intake.breathe();
    }
  } catch (error) {
    throw asProblem(error, line);
  }
  if (!header) throw badRequest("The file is empty.");
}
