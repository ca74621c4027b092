import { z } from "zod";
import { type InputError, invalid } from "@/lib/kernel/errors";

/** What every list takes beside filters by field. */
const Controls = z.object({
  q: z.string().max(200).optional().describe("Words that the record must all contain."),
  sort: z
    .string()
    .max(200)
    .optional()
    .describe("Fields by comma; a dash in front sorts downwards. Unknown comes last."),
  cursor: z.string().max(40).optional().describe("next_cursor of the page before."),
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe("Records on a page."),
  format: z.enum(["json", "csv"]).default("json").describe("csv: the whole selection, not a page."),
  columns: z.string().max(2000).optional().describe("Fields of the CSV by comma; default all."),
  retired: z.enum(["true", "false", "all"]).default("false").describe("Whether to list retired records."),
});
const CONTROLS = Object.keys(Controls.shape);

export type ListQuery = Record<string, string | string[]>;
export type ListPage<V> = { items: V[]; next_cursor: string | null; total: number };
type Row = Readonly<Record<string, unknown>>;

/** Fields that say nothing to a reader: not searched. */
const SILENT = new Set([
  "id",
  "version",
  "record_version",
  "created_at",
  "updated_at",
  "updated_by",
  "ordinal",
  "owner_ordinal",
]);

const Wanted = z.union([z.string(), z.array(z.string())]).optional();

/** The query of a list: the controls, and each field of the view as a filter, once or several times (any of them). */
export function listQuery(view: z.ZodObject): z.ZodType<ListQuery> {
  const filters = Object.keys(view.shape).filter((name) => !CONTROLS.includes(name));
  const texts = Object.entries(Controls.shape).map(([name, control]) => [
    name,
    z
      .string()
      .optional()
      .describe(control.description ?? ""),
  ]);
  // The controls themselves are parsed where they are used, by pages as by routes.
  const shape = {
    ...Object.fromEntries(filters.map((name) => [name, Wanted])),
    ...Object.fromEntries(texts),
  };
  return z.strictObject(shape) as z.ZodType<ListQuery>;
}

const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ""
    : typeof value === "object"
      ? Object.values(value).map(textOf).join(" ")
      : String(value);

const searchText = (row: Row): string =>
  Object.entries(row)
    .map(([name, value]) => (SILENT.has(name) ? "" : textOf(value)))
    .join(" ")
    .toLowerCase();

function matchesFilter(value: unknown, wanted: readonly string[]): boolean {
  const values = Array.isArray(value) ? value : [value];
  return values.some((one) => wanted.includes(one === null || one === undefined ? "" : String(one)));
}

const NUMERIC = /^-?\d+(\.\d+)?$/;
const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/** Numbers by value, text without regard to case. */
const compare = (x: string, y: string): number =>
  NUMERIC.test(x) && NUMERIC.test(y) ? Number(x) - Number(y) : collator.compare(x, y);

/** Compares records by keys, the first one first; unknown comes last whichever way it is sorted. */
export function byKeys(keys: readonly SortKey[]): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const { name, down } of keys) {
      const [x, y] = [textOf(a[name]), textOf(b[name])];
      const empty = Number(x === "") - Number(y === "");
      const order = empty !== 0 ? empty : down ? -compare(x, y) : compare(x, y);
      if (order !== 0) return order;
    }
    return 0;
  };
}

export type ReadQuery = {
  controls: z.infer<typeof Controls>;
  /** By field of the view: any of the values; "" is unknown. */
  filters: [name: string, wanted: string[]][];
  /** Lower case; all of them are in the record. */
  words: string[];
  /** Rows before the page. */
  start: number;
};

/** A list's query taken apart. Throws 422 for a filter or a sort that the view does not have. */
export function readQuery(query: ListQuery, view: z.ZodObject): ReadQuery {
  const fields = new Set(Object.keys(view.shape));
  const controls = parseControls(query, fields);
  const filters = Object.entries(query).filter(([name, value]) => !isControl(name, value, fields));
  const errors: InputError[] = filters
    .filter(([name]) => !fields.has(name))
    .map(([name]) => ({ pointer: `/${name}`, message: "There is no such filter." }));
  if (errors.length > 0) throw invalid(errors);
  const start = Number(controls.cursor ?? 0);
  if (!Number.isSafeInteger(start) || start < 0)
    throw invalid([{ pointer: "/cursor", message: "This is not a cursor that a list gave." }]);
  return {
    controls,
    filters: filters.map(([name, wanted]) => [name, [wanted].flat()]),
    words: (controls.q ?? "").toLowerCase().split(/\s+/).filter(Boolean),
    start,
  };
}

export type SortKey = { name: string; down: boolean };

/** `-amount,name` as keys, the first one first. Throws 422 for a field that the view does not have. */
export function sortKeys(sort: string | undefined, fields: ReadonlySet<string>): SortKey[] {
  const parts = (sort ?? "").split(",").filter((part) => part !== "");
  const keys = parts.map((part) => ({ name: part.replace(/^[-+]/, ""), down: part.startsWith("-") }));
  const unknown = keys.find(({ name }) => !fields.has(name));
  if (unknown)
    throw invalid([{ pointer: "/sort", message: `There is no field “${unknown.name}” to sort by.` }]);
  return keys;
}

/** Rows that the query asks for, in its order, all pages. Throws 422 for a field that the view does not have. */
export function selectRows<V extends object>(rows: readonly V[], query: ListQuery, view: z.ZodObject): V[] {
  const { controls, filters, words } = readQuery(query, view);
  const kept = rows.filter((view) => {
    const row = view as Row;
    if (controls.retired !== "all" && (row.retired_at != null) !== (controls.retired === "true"))
      return false;
    if (!filters.every(([name, wanted]) => matchesFilter(row[name], wanted))) return false;
    if (words.length === 0) return true;
    const text = searchText(row);
    return words.every((word) => text.includes(word));
  });
  const order = byKeys(sortKeys(controls.sort, new Set(Object.keys(view.shape))));
  return kept.sort((a, b) => order(a as Row, b as Row));
}

/** One page of a selection. The cursor is the number of rows before it. */
export function pageRows<V extends object>(
  rows: readonly V[],
  query: ListQuery,
  view: z.ZodObject,
): ListPage<V> {
  const { controls, start } = readQuery(query, view);
  const selected = selectRows(rows, query, view);
  const end = start + controls.limit;
  return {
    items: selected.slice(start, end),
    next_cursor: end < selected.length ? String(end) : null,
    total: selected.length,
  };
}

/** The columns that an export was asked for, all of the view without a choice. */
export function chosenColumns(query: ListQuery, view: z.ZodObject): string[] {
  const all = Object.keys(view.shape);
  const { columns } = parseControls(query, new Set(all));
  // Names of keys are for pages; a table of words has the keys.
  if (columns === undefined || columns === "") return all.filter((name) => !name.endsWith("_names"));
  const chosen = [...new Set(columns.split(","))];
  const unknown = chosen.find((name) => !all.includes(name));
  if (unknown !== undefined)
    throw invalid([{ pointer: "/columns", message: `There is no column “${unknown}”.` }]);
  return chosen;
}

/** `retired` of a product is also when it was taken off the market: another word than the control's is that filter. */
const isControl = (name: string, value: unknown, fields: ReadonlySet<string>): boolean =>
  CONTROLS.includes(name) &&
  (name !== "retired" || !fields.has(name) || Controls.shape.retired.safeParse(value).success);

/** What of an address a list understands: an old link or a mistyped one shows the list instead of an error. */
export function understood(query: ListQuery, view: z.ZodObject): ListQuery {
  const fields = new Set(Object.keys(view.shape));
  const known = (part: string) => fields.has(part.replace(/^[-+]/, ""));
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]): [string, string | string[]][] => {
      if (name === "sort") return [[name, String(value).split(",").filter(known).join(",")]];
      if (name === "cursor") return /^\d{1,9}$/.test(String(value)) ? [[name, value]] : [];
      if (isControl(name, value, fields))
        return Controls.safeParse({ [name]: value }).success ? [[name, value]] : [];
      return fields.has(name) ? [[name, value]] : [];
    }),
  );
}

/** The controls, or 422 with what is wrong with them. */
function parseControls(query: ListQuery, fields: ReadonlySet<string>): z.infer<typeof Controls> {
  const asked = Object.entries(query).filter(([name, value]) => isControl(name, value, fields));
  const result = Controls.safeParse(Object.fromEntries(asked));
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.map((issue) => ({ pointer: `/${issue.path.join("/")}`, message: issue.message })),
  );
}
