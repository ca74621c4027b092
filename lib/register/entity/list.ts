import { z } from "zod";
import type { InputError } from "@/lib/kernel/errors";
import { invalid } from "@/lib/kernel/errors";

/** What every list takes beside filters by field. */
const CONTROLS = ["q", "sort", "cursor", "limit", "format", "retired"] as const;

const Controls = z.object({
  q: z.string().max(200).optional(),
  sort: z.string().max(200).optional(),
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  format: z.enum(["json", "csv"]).default("json"),
  retired: z.enum(["true", "false", "all"]).default("false"),
});

export type ListQuery = Record<string, string | string[]>;
export type ListPage<V> = { items: V[]; next_cursor: string | null; total: number };
export type Row = Readonly<Record<string, unknown>>;

/** A list's query: the common controls and any field of the view as a filter, once or several times (any of them). */
export const ListQuery = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ""
    : typeof value === "object"
      ? Object.values(value).map(textOf).join(" ")
      : String(value);

function matchesFilter(value: unknown, wanted: readonly string[]): boolean {
  const values = Array.isArray(value) ? value : [value];
  return values.some((one) => wanted.includes(one === null || one === undefined ? "" : String(one)));
}

const NUMERIC = /^-?\d+(\.\d+)?$/;

/** Numbers by value, text without regard to case, unknown last. */
function compare(a: unknown, b: unknown): number {
  const [x, y] = [textOf(a), textOf(b)];
  if (x === "" || y === "") return x === y ? 0 : x === "" ? 1 : -1;
  if (NUMERIC.test(x) && NUMERIC.test(y)) return Number(x) - Number(y);
  return x.localeCompare(y, "en", { sensitivity: "base", numeric: true });
}

function comparator(sort: string | undefined, fields: ReadonlySet<string>): (a: Row, b: Row) => number {
  const parts = (sort ?? "").split(",").filter((part) => part !== "");
  const keys = parts.map((part) => ({
    name: part.replace(/^[-+]/, ""),
    sign: part.startsWith("-") ? -1 : 1,
  }));
  const unknown = keys.find(({ name }) => !fields.has(name));
  if (unknown)
    throw invalid([{ pointer: "/sort", message: `There is no field “${unknown.name}” to sort by.` }]);
  return (a, b) => {
    for (const { name, sign } of keys) {
      const empty = Number(textOf(a[name]) === "") - Number(textOf(b[name]) === "");
      const order = empty !== 0 ? empty : sign * compare(a[name], b[name]);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Rows that the query asks for, in its order, all pages. Throws 422 for a field that the view does not have. */
export function selectRows<V extends Row>(rows: readonly V[], query: ListQuery, view: z.ZodType<V>): V[] {
  const fields = fieldNames(view);
  const controls = parseControls(query);
  const filters = Object.entries(query).filter(([name]) => !CONTROLS.some((control) => control === name));
  const errors: InputError[] = filters
    .filter(([name]) => !fields.has(name))
    .map(([name]) => ({ pointer: `/${name}`, message: "There is no such filter." }));
  if (errors.length > 0) throw invalid(errors);
  const words = (controls.q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const kept = rows.filter((row) => {
    const record: Row = row;
    if (controls.retired !== "all" && (record.retired_at != null) !== (controls.retired === "true"))
      return false;
    if (!filters.every(([name, wanted]) => matchesFilter(record[name], [wanted].flat()))) return false;
    if (words.length === 0) return true;
    const text = textOf(record).toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return kept.sort(comparator(controls.sort, fields));
}

/** One page of a selection. The cursor is the number of rows before it. */
export function pageRows<V extends Row>(
  rows: readonly V[],
  query: ListQuery,
  view: z.ZodType<V>,
): ListPage<V> {
  const controls = parseControls(query);
  const selected = selectRows(rows, query, view);
  const start = Number(controls.cursor ?? 0);
  if (!Number.isInteger(start) || start < 0)
    throw invalid([{ pointer: "/cursor", message: "This is not a cursor that a list gave." }]);
  const end = start + controls.limit;
  return {
    items: selected.slice(start, end),
    next_cursor: end < selected.length ? String(end) : null,
    total: selected.length,
  };
}

const pick = (query: ListQuery): Record<string, unknown> =>
  Object.fromEntries(CONTROLS.flatMap((name) => (name in query ? [[name, query[name]]] : [])));

/** The controls, or 422 with what is wrong with them. */
export function parseControls(query: ListQuery): z.infer<typeof Controls> {
  const result = Controls.safeParse(pick(query));
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.map((issue) => ({ pointer: `/${issue.path.join("/")}`, message: issue.message })),
  );
}

/** Field names of an object schema, in order. */
export function fieldNames(view: z.ZodType): Set<string> {
  return new Set(view instanceof z.ZodObject ? Object.keys(view.shape) : []);
}
