type Row = Readonly<Record<string, unknown>>;

/** Cells that a spreadsheet would run as a formula are made text (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/;

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text =
    typeof value !== "object"
      ? String(value)
      : Array.isArray(value) && value.every((item) => typeof item !== "object")
        ? value.join("; ")
        : JSON.stringify(value);
  const number = typeof value === "number" || PLAIN_NUMBER.test(text);
  const safe = FORMULA.test(text) && !number ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180 with CRLF: a head row of field names, then one row a record; lists are joined by semicolons. */
export const toCsv = (fields: readonly string[], rows: readonly Row[]): string =>
  [fields.map(cell), ...rows.map((row) => fields.map((name) => cell(row[name])))]
    .map((cells) => `${cells.join(",")}\r\n`)
    .join("");
