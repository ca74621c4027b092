import { ProblemBody } from "@/components/form";
import { IngestAnswer } from "@/lib/routing";

export type UploadOutcome =
  | { kind: "done"; answer: IngestAnswer; replayed: boolean }
  | { kind: "refused"; problem: ProblemBody }
  | { kind: "cancelled" };

const UNREACHABLE: ProblemBody = {
  type: "unreachable",
  title: "The server did not answer",
  status: 0,
  detail: "Nothing was stored. Check the connection, then send the file again.",
};

/** The content type of a file by its name: what a person chose is CSV or NDJSON. */
export const typeOf = (name: string): string =>
  /\.csv(\.gz)?$/i.test(name) ? "text/csv" : "application/x-ndjson";

function read(text: string, status: number): UploadOutcome {
  try {
    const body: unknown = JSON.parse(text);
    if (status === 200) return { kind: "done", answer: IngestAnswer.parse(body), replayed: false };
    return { kind: "refused", problem: ProblemBody.parse(body) };
  } catch {
    return { kind: "refused", problem: UNREACHABLE };
  }
}

/** Sends a file, telling the fraction sent in [0, 1]. XMLHttpRequest, because fetch tells no progress of a body. */
export function uploadFile(
  source: string,
  file: File,
  onProgress: (fraction: number) => void,
  signal: AbortSignal,
): Promise<UploadOutcome> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ format: "native", source, file_name: file.name });
    request.open("POST", `/api/v1/ingest/files?${query}`);
    request.setRequestHeader("content-type", typeOf(file.name));
    if (/\.gz$/i.test(file.name)) request.setRequestHeader("content-encoding", "gzip");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const outcome = read(request.responseText, request.status);
      const replayed = request.getResponseHeader("idempotency-replayed") === "true";
      resolve(outcome.kind === "done" ? { ...outcome, replayed } : outcome);
    };
    request.onerror = () => resolve({ kind: "refused", problem: UNREACHABLE });
    request.onabort = () => resolve({ kind: "cancelled" });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
