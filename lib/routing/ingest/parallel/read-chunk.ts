import { isAscii, isUtf8 } from "node:buffer";
import { GATEWAYS } from "../../formats/gateways";
import { parseDocument } from "../../formats/json";
import type { RecordFault } from "../../formats/native";
import { otlp } from "../../formats/otlp";
import { LF } from "../bytes";
import { readRow } from "../read-row";
import { gatewayReader, type Reading } from "../reader";

/** Whole lines of a delivery, the first of which has this number. */
export type Chunk = {
  reading: Reading;
  batch_no: number;
  first_line: number;
  bytes: Uint8Array;
};

/** What was read of a chunk, or of a whole document. */
export type ChunkRead = {
  /** Rows as `readRow` writes them, a line each. */
  rows: Uint8Array;
  accepted: number;
  others: number;
  unknown_fields: number;
  /** The highest number that a record has. */
  last_line: number;
  rejected: readonly { line: number; fault: RecordFault; syntax: boolean }[];
};

const BLANK = /^[ \t\r]*$/;

/** The reader that a thread was told of. */
export const readerOf = ({ format, aliases, now_ms }: Reading) =>
  gatewayReader(format === "otlp" ? otlp : GATEWAYS[format], aliases, now_ms);

/** Rows in memory that both sides see: handed over without a copy, and without weight on the process's own memory. */
export function rowsOf(rows: readonly string[]): Uint8Array {
  const text = rows.join("");
  const bytes = Buffer.from(new SharedArrayBuffer(Buffer.byteLength(text)));
  bytes.write(text);
  return bytes;
}

/** Lines one by one: short text stays where it is fast to reach, and is gone before it costs anything. */
function* linesOf(chunk: Uint8Array): Generator<string> {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  const encoding = isAscii(bytes) ? "latin1" : "utf8";
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(LF, from);
    const end = found < 0 ? bytes.length : found;
    yield bytes.toString(encoding, from, end);
    from = end + 1;
  }
}

/**
 * Reads a chunk of a gateway's records, a line each. Null where lines cannot be read apart from the others: a line
 * that holds several records moves the numbers of all that follow, and text that is not UTF-8 is named by its line.
 */
export function readChunk({ reading, batch_no, first_line, bytes }: Chunk): ChunkRead | null {
  if (!isUtf8(bytes)) return null;
  const reader = readerOf(reading);
  const rows: string[] = [];
  const rejected: { line: number; fault: RecordFault; syntax: boolean }[] = [];
  let [others, unknown_fields, line] = [0, 0, first_line - 1];
  for (const text of linesOf(bytes)) {
    line += 1;
    if (BLANK.test(text)) continue;
    const document = parseDocument(text);
    if (document.broken) {
      rejected.push({ line, fault: document.broken, syntax: document.broken.syntax });
      continue;
    }
    const results = [...reader.read(document)];
    if (results.length !== 1) return null;
    for (const result of results) {
      if (result.kind === "other") others += 1;
      else if (result.kind === "fault") rejected.push({ line, fault: result.fault, syntax: false });
      else {
        rows.push(readRow(batch_no, line, result.record, result.decided_because), "\n");
        unknown_fields += result.unknown_fields;
      }
    }
  }
  return {
    rows: rowsOf(rows),
    accepted: rows.length / 2,
    others,
    unknown_fields,
    last_line: line,
    rejected,
  };
}
