import { pointerToken } from "@/lib/kernel/pointer";
import { parseInstant } from "@/lib/kernel/time";
import type { JsonValue } from "../formats/json";
import type { RecordFault } from "../formats/native";
import { ServedCountRecord } from "./schema";

const EARLIEST_MS = Date.UTC(2015, 0, 1);
const AHEAD_MS = 86_400_000;
const FIELDS = new Set(Object.keys(ServedCountRecord.shape));
const WHOLE = /^\d+$/;

export type CountResult =
  | { record: ServedCountRecord; unknown_fields: number; fault: null }
  | { record: null; fault: RecordFault };

const refuse = (pointer: string, message: string): CountResult => ({
  record: null,
  fault: { pointer, message },
});

/** A parsed value as a count, or the first fault in the order of the fields. `now_ms` is when the delivery began. */
export function readCount(value: JsonValue, now_ms: number): CountResult {
  const parsed = ServedCountRecord.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(
      issue?.path.map((part) => `/${String(part)}`).join("") ?? "",
      issue?.message ?? "Not valid.",
    );
  }
  const day_ms = parseInstant(parsed.data.day) ?? 0;
  if (day_ms < EARLIEST_MS) return refuse("/day", "The day is before 2015.");
  if (day_ms > now_ms + AHEAD_MS) return refuse("/day", "The day is more than 24 hours ahead.");
  const names = typeof value === "object" && value !== null ? Object.keys(value) : [];
  return {
    record: parsed.data,
    unknown_fields: names.filter((name) => !FIELDS.has(name)).length,
    fault: null,
  };
}

export type CellsResult = { value: JsonValue; fault: null } | { value: null; fault: RecordFault };

/** A CSV row's cells as the value of a count; an empty cell is an absent field. */
export function cellsValue(header: readonly string[], cells: readonly string[]): CellsResult {
  const wrong = (pointer: string, message: string) => ({ value: null, fault: { pointer, message } });
  if (cells.length !== header.length)
    return wrong("", `The row has ${cells.length} cells where the header has ${header.length}.`);
  const value: Record<string, JsonValue> = Object.create(null);
  for (const [at, text] of cells.entries()) {
    const name = header[at] ?? "";
    if (text === "") continue;
    if (text.includes("\0")) return wrong(`/${pointerToken(name)}`, "Text cannot hold the character NUL.");
    value[name] = name === "decisions" && WHOLE.test(text) ? Number(text) : text;
  }
  return { value, fault: null };
}

/** What keeps a CSV header from being read, in a sentence; null when it can be. */
export function countsHeaderFault(header: readonly string[]): string | null {
  const twice = header.find((name, at) => header.indexOf(name) !== at);
  if (twice !== undefined) return `The header names the column ${JSON.stringify(twice)} twice.`;
  const missing = [...FIELDS].filter((name) => !header.includes(name));
  return missing.length > 0 ? `The header row lacks ${missing.join(", ")}.` : null;
}
