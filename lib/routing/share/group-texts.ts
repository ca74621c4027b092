import { z } from "zod";
import { clickhouse } from "@/lib/clickhouse/server";
import { type Filters, whereDecisions } from "../store/range";
import type { ShareBy } from "./schema";

/** Groupings whose text is in the table itself. */
export type TextGroup = Exclude<ShareBy, "owner" | "model">;

// Texts seen so far, in this process: a question binds what is known and finds out what is not, so that a stale list
// costs one repeat and never a wrong figure.
const known = new Map<TextGroup, Set<string>>();

const MOST = 20_000;

/** Texts of a column that are known, in a fixed order. */
export const groupTexts = (column: TextGroup): string[] => [...(known.get(column) ?? [])].sort();

/** Remembers every text that a column has in the range. */
export async function learnGroups(column: TextGroup, filters: Filters): Promise<void> {
  const { sql, params } = whereDecisions(filters);
  const rows = await clickhouse().rows({
    sql: `SELECT DISTINCT ${column} AS text FROM decisions WHERE ${sql}`,
    params,
    row: z.object({ text: z.string() }),
  });
  const texts = known.get(column) ?? new Set<string>();
  if (texts.size + rows.length > MOST) texts.clear();
  for (const { text } of rows) texts.add(text);
  known.set(column, texts);
}
