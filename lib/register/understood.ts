import type { z } from "zod";

/** A query as it was understood, and the names of what could not be read and was left out. */
export type Understood<T> = { query: T; ignored: string[] };

/** Names that an issue is about: of a field that there is not, its own. */
const faulty = (issue: z.core.$ZodIssue): string[] =>
  issue.code === "unrecognized_keys" ? [...issue.keys] : [String(issue.path[0])];

/**
 * What of an address a list's schema understands. `own`: what the page asks itself; it goes before the address. What
 * cannot be read is left out and named, so that nobody takes the whole list for a filtered one.
 */
export function understood<S extends z.ZodType>(
  schema: S,
  address: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>> = {},
): Understood<z.infer<S>> {
  const given = new Map(Object.entries(address));
  const ignored: string[] = [];
  while (true) {
    const parsed = schema.safeParse({ ...Object.fromEntries(given), ...own });
    if (parsed.success) return { query: parsed.data, ignored };
    const dropped = [...new Set(parsed.error.issues.flatMap(faulty))].filter((name) => given.delete(name));
    if (dropped.length === 0) throw parsed.error;
    ignored.push(...dropped);
  }
}
