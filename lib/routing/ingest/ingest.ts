import type { Actor } from "@/lib/access";
import { notFound } from "@/lib/kernel/errors";
import type { Gateway } from "../formats/gateway";
import { GATEWAYS } from "../formats/gateways";
import { type FileFormat, isGatewayName } from "../formats/names";
import { encodePartialSuccess, otlp } from "../formats/otlp";
import { sourceForDelivery } from "../sources/store";
import { readAliases } from "./aliases";
import { type Delivered, deliver, type Order, type Shape } from "./deliver";
import { idempotencyKey, LINES, mediaOf } from "./headers";
import { BODY_LIMITS, FILE_LIMITS } from "./limits";
import { gatewayReader, nativeReader, nativeTableReader } from "./reader";
import { IngestAnswer } from "./schema";
import { encodingOf } from "./unpack";

const BODY_SHAPES = new Map<string, Shape>([
  ["application/json", "json"],
  ...LINES.map((t) => [t, "lines"] as const),
]);
const FILE_SHAPES = new Map<string, Shape>([
  ["text/csv", "csv"],
  ["application/vnd.apache.parquet", "parquet"],
  ...LINES.map((t) => [t, "lines"] as const),
]);
/** Exports of gateways are often arrays; none is CSV with the columns of a record. */
const GATEWAY_FILE_SHAPES = new Map<string, Shape>([
  ["application/vnd.apache.parquet", "parquet"],
  ...BODY_SHAPES,
]);
const OTLP_SHAPES = new Map<string, Shape>([
  ["application/json", "json"],
  ["application/x-protobuf", "message"],
]);

type Input = { source?: string | undefined; format: string; file_name?: string | undefined };
type Body = Pick<Order, "shape" | "limits"> & { gateway: Gateway | null };

async function ingest(actor: Actor, request: Request, input: Input, read: () => Body) {
  const source = await sourceForDelivery(actor, input.source);
  const { gateway, shape, limits } = read();
  return deliver(actor, request, {
    source,
    format: input.format,
    shape,
    limits,
    reader: gateway ? await gatewayReaders(gateway) : shape === "parquet" ? nativeTableReader : nativeReader,
    encoding: encodingOf(request),
    idempotency_key: idempotencyKey(request),
    file_name: input.file_name ?? null,
  });
}

async function gatewayReaders(gateway: Gateway): Promise<Order["reader"]> {
  const aliases = await readAliases();
  return (now_ms) => gatewayReader(gateway, aliases, now_ms);
}

type SourceQuery = { source?: string | undefined };

/** Native decisions in a body of up to 64 MiB: NDJSON or a JSON array. See `deliver` for what it throws. */
export const ingestDecisions = (actor: Actor, request: Request, query: SourceQuery) =>
  ingest(actor, request, { ...query, format: "native" }, () => ({
    gateway: null,
    shape: mediaOf(request, BODY_SHAPES, "json", "application/x-ndjson or application/json"),
    limits: BODY_LIMITS,
  }));

/** A gateway's own records in a body of up to 64 MiB: NDJSON, a JSON array or one document. Throws 404 for an unknown name. */
export function ingestGateway(actor: Actor, request: Request, name: string, query: SourceQuery) {
  if (!isGatewayName(name)) throw notFound();
  return ingest(actor, request, { ...query, format: name }, () => ({
    gateway: GATEWAYS[name],
    shape: mediaOf(request, BODY_SHAPES, "json", "application/x-ndjson or application/json"),
    limits: BODY_LIMITS,
  }));
}

/** Spans of OpenTelemetry in a body of up to 64 MiB, in protobuf or JSON. */
export const ingestSpans = (actor: Actor, request: Request, query: SourceQuery) =>
  ingest(actor, request, { ...query, format: "otlp" }, () => ({
    gateway: otlp,
    shape: mediaOf(request, OTLP_SHAPES, null, "application/x-protobuf or application/json"),
    limits: BODY_LIMITS,
  }));

/** Decisions in a file of up to 8 GiB, streamed: CSV with a header row (native alone), NDJSON, JSON or Parquet. */
export const ingestFile = (actor: Actor, request: Request, query: Input & { format: FileFormat }) =>
  ingest(actor, request, query, () => ({
    gateway: query.format === "native" ? null : GATEWAYS[query.format],
    shape:
      query.format === "native"
        ? mediaOf(
            request,
            FILE_SHAPES,
            null,
            "text/csv, application/x-ndjson or application/vnd.apache.parquet",
          )
        : mediaOf(
            request,
            GATEWAY_FILE_SHAPES,
            null,
            "application/x-ndjson or application/vnd.apache.parquet",
          ),
    limits: FILE_LIMITS,
  }));

/** The answer's exact bytes; a repeat says that it is one. */
export const ingestResponse = ({ bytes, replayed }: Delivered): Response =>
  new Response(bytes, {
    headers: { "content-type": "application/json", ...(replayed ? { "idempotency-replayed": "true" } : {}) },
  });

/** What an OTLP client is told of its spans, in the encoding that it sent: how many were not stored, and why the first was not. */
export function otlpResponse(request: Request, { bytes, replayed }: Delivered): Response {
  const { rejected, errors } = IngestAnswer.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
  const [first] = errors;
  const message = first ? `Span ${first.line}${first.pointer && `, ${first.pointer}`}: ${first.message}` : "";
  const { protobuf, json } = encodePartialSuccess(rejected, message);
  const headers = replayed ? { "idempotency-replayed": "true" } : undefined;
  if (request.headers.get("content-type")?.trim().toLowerCase().startsWith("application/json"))
    return Response.json(json, { headers });
  return new Response(Uint8Array.from(protobuf), {
    headers: { "content-type": "application/x-protobuf", ...headers },
  });
}
