import { z } from "zod";
import { otherMethods, route } from "@/lib/http/server";
import { SavedViewInput, SavedViewView } from "@/lib/register";
import { listSavedViews, saveView } from "@/lib/register/server";

export const GET = route(
  {
    path: "/saved-views",
    summary: "The views of the queue that whoever asks has kept, by name",
    access: "overlap:read",
    responses: { 200: z.object({ items: z.array(SavedViewView), next_cursor: z.null() }) },
  },
  async ({ actor }) => ({ items: await listSavedViews(actor), next_cursor: null }),
);

export const POST = route(
  {
    path: "/saved-views",
    summary: "Keep a view of the queue under a name",
    access: "overlap:read",
    body: SavedViewInput,
    responses: { 201: SavedViewView },
  },
  async ({ actor, body }) => Response.json(await saveView(actor, body), { status: 201 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
