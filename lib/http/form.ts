import { badRequest, invalid, unsupportedMediaType } from "@/lib/kernel/errors";
import { pointerToken } from "@/lib/kernel/pointer";
import { overLimit, readBytes, textFaults } from "./json";

/** A file as a form carried it. The media type is what the sender says it is. */
export type UploadedFile = { name: string; media_type: string; content: Uint8Array<ArrayBuffer> };

export type FormParts = { fields: Record<string, string>; file: UploadedFile };

/** What the words beside a file may take. */
const WORDS_BYTES = 65_536;

/**
 * A form with one file in the part `file` and words in others. Throws 415, 413 or 400 when it cannot be read, 422
 * without a file, with two of one name, or for text that no store can hold.
 */
export async function readForm(request: Request, limit_bytes: number): Promise<FormParts> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type))
    throw unsupportedMediaType("Send a form as multipart/form-data, with the file in the part “file”.");
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > limit_bytes + WORDS_BYTES) throw overLimit(limit_bytes);
  const bytes = await readBytes(request, limit_bytes + WORDS_BYTES);
  const form = await parse(bytes, type);
  const fields = new Map<string, string>();
  let file: File | null = null;
  for (const [name, value] of form) {
    const pointer = `/${pointerToken(name)}`;
    if (fields.has(name) || (name === "file" && file !== null))
      throw invalid([{ pointer, message: "It is there twice." }]);
    if (typeof value !== "string" && name === "file") file = value;
    else if (typeof value === "string" && name !== "file") fields.set(name, value);
    else throw invalid([{ pointer, message: name === "file" ? "Send a file here." : "No file here." }]);
  }
  const words = Object.fromEntries(fields);
  const faults = textFaults(words);
  if (faults.length > 0) throw invalid(faults);
  if (file === null) throw invalid([{ pointer: "/file", message: "Choose a file." }]);
  if (file.size > limit_bytes) throw overLimit(limit_bytes);
  return {
    fields: words,
    file: {
      name: file.name,
      media_type: mediaType(file.type),
      content: new Uint8Array(await file.arrayBuffer()),
    },
  };
}

async function parse(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    throw badRequest("The body is not the form that its content type says.");
  }
}

/** Type and subtype alone; what is none is a file of bytes. */
function mediaType(text: string): string {
  const plain = text.split(";")[0]?.trim().toLowerCase() ?? "";
  return /^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,100}$/.test(plain)
    ? plain
    : "application/octet-stream";
}

/**
 * A file of somebody's as a download: never shown by the browser and never run, whatever it says it is. The name is given
 * in ASCII and in full (RFC 6266).
 */
export function fileResponse({ name, content }: Pick<UploadedFile, "name" | "content">): Response {
  const ascii = name.replaceAll(/[^\w .()+-]/g, "_");
  // Half of a surrogate pair cannot be encoded.
  const full = encodeURIComponent(name.replaceAll(/\p{Cs}/gu, "\uFFFD")).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return new Response(content, {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(content.byteLength),
      "content-disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${full}`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
    },
  });
}
