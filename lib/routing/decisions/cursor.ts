import { z } from "zod";
import { invalid } from "@/lib/kernel/errors";

/** The last row of a page of decisions by time: time, source number, decision id. */
export const TimeCursor = z.tuple([
  z.string().regex(/^\d{4}-[\d :.-]+$/),
  z.number().int().min(0),
  z.string(),
]);

/** What a list goes on from, as a text that means nothing to others. */
export const writeCursor = (cursor: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** Throws 422 for text that is not a cursor of this list. */
export function readCursor<T>(text: string, cursor: z.ZodType<T>): T {
  try {
    return cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw invalid([{ pointer: "/cursor", message: "This is not a cursor that a list gave." }]);
  }
}
