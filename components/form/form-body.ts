import type { z } from "zod";
import { issueWords } from "./issue-words";
import { type FieldErrors, fieldErrors } from "./problem";

const isEmpty = (value: unknown) =>
  value === "" || value === null || (Array.isArray(value) && value.length === 0);

/** POST sends what is filled in; PATCH what was changed, where emptied text becomes null and an emptied list stays one. */
export function defaultBody(
  method: "POST" | "PATCH",
  initial: Record<string, unknown>,
  values: Record<string, unknown>,
): Record<string, unknown> {
  const entries = Object.entries(values);
  if (method === "POST") return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
  const changed = entries.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(initial[name]));
  return Object.fromEntries(
    changed.map(([name, value]) => [name, isEmpty(value) && !Array.isArray(value) ? null : value]),
  );
}

const NEEDED = "Fill this in; it is needed.";

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inside, part) => (typeof inside === "object" && inside !== null ? Reflect.get(inside, part) : undefined),
    body,
  );

/** How words begin that say no more of an empty entry than that it is missing. */
const GENERIC = /^(Too small|Invalid|Say a name|Leave it out)/;

/** What is wrong with an entry. Of one that is empty its form says nothing: it is missing. */
function wordsOf(issue: z.core.$ZodIssue, body: unknown): string {
  const { code, message, path } = issue;
  const value = valueAt(body, path);
  if (value !== undefined && value !== "") return issueWords(issue);
  const of_form = value === "" && code === "invalid_format";
  return of_form || GENERIC.test(message) ? NEEDED : message;
}

/** What the API's schema would refuse, by field; empty when it takes the body or none was given. */
export function schemaErrors(schema: z.ZodType | undefined, body: unknown): FieldErrors {
  const result = schema?.safeParse(body);
  if (!result || result.success) return {};
  return fieldErrors(
    result.error.issues.map((issue) => ({
      pointer: `/${issue.path.join("/")}`,
      message: wordsOf(issue, body),
    })),
  );
}
