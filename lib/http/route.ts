import type { z } from "zod";
import { type Actor, authorize, type Permission } from "@/lib/access";
import { forbidden, invalid, notFound, preconditionRequired } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { pointerToken } from "@/lib/kernel/pointer";
import { authenticate } from "./authenticate";
import { readForm, type UploadedFile } from "./form";
import { readJson } from "./json";
import { observeRequest } from "./metrics";
import { parseInput, queryObject } from "./parse";
import { problemResponse } from "./problem";

const MIB = 1_048_576;

/** Who may call: any of the permissions; `signed_in` any key but ingest, or any person; `traffic` ingest keys too. */
export type Access = "public" | "signed_in" | "traffic" | Permission | readonly Permission[];

export type RouteSpec<Q = unknown, B = unknown> = {
  /** Template below /api/v1, such as /parties/{id}: names the route in OpenAPI and metrics. */
  path: string;
  /** What `path` is below, where another protocol says where it is: default /api/v1. */
  base?: string;
  summary: string;
  access: Access;
  /** A strict object: unknown parameters are 422. */
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** In place of `body`: the words of a multipart form that carries one file in the part `file`. */
  form?: z.ZodType<B>;
  body_limit_mib?: number;
  /** PATCH without If-Match is 428. */
  needs_if_match?: boolean;
  /** Statuses with the schema of their body (null: no JSON body); default 200 without a schema. */
  responses?: Record<number, z.ZodType | null>;
};

export type RouteContext<Q, B> = {
  actor: Actor;
  request: Request;
  /** Path parameters, decoded. */
  params: Record<string, string>;
  query: Q;
  body: B;
  /** Of a form; null otherwise. */
  file: UploadedFile | null;
  /** Version from If-Match, or null. */
  if_match: number | null;
  request_id: string;
};

/** Next gives a route without dynamic parts no parameters at all. */
type NextContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
type Handler = { (request: Request, context: NextContext): Promise<Response>; spec: RouteSpec };

/** A plain value is answered as 200 JSON; a Response goes out as it is. */
type Answer = Response | object;

/**
 * The one way to write a handler: request id, actor, limit, schema, verb, problem+json. The key is judged before
 * content type, limits and body. `spec` on the handler feeds the OpenAPI document.
 */
export function route<Q = undefined, B = undefined>(
  spec: RouteSpec<Q, B>,
  verb: (context: RouteContext<Q, B>) => Promise<Answer>,
): Handler {
  const handler = async (request: Request, { params }: NextContext): Promise<Response> => {
    const request_id = uuidv7();
    const began_ms = performance.now();
    const response = await answer(spec, verb, request, await params, request_id).catch((error: unknown) =>
      problemResponse(error, request_id),
    );
    observeRequest(request.method, spec.path, response.status, (performance.now() - began_ms) / 1000);
    return response;
  };
  return Object.assign(handler, { spec: spec as RouteSpec });
}

async function answer<Q, B>(
  spec: RouteSpec<Q, B>,
  verb: (context: RouteContext<Q, B>) => Promise<Answer>,
  request: Request,
  rawParams: Record<string, string | string[] | undefined> | undefined,
  request_id: string,
): Promise<Response> {
  const actor: Actor =
    spec.access === "public" ? { kind: "system", id: "identity" } : await authenticate(request);
  checkAccess(actor, spec.access);
  const if_match = parseIfMatch(request.headers.get("if-match"));
  if (spec.needs_if_match && if_match === null) throw preconditionRequired();
  const { searchParams } = new URL(request.url);
  refuseNul(searchParams);
  const search = queryObject(searchParams);
  const query = spec.query ? parseInput(spec.query, search, { query: true }) : (undefined as Q);
  const { body, file } = await readInput(spec, request);
  const params: Record<string, string> = Object.fromEntries(
    Object.entries(rawParams ?? {}).map(([name, value]) => [
      name,
      decode(Array.isArray(value) ? value.join("/") : value),
    ]),
  );
  if (Object.values(params).some((value) => value.includes("\0"))) throw notFound();
  const result = await verb({ actor, request, params, query, body, file, if_match, request_id });
  const response = result instanceof Response ? result : Response.json(result);
  response.headers.set("x-request-id", request_id);
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
}

async function readInput<Q, B>(
  { body, form, body_limit_mib = 1 }: RouteSpec<Q, B>,
  request: Request,
): Promise<{ body: B; file: UploadedFile | null }> {
  const limit_bytes = body_limit_mib * MIB;
  if (body) return { body: parseInput(body, await readJson(request, limit_bytes)), file: null };
  if (!form) return { body: undefined as B, file: null };
  const { fields, file } = await readForm(request, limit_bytes);
  return { body: parseInput(form, fields), file };
}

/** No store holds the character, and Postgres fails for one that is asked for it. */
function refuseNul(search: URLSearchParams): void {
  const found = [...search].filter(([name, value]) => `${name}${value}`.includes("\0"));
  if (found.length === 0) return;
  const message = "Text cannot hold the character NUL.";
  throw invalid(found.map(([name]) => ({ pointer: `/${pointerToken(name)}`, message })));
}

function checkAccess(actor: Actor, access: Access): void {
  if (access === "public" || access === "traffic") return;
  if (actor.kind === "key" && actor.scope === "ingest")
    throw forbidden("An ingest key posts traffic for its source and nothing else.", "scope");
  if (access === "signed_in") return;
  authorize(actor, ...(typeof access === "string" ? [access] : access));
}

/** Versions are small integers; `"3"`, `W/"3"` and 3 are the same. Anything else matches nothing. */
function parseIfMatch(header: string | null): number | null {
  if (header === null) return null;
  const digits = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  return digits === undefined ? -1 : Number(digits);
}

function decode(text: string | undefined): string {
  try {
    return decodeURIComponent(text ?? "");
  } catch {
    return text ?? "";
  }
}

/** A record with its version as ETag. */
export const recordResponse = (view: { version: number }, status = 200, location?: string): Response =>
  Response.json(view, {
    status,
    headers: { etag: `"${view.version}"`, ...(location ? { location } : {}) },
  });

/** A CSV download; the name says what it is. */
export const csvResponse = (csv: string, file_name: string): Response =>
  new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${file_name.replaceAll(/[^\w.-]+/g, "-")}"`,
    },
  });

/** As csvResponse, for what is too much to hold at once. */
export const csvStream = (chunks: AsyncIterable<string>, file_name: string): Response => {
  const iterator = chunks[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
  return new Response(body, { headers: csvResponse("", file_name).headers });
};
