import { z } from "zod";
import { otherMethods, route } from "@/lib/http/server";
import { PersonCreate, PersonView } from "@/lib/identity";
import { createPerson, listPeople } from "@/lib/identity/server";

const List = z.object({ items: z.array(PersonView), next_cursor: z.null() });
const Created = z.object({ person: PersonView, one_time_password: z.string().nullable() });

export const GET = route(
  { path: "/people", summary: "People and their roles", access: "people:manage", responses: { 200: List } },
  async ({ actor }) => ({ items: await listPeople(actor), next_cursor: null }),
);

export const POST = route(
  {
    path: "/people",
    summary: "Add a person",
    access: "people:manage",
    body: PersonCreate,
    responses: { 201: Created },
  },
  async ({ actor, body }) => Response.json(await createPerson(actor, body), { status: 201 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
