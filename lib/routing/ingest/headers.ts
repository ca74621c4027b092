import { badRequest, unsupportedMediaType } from "@/lib/kernel/errors";

/** Names that lines of JSON go by. */
export const LINES = [
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "application/x-jsonlines",
  "application/jsonlines",
];

/** What a body's Content-Type stands for; `absent` where none is given. Throws 415 for another type or charset. */
export function mediaOf<T>(
  request: Request,
  known: ReadonlyMap<string, T>,
  absent: T | null,
  words: string,
): T {
  const [type = "", ...parameters] = (request.headers.get("content-type") ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters
    .find((part) => part.startsWith("charset="))
    ?.slice(8)
    .replaceAll('"', "");
  const found = type === "" ? absent : (known.get(type) ?? null);
  if (found === null || (charset !== undefined && charset !== "utf-8" && charset !== "utf8"))
    throw unsupportedMediaType(`Send ${words}, in UTF-8.`);
  return found;
}

/** The client's own name for a delivery; null when it gives none. Throws 400 for one of no use. */
export function idempotencyKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key")?.trim();
  if (key === undefined) return null;
  if (key.length === 0 || key.length > 255) throw badRequest("An Idempotency-Key has 1 to 255 characters.");
  return key;
}
