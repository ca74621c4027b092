import { z } from "zod";

/** RFC 9457 problem+json as the API sends it. */
export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  request_id: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
});
export type ProblemBody = z.infer<typeof ProblemBody>;

export type FieldErrors = Record<string, string>;

const UNREACHABLE: ProblemBody = {
  type: "unreachable",
  title: "The server did not answer",
  status: 0,
  detail: "Nothing was saved. Check the connection, then try again.",
};

export type ApiAnswer =
  /** `version` is the record's, from the ETag; null for what has none. */
  { ok: true; status: number; body: unknown; version: number | null } | { ok: false; problem: ProblemBody };

/** A field called version may be something else, such as a policy's own: the ETag alone is what If-Match wants. */
const versionOf = (headers: Headers): number | null => {
  const digits = /^(?:W\/)?"(\d+)"$/.exec(headers.get("etag") ?? "")?.[1];
  return digits === undefined ? null : Number(digits);
};

/** A call of the API from the browser: the parsed body, or the problem. Never throws. */
export async function callApi(
  url: string,
  init: { method: string; body?: unknown; if_match?: number | null },
): Promise<ApiAnswer> {
  const headers: Record<string, string> = { accept: "application/json" };
  // The browser itself says where the parts of a form with a file end.
  const form = init.body instanceof FormData ? init.body : null;
  if (init.body !== undefined && !form) headers["content-type"] = "application/json";
  if (init.if_match !== undefined && init.if_match !== null) headers["if-match"] = `"${init.if_match}"`;
  try {
    const response = await fetch(url, {
      method: init.method,
      headers,
      body: form ?? (init.body === undefined ? null : JSON.stringify(init.body)),
    });
    const text = await response.text();
    const body: unknown = text === "" ? null : JSON.parse(text);
    if (response.ok) return { ok: true, status: response.status, body, version: versionOf(response.headers) };
    const problem = ProblemBody.safeParse(body);
    return { ok: false, problem: problem.success ? problem.data : UNREACHABLE };
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
}

/** Messages by field: the pointer without its first slash. Several on one field: the first. */
export function fieldErrors(errors: ProblemBody["errors"]): FieldErrors {
  const byField: FieldErrors = {};
  for (const { pointer, message } of errors ?? []) byField[pointer.replace(/^\//, "")] ??= message;
  return byField;
}

/** The fields in which two versions differ, in the order of the form. */
export function differingFields(
  names: readonly string[],
  yours: Record<string, unknown>,
  theirs: Record<string, unknown>,
): string[] {
  return names.filter((name) => JSON.stringify(yours[name] ?? null) !== JSON.stringify(theirs[name] ?? null));
}

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inside, part) =>
      typeof inside === "object" && inside !== null ? new Map(Object.entries(inside)).get(part) : undefined,
    value,
  );

/** The errors that stand after a field has changed: its own is gone, those inside it where their part has changed. */
export function errorsAfter(errors: FieldErrors, name: string, before: unknown, now: unknown): FieldErrors {
  const stands = (field: string): boolean => {
    if (field === name) return false;
    if (!field.startsWith(`${name}/`)) return true;
    const path = field.slice(name.length + 1).split("/");
    return JSON.stringify(valueAt(before, path)) === JSON.stringify(valueAt(now, path));
  };
  return Object.fromEntries(Object.entries(errors).filter(([field]) => stands(field)));
}
