import type { InputError } from "@/lib/kernel/errors";
import { badRequest, invalid, tooLarge, unsupportedMediaType } from "@/lib/kernel/errors";
import { pointerToken } from "@/lib/kernel/pointer";

const MAX_DEPTH = 64;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The JSON body of a request. Throws 415, 413 or 400 when it cannot be read, 422 for text that no store can hold. */
export async function readJson(request: Request, limit_bytes: number): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/json" && !type.endsWith("+json"))
    throw unsupportedMediaType("Send the body as application/json.");
  if (Number(request.headers.get("content-length") ?? 0) > limit_bytes) throw overLimit(limit_bytes);
  const text = decode(await readBytes(request, limit_bytes));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badRequest(
      error instanceof SyntaxError ? `The body is not JSON: ${error.message}` : "The body is not JSON.",
    );
  }
  const faults = textFaults(value);
  if (faults.length > 0) throw invalid(faults);
  return value;
}

export const overLimit = (limit_bytes: number) =>
  tooLarge(`The body may have ${limit_bytes / 1_048_576} MiB at most.`);

/** The body as it came in. Throws 413 as soon as it is over the limit. */
export async function readBytes(request: Request, limit_bytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > limit_bytes) throw overLimit(limit_bytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw badRequest("The body is not UTF-8.");
  }
}

/** Where text stands that no store can hold. */
export function textFaults(value: unknown): InputError[] {
  const faults: InputError[] = [];
  checkText(value, "", 0, faults);
  return faults;
}

function checkText(value: unknown, pointer: string, depth: number, faults: InputError[]): void {
  if (faults.length >= 100) return;
  if (typeof value === "string") checkString(value, pointer, faults);
  if (typeof value === "number" && !Number.isFinite(value))
    faults.push({ pointer, message: "The number is out of range." });
  if (typeof value !== "object" || value === null) return;
  if (depth >= MAX_DEPTH) {
    faults.push({ pointer: "", message: `The body is nested more than ${MAX_DEPTH} deep.` });
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    checkString(name, pointer, faults);
    checkText(member, `${pointer}/${pointerToken(name)}`, depth + 1, faults);
  }
}

function checkString(text: string, pointer: string, faults: InputError[]): void {
  if (text.includes("\u0000")) faults.push({ pointer, message: "Text cannot hold the character NUL." });
  else if (LONE_SURROGATE.test(text))
    faults.push({ pointer, message: "Text holds half of a surrogate pair." });
}
