import { isUtf8 } from "node:buffer";
import type { CsvError } from "csv-parse";
import { pointerToken } from "@/lib/kernel/pointer";
import { type JsonValue, parseJson } from "./json";
import { NativeRecord, type RecordFault } from "./native";

const NUMBERS = new Set(["input_tokens", "output_tokens", "cost_usd", "latency_ms"]);
const JSON_COLUMNS = new Set(["candidates", "outcome"]);
const KNOWN = new Set(Object.keys(NativeRecord.shape));
const REQUIRED = ["decision_id", "occurred_at", "chosen_model"];
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What keeps a header from being read, in a sentence; null when it can be. */
export function headerFault(header: readonly string[]): string | null {
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) return `The header names the column ${JSON.stringify(twice)} twice.`;
  const missing = REQUIRED.filter((name) => !header.includes(name));
  return missing.length > 0 ? `The header row lacks ${missing.join(", ")}.` : null;
}

const QUOTE_FAULTS: ReadonlyMap<string, string> = new Map([
  ["CSV_QUOTE_NOT_CLOSED", "a quote is not closed"],
  ["INVALID_OPENING_QUOTE", "a quote opens inside a cell"],
  ["CSV_INVALID_CLOSING_QUOTE", "something follows a closing quote"],
]);

/** What the parser found and where, in words of ours: its own repeat what stands in the cell. */
export function csvFault(error: CsvError, line: number): string {
  const at = typeof error.lines === "number" ? error.lines : line;
  const what = QUOTE_FAULTS.get(error.code) ?? "it is no CSV";
  return `The CSV file cannot be read from line ${at} on: ${what}. Nothing was stored.`;
}

export type CsvRow = { value: JsonValue; unknown_fields: number; fault: null } | { fault: RecordFault };

const fault = (pointer: string, message: string): CsvRow => ({ fault: { pointer, message } });

/** A row's cells as the value of a native record; an empty cell is an absent field. Columns unknown to the format are counted. */
export function rowValue(header: readonly string[], cells: readonly Buffer[]): CsvRow {
  if (cells.length !== header.length)
    return fault("", `The row has ${cells.length} cells where the header has ${header.length}.`);
  const value: Record<string, JsonValue> = Object.create(null);
  let unknown_fields = 0;
  for (const [index, bytes] of cells.entries()) {
    const name = header[index] ?? "";
    const pointer = `/${pointerToken(name)}`;
    if (!isUtf8(bytes)) return fault(pointer, "The text is not UTF-8.");
    const text = bytes.toString("utf8");
    if (text.includes("\0")) return fault(pointer, "Text cannot hold the character NUL.");
    if (text === "") continue;
    if (!KNOWN.has(name)) unknown_fields += 1;
    else if (NUMBERS.has(name)) {
      if (!NUMBER.test(text)) return fault(pointer, "Expected a number.");
      if (!Number.isFinite(Number(text))) return fault(pointer, "The number is out of range.");
      value[name] = Number(text);
    } else if (JSON_COLUMNS.has(name)) {
      const read = parseJson(text);
      if (read.fault) return fault(`${pointer}${read.fault.pointer}`, read.fault.message);
      value[name] = read.value;
    } else value[name] = text;
  }
  return { value, unknown_fields, fault: null };
}

type Opened = { value: JsonValue; fault: null } | { value: null; fault: RecordFault };

/** A row of a table with types, its columns of JSON text read; what is no text stays. */
export function withJsonColumns(row: JsonValue): Opened {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return { value: row, fault: null };
  const value: Record<string, JsonValue> = Object.assign(Object.create(null), row);
  for (const name of JSON_COLUMNS) {
    const text = value[name];
    if (typeof text !== "string") continue;
    const read = text === "" ? { value: null, fault: null } : parseJson(text);
    if (read.fault)
      return { value: null, fault: { ...read.fault, pointer: `/${name}${read.fault.pointer}` } };
    value[name] = read.value;
  }
  return { value, fault: null };
}
