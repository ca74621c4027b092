import { z } from "zod";

export const SavedViewInput = z.strictObject({
  list: z.literal("overlaps").default("overlaps"),
  name: z.string().trim().min(1, "Say a name.").max(80, "At most 80 characters."),
  query: z.string().max(2000).describe("Query of the page's address: status=open&severity=5&view=board."),
});
export type SavedViewInput = z.infer<typeof SavedViewInput>;

export const SavedViewView = z.object({
  id: z.string(),
  list: z.string(),
  name: z.string(),
  query: z.string(),
  created_at: z.string(),
});
export type SavedViewView = z.infer<typeof SavedViewView>;

/** A view is kept without its place in the list, and its parameters in one order: equal views are equal texts. */
export function viewQuery(text: string): string {
  const params = new URLSearchParams(text.replace(/^\?/, ""));
  for (const name of ["cursor", "page", "limit", "format", "saved"]) params.delete(name);
  for (const [name, value] of [...params]) if (value === "") params.delete(name, value);
  params.sort();
  return params.toString();
}
