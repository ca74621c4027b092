import { z } from "zod";
import { otherMethods, route } from "@/lib/http/server";
import { KeyCreate, KeyView } from "@/lib/identity";
import { createKey, listKeys } from "@/lib/identity/server";

export const GET = route(
  {
    path: "/keys",
    summary: "Keys, without their secrets",
    access: "people:manage",
    responses: { 200: z.object({ items: z.array(KeyView), next_cursor: z.null() }) },
  },
  async ({ actor }) => ({ items: await listKeys(actor), next_cursor: null }),
);

export const POST = route(
  {
    path: "/keys",
    summary: "Make a key; its secret is in this answer alone",
    access: "people:manage",
    body: KeyCreate,
    responses: { 201: z.object({ key: KeyView, secret: z.string() }) },
  },
  async ({ actor, body }) => Response.json(await createKey(actor, body), { status: 201 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
