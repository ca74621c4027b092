import type { z } from "zod";
import { type InputError, invalid } from "@/lib/kernel/errors";
import { pointerToken } from "@/lib/kernel/pointer";

type Words = (issue: z.core.$ZodIssue) => string;

/** Zod's issues as pointers into the input; an unknown field is named by its own pointer. */
export function inputErrors(error: z.ZodError, wordsOf: Words = ({ message }) => message): InputError[] {
  return error.issues.flatMap((issue) => {
    const base = issue.path.map((part) => `/${pointerToken(typeof part === "symbol" ? "" : part)}`).join("");
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({
        pointer: `${base}/${pointerToken(key)}`,
        message: "Unknown field.",
      }));
    return [{ pointer: base, message: wordsOf(issue) }];
  });
}

const REPEATED = "Given more than once; it takes one value.";

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, part) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );

/** What a schema says in words of its own stays; what the schema library says of types is said for who asks. */
const wordsFor =
  (value: unknown, { query }: { query: boolean }): Words =>
  (issue) => {
    if (!/^Invalid (input|option): expected/.test(issue.message)) return issue.message;
    const given = at(value, issue.path);
    if (given === undefined)
      return issue.code === "invalid_value" ? `Required: one of ${issue.values.join(", ")}.` : "Required.";
    return query && issue.path.length === 1 && Array.isArray(given) ? REPEATED : issue.message;
  };

/** The parsed input. Throws 422 with every fault named. `query`: these are search parameters, all of them text. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown, { query = false } = {}): T {
  const result = safely(schema, value);
  if (!result)
    throw invalid([{ pointer: "", message: "The input has a value of another type than expected." }]);
  if (!result.success) throw invalid(inputErrors(result.error, wordsFor(value, { query })));
  return result.data;
}

/**
 * Zod compares the length of what it expects to be text or an array before it reports that it is neither: a `length`
 * that cannot be compared makes that throw.
 */
function safely<T>(schema: z.ZodType<T>, value: unknown) {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Search parameters as an object; a name given twice becomes an array. */
export function queryObject(params: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(params.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = params.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
