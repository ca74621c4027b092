import { z } from "zod";
import { csvResponse, recordResponse, route } from "@/lib/http/server";
import { ListQuery, type Row } from "./entity/list";
import type { Entity, Fields, Stored } from "./entity/types";
import {
  createRecord,
  exportRecords,
  getRecord,
  listRecords,
  recordHistory,
  retireRecord,
  updateRecord,
} from "./entity/verbs";
import { RetireInput } from "./fields";

const READ = "register:read" as const;
const WRITE = ["register:write", "register:write_assigned"] as const;

/** The record with its version as ETag; a policy's own `version` is its label, so the ETag never comes from there. */
function respond<S extends Fields, V>(
  { meta, view }: Stored<S, V>,
  status = 200,
  location?: string,
): Response {
  const response = recordResponse({ ...view, version: meta.version }, status, location);
  return Response.json(view, { status, headers: response.headers });
}

const History = z.object({
  items: z.array(
    z.object({
      seq: z.string(),
      at: z.string(),
      actor: z.string(),
      actor_label: z.string(),
      action: z.string(),
      reason: z.string().nullable(),
      changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
    }),
  ),
});

/** GET lists, POST creates. `?format=csv` gives exactly what is filtered. */
export function collectionRoutes<S extends Fields, V extends Row>(entity: Entity<S, V>) {
  const path = `/${entity.collection}`;
  const list = z.object({
    items: z.array(entity.view),
    next_cursor: z.string().nullable(),
    total: z.number().int(),
  });
  const GET = route(
    { path, summary: `List ${entity.collection}`, access: READ, query: ListQuery, responses: { 200: list } },
    async ({ actor, query }) =>
      query.format === "csv"
        ? csvResponse(await exportRecords(actor, entity, query), `${entity.collection}.csv`)
        : listRecords(actor, entity, query),
  );
  const POST = route(
    {
      path,
      summary: `Add to ${entity.collection}`,
      access: WRITE,
      body: entity.input,
      responses: { 201: entity.view },
    },
    async ({ actor, body }) => {
      const stored = await createRecord(actor, entity, body);
      return respond(stored, 201, `/api/v1${path}/${stored.meta.id}`);
    },
  );
  return { GET, POST };
}

/** GET reads by id or key, PATCH changes at the version of If-Match. */
export function recordRoutes<S extends Fields, V extends Row>(entity: Entity<S, V>) {
  const path = `/${entity.collection}/{id}`;
  const responses = { 200: entity.view };
  const GET = route(
    { path, summary: `One of ${entity.collection}`, access: READ, responses },
    async ({ actor, params }) => respond(await getRecord(actor, entity, params.id ?? "")),
  );
  const PATCH = route(
    {
      path,
      summary: `Change one of ${entity.collection}`,
      access: WRITE,
      body: entity.input.partial(),
      needs_if_match: true,
      responses,
    },
    async ({ actor, params, body, if_match }) =>
      respond(await updateRecord(actor, entity, params.id ?? "", body, if_match)),
  );
  return { GET, PATCH };
}

/** POST retires with a reason. */
export function retireRoutes<S extends Fields, V extends Row>(entity: Entity<S, V>) {
  const POST = route(
    {
      path: `/${entity.collection}/{id}/retire`,
      summary: `Retire one of ${entity.collection}; nothing is deleted`,
      access: WRITE,
      body: RetireInput,
      responses: { 200: entity.view },
    },
    async ({ actor, params, body }) =>
      respond(await retireRecord(actor, entity, params.id ?? "", body.reason)),
  );
  return { POST };
}

/** GET tells what happened to a record, from the audit log. */
export function historyRoutes<S extends Fields, V extends Row>(entity: Entity<S, V>) {
  const GET = route(
    {
      path: `/${entity.collection}/{id}/history`,
      summary: `History of one of ${entity.collection}`,
      access: READ,
      responses: { 200: History },
    },
    async ({ actor, params }) => ({ items: await recordHistory(actor, entity, params.id ?? "") }),
  );
  return { GET };
}
