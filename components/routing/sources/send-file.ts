import { ProblemBody } from "@/components/form";
import { IngestAnswer } from "@/lib/routing";

const LINES = "application/x-ndjson";
const TYPES: Record<string, string> = { csv: "text/csv", ndjson: LINES, jsonl: LINES };
const ENCODINGS: Record<string, string> = { gz: "gzip", zst: "zstd" };

export type FileKind = { type: string; encoding: string | null };

/** What a file is, told by its name: log.csv, log.ndjson, log.jsonl, each also as .gz or .zst. Null: none of these. */
export function fileKind(name: string): FileKind | null {
  const parts = name.toLowerCase().split(".");
  const encoding = ENCODINGS[parts.at(-1) ?? ""] ?? null;
  const type = TYPES[(encoding ? parts.at(-2) : parts.at(-1)) ?? ""];
  return type ? { type, encoding } : null;
}

export type SendResult =
  | { ok: true; answer: IngestAnswer; replayed: boolean }
  | { ok: false; problem: ProblemBody }
  | { ok: null };

const UNREADABLE: ProblemBody = {
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

/**
 * Sends a file as it is, with progress in fractions of what was sent; fetch reports none. `ok: null` when it was
 * cancelled. Never rejects.
 */
export function sendFile(
  file: File,
  kind: FileKind,
  source: string,
  onProgress: (fraction: number) => void,
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
    const query = new URLSearchParams({ source, format: "native", file_name: file.name.slice(0, 255) });
    request.open("POST", `/api/v1/ingest/files?${query}`);
    request.setRequestHeader("content-type", kind.type);
    if (kind.encoding) request.setRequestHeader("content-encoding", kind.encoding);
    request.send(file);
  });
  return { result, cancel: () => request.abort() };
}
