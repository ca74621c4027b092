import { z } from "zod";
import { invalid } from "@/lib/kernel/errors";

const Cursor = z.tuple([z.string().regex(/^\d{4}-[\d :.-]+$/), z.number().int().min(0), z.string()]);
export type Cursor = z.infer<typeof Cursor>;

/** The last row of a page: time, source number, decision id. */
export const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** Throws 422 for text that is not a cursor of ours. */
export function readCursor(text: string): Cursor {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw invalid([{ pointer: "/cursor", message: "This is not a cursor that a list gave." }]);
  }
}
