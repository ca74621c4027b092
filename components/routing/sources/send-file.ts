import { ProblemBody } from "@/components/form";
import { type FileFormat, IngestAnswer } from "@/lib/routing";

const LINES = "application/x-ndjson";
const JSON_TYPE = "application/json";
const CSV = "text/csv";
const TYPES: Record<string, string> = {
  csv: CSV,
  ndjson: LINES,
  jsonl: LINES,
  json: JSON_TYPE,
  parquet: "application/vnd.apache.parquet",
};
const ENCODINGS: Record<string, string> = { gz: "gzip", zst: "zstd" };

export type FileKind = { type: string; encoding: string | null };

/** Endings of files that can be chosen. */
export const FILE_ENDINGS = [...Object.keys(TYPES), ...Object.keys(ENCODINGS)].map((ending) => `.${ending}`);

/**
 * What a file is, told by its name: log.csv, log.ndjson, log.jsonl, log.json, log.parquet, each also as .gz or .zst.
 * Null: none of these, or CSV of a gateway's records.
 */
export function fileKind(name: string, format: FileFormat): FileKind | null {
  const parts = name.toLowerCase().split(".");
  const encoding = ENCODINGS[parts.at(-1) ?? ""] ?? null;
  const type = TYPES[(encoding ? parts.at(-2) : parts.at(-1)) ?? ""];
  return type && !(type === CSV && format !== "native") ? { type, encoding } : null;
}

export type SendResult =
  | { ok: true; answer: IngestAnswer; replayed: boolean }
  | { ok: false; problem: ProblemBody }
  | { ok: null };

export const UNREADABLE: ProblemBody = {
  type: "unreachable",
  title: "The server did not answer",
  status: 0,
  detail:
    "Whether the file was stored is not known. Send it again: what is there already counts as duplicate.",
};

function resultOf(status: number, text: string, replayed: boolean): SendResult {
  try {
    const body: unknown = JSON.parse(text);
    const answer = IngestAnswer.safeParse(body);
    if (status === 200 && answer.success) return { ok: true, answer: answer.data, replayed };
    const problem = ProblemBody.safeParse(body);
    return { ok: false, problem: problem.success ? problem.data : UNREADABLE };
  } catch {
    return { ok: false, problem: UNREADABLE };
  }
}

/** Where a log goes. Native records in one JSON array are a body, not a file of rows: the route of bodies takes them. */
export function logPath(
  name: string,
  kind: FileKind,
  { source, format }: { source: string; format: FileFormat },
): string {
  if (format === "native" && kind.type === JSON_TYPE)
    return `/api/v1/ingest/decisions?${new URLSearchParams({ source })}`;
  return `/api/v1/ingest/files?${new URLSearchParams({ source, format, file_name: name.slice(0, 255) })}`;
}

/**
 * Sends a file as it is, with progress in fractions of what was sent; fetch reports none. `ok: null` when it was
 * cancelled. Never rejects.
 */
export function sendFile(
  file: File,
  kind: FileKind,
  path: string,
  onProgress: (fraction: number) => void = () => undefined,
): { result: Promise<SendResult>; cancel: () => void } {
  const request = new XMLHttpRequest();
  const result = new Promise<SendResult>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const replayed = request.getResponseHeader("idempotency-replayed") === "true";
      resolve(resultOf(request.status, request.responseText, replayed));
    };
    request.onerror = () => resolve({ ok: false, problem: UNREADABLE });
    request.onabort = () => resolve({ ok: null });
    request.open("POST", path);
    request.setRequestHeader("content-type", kind.type);
    if (kind.encoding) request.setRequestHeader("content-encoding", kind.encoding);
    request.send(file);
  });
  return { result, cancel: () => request.abort() };
}
