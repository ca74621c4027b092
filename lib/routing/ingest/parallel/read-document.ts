import { Problem } from "@/lib/kernel/errors";
import { Field } from "../../formats/gateway";
import type { JsonDocument } from "../../formats/json";
import type { RecordFault } from "../../formats/native";
import { decodeSpans, decodeTraces, splitSpans } from "../../formats/otlp";
import { checkMessages, parseWhole, refused, textOf } from "../documents";
import { RECORD_LIMIT, recordTooLarge } from "../limits";
import { readRow } from "../read-row";
import type { Reader, Reading, ReadOne, ReadResult } from "../reader";
import { type ChunkRead, readerOf, rowsOf } from "./read-chunk";
import { type Refusal, refusalOf } from "./refusal";

/** One whole document of a delivery, or one message in a format's own encoding. */
export type Whole = { reading: Reading; batch_no: number; document: Uint8Array; message: boolean };

/** What a document held; or why the delivery as a whole is refused. */
export type WholeRead = (ChunkRead & { problem: null }) | { problem: Refusal };

/** Reads a document. Throws 400 for bytes that are none, and 413 for one record over the limit of records, and for more than may be read at once. */
export function parseFor(reader: Pick<Reader, "isRecord">, bytes: Buffer, message: boolean): JsonDocument {
  if (message) return decodedFor(bytes);
  const document = parseWhole(bytes);
  if (bytes.length > RECORD_LIMIT && !document.broken && reader.isRecord(document.value))
    throw recordTooLarge(1);
  return document;
}

function decodedFor(bytes: Buffer): JsonDocument {
  checkMessages(bytes);
  try {
    return { ...decodeTraces(bytes), broken: null };
  } catch (error) {
    throw refused(error);
  }
}

/** Reads a document whose records have the numbers 1, 2, 3 … in the order in which they stand. */
export function readWhole(whole: Whole): WholeRead {
  try {
    return { ...readRecords(whole), problem: null };
  } catch (error) {
    const problem = refused(error);
    if (!(problem instanceof Problem)) throw problem;
    return { problem: refusalOf(problem) };
  }
}

function readRecords({ reading, batch_no, document, message }: Whole): ChunkRead {
  const reader = readerOf(reading);
  const bytes = Buffer.from(document.buffer, document.byteOffset, document.length);
  const spans =
    reading.format === "otlp" ? gathered(batch_no, spanBySpan(bytes, message, reader.readOne)) : null;
  if (spans) return spans;
  const parsed = parseFor(reader, bytes, message);
  if (!parsed.broken) return gathered(batch_no, reader.read(parsed)) ?? NOTHING;
  return { ...NOTHING, rejected: [{ line: 1, fault: parsed.broken, syntax: false }] };
}

/** The spans of a request, each read before the next is decoded; null among them: they are not to be read so. */
function* spanBySpan(bytes: Buffer, message: boolean, readOne: ReadOne): Generator<ReadResult | null> {
  if (message) checkMessages(bytes);
  for (const read of message ? decodeSpans(bytes) : splitSpans(textOf(bytes) ?? ""))
    yield read && readOne(new Field(read.span, read.pointer), read.fault);
}

const NOTHING: ChunkRead = {
  rows: rowsOf([]),
  accepted: 0,
  others: 0,
  unknown_fields: 0,
  last_line: 0,
  rejected: [],
};

/** Results as rows and counts; null where one of them is none. */
function gathered(batch_no: number, results: Iterable<ReadResult | null>): ChunkRead | null {
  const rejected: { line: number; fault: RecordFault; syntax: boolean }[] = [];
  const rows: string[] = [];
  let [others, unknown_fields, line] = [0, 0, 0];
  for (const result of results) {
    if (!result) return null;
    if (result.kind === "other") others += 1;
    else line += 1;
    if (result.kind === "fault") rejected.push({ line, fault: result.fault, syntax: false });
    if (result.kind !== "decision") continue;
    rows.push(readRow(batch_no, line, result.record, result.decided_because), "\n");
    unknown_fields += result.unknown_fields;
  }
  return { rows: rowsOf(rows), accepted: rows.length / 2, others, unknown_fields, last_line: line, rejected };
}
