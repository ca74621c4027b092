import { z } from "zod";
import { csvResponse, recordResponse, route } from "@/lib/http/server";
import { RetireInput } from "@/lib/register";
import {
  createRecord,
  type Entity,
  exportRecords,
  type Fields,
  getRecord,
  listQuery,
  listRecords,
  recordHistory,
  retireRecord,
  type Stored,
  updateRecord,
} from "@/lib/register/server";

const READ = "register:read" as const;
const WRITE = ["register:write", "register:write_assigned"] as const;

/** The record with its version as ETag; a policy's own `version` is its label, so the ETag never comes from there. */
function respond<S extends Fields, V extends object>(
  { meta, view }: Stored<S, V>,
  status = 200,
  location?: string,
): Response {
  const { headers } = recordResponse(meta, status, location);
  return Response.json(view, { status, headers });
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
export function collectionRoutes<S extends Fields, V extends object>(entity: Entity<S, V>) {
  const path = `/${entity.collection}`;
  const list = z.object({ items: z.array(entity.view), next_cursor: z.string().nullable() });
  const GET = route(
    {
      path,
      summary: `List ${entity.collection}`,
      access: READ,
      query: listQuery(entity.view),
      responses: { 200: list },
    },
    async ({ actor, query }) => {
      if (query.format === "csv")
        return csvResponse(await exportRecords(actor, entity, query), `${entity.collection}.csv`);
      const { items, next_cursor } = await listRecords(actor, entity, query);
      return { items, next_cursor };
    },
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
export function recordRoutes<S extends Fields, V extends object>(entity: Entity<S, V>) {
  const path = `/${entity.collection}/{id}`;
  const responses = { 200: entity.view };
  const GET = route(
    { path, summary: `One of ${entity.collection}`, access: READ, responses },
    async ({ actor, params }) => respond(await getRecord(actor, entity, params.id ?? "")),
  );
  const PATCH = route(
    {
      path,
      summary: `Change one of ${entity.collection}; a list that is sent replaces the list that was there`,
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
export function retireRoutes<S extends Fields, V extends object>(entity: Entity<S, V>) {
  const POST = route(
    {
      path: `/${entity.collection}/{id}/retire`,
      summary: `Retire one of ${entity.collection}; nothing is deleted`,
      access: WRITE,
      body: RetireInput,
      responses: { 200: entity.view },
    },
    async ({ actor, params, body, if_match }) =>
      respond(await retireRecord(actor, entity, params.id ?? "", body.reason, if_match)),
  );
  return { POST };
}

/** GET tells what happened to a record, from the audit log. */
export function historyRoutes<S extends Fields, V extends object>(entity: Entity<S, V>) {
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
