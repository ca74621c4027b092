import type { z } from "zod";

/** Rows of JSONEachRow text, each parsed by its schema. Throws when the engine answers another shape. */
export function parseRows<T>(text: string, row: z.ZodType<T>): T[] {
  if (text === "") return [];
  const lines = text.endsWith("\n") ? text.slice(0, -1).split("\n") : text.split("\n");
  return lines.filter((line) => line !== "").map((line) => row.parse(JSON.parse(line)));
}
