import type { Actor } from "@/lib/access";
import { badRequest, unsupportedMediaType } from "@/lib/kernel/errors";
import { sourceForDelivery } from "../sources/store";
import { type Delivered, deliver, type Shape } from "./deliver";
import { BODY_LIMITS, FILE_LIMITS, type Limits } from "./limits";
import { encodingOf } from "./unpack";

const LINES = [
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "application/x-jsonlines",
  "application/jsonlines",
];
const DECISION_SHAPES = new Map<string, Shape>([
  ["application/json", "json"],
  ...LINES.map((t) => [t, "lines"] as const),
]);
const FILE_SHAPES = new Map<string, Shape>([["text/csv", "csv"], ...LINES.map((t) => [t, "lines"] as const)]);

function shapeOf(
  request: Request,
  shapes: ReadonlyMap<string, Shape>,
  absent: Shape | null,
  words: string,
): Shape {
  const header = request.headers.get("content-type");
  const [type = "", ...parameters] = (header ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters
    .find((part) => part.startsWith("charset="))
    ?.slice(8)
    .replaceAll('"', "");
  const shape = type === "" ? absent : shapes.get(type);
  if (!shape || (charset !== undefined && charset !== "utf-8" && charset !== "utf8"))
    throw unsupportedMediaType(`Send ${words}, in UTF-8.`);
  return shape;
}

function idempotencyKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key")?.trim();
  if (key === undefined) return null;
  if (key.length === 0 || key.length > 255) throw badRequest("An Idempotency-Key has 1 to 255 characters.");
  return key;
}

type Input = { source?: string | undefined; format: string; file_name?: string | undefined };

async function ingest(
  actor: Actor,
  request: Request,
  input: Input,
  read: () => { shape: Shape; limits: Limits },
) {
  const source = await sourceForDelivery(actor, input.source);
  return deliver(actor, request, {
    source,
    format: input.format,
    ...read(),
    encoding: encodingOf(request),
    idempotency_key: idempotencyKey(request),
    file_name: input.file_name ?? null,
  });
}

/** Native decisions in a body of up to 64 MiB: NDJSON or a JSON array. See `deliver` for what it throws. */
export const ingestDecisions = (actor: Actor, request: Request, query: { source?: string | undefined }) =>
  ingest(actor, request, { ...query, format: "native" }, () => ({
    shape: shapeOf(request, DECISION_SHAPES, "json", "application/x-ndjson or application/json"),
    limits: BODY_LIMITS,
  }));

/** Decisions in a file of up to 8 GiB, streamed: CSV with a header row, or NDJSON. */
export const ingestFile = (actor: Actor, request: Request, query: Input) =>
  ingest(actor, request, query, () => ({
    shape: shapeOf(request, FILE_SHAPES, null, "text/csv or application/x-ndjson"),
    limits: FILE_LIMITS,
  }));

/** The answer's exact bytes; a repeat says that it is one. */
export const ingestResponse = ({ bytes, replayed }: Delivered): Response =>
  new Response(bytes, {
    headers: { "content-type": "application/json", ...(replayed ? { "idempotency-replayed": "true" } : {}) },
  });
