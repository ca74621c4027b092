import { z } from "zod";
import type { SortKey } from "./entity/list";

const partsOf = (sort: string): string[] => sort.split(",").filter((part) => part !== "");

/** `-amount,name` as keys, the first one first. */
export const toSortKeys = (sort: string | undefined): SortKey[] =>
  partsOf(sort ?? "").map((part) => ({ name: part.replace(/^[-+]/, ""), down: part.startsWith("-") }));

/**
 * `sort` of a list that is no register's own, in the register's words: fields by comma, a dash in front for downwards. With
 * it the cursor is the number of records before the page.
 */
export function sortBy(fields: readonly string[]) {
  return z
    .string()
    .max(200)
    .superRefine((text, context) => {
      const unknown = toSortKeys(text).find(({ name }) => !fields.includes(name));
      if (unknown)
        context.addIssue({ code: "custom", message: `There is no field “${unknown.name}” to sort by.` });
    })
    .optional()
    .describe(
      `Fields by comma; a dash in front sorts downwards. Unknown comes last. Among ${fields.join(", ")}.`,
    );
}

/** What of a `sort` in an address a list understands: a mistyped one shows the list in its own order. */
export function understoodSort(sort: unknown, fields: readonly string[]): string | undefined {
  const known = partsOf(String(sort ?? "")).filter((part) => fields.includes(part.replace(/^[-+]/, "")));
  return known.length === 0 ? undefined : known.join(",");
}

const OURS = /^\d{1,9}$/;

/** Whether a cursor can be the number of records before a page. */
export const isOffset = (cursor: string | undefined): boolean => cursor === undefined || OURS.test(cursor);

/** Some rows of a list that was read whole, with the cursor of the next page. */
export function pageAt<R>(
  rows: readonly R[],
  { cursor = "0", limit }: { cursor?: string | undefined; limit: number },
): { page: R[]; next_cursor: string | null } {
  const start = Number(cursor);
  const end = start + limit;
  return { page: rows.slice(start, end), next_cursor: end < rows.length ? String(end) : null };
}

/** A page of numbered rows, of which one more than wanted was read; its cursor is the number of its last. */
export function numberedPage<R extends { number: number }>(
  read: readonly R[],
  limit: number,
): { rows: R[]; next_cursor: string | null } {
  const rows = read.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next_cursor: read.length > limit && last ? String(last.number) : null };
}
