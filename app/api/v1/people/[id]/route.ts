import { otherMethods, route } from "@/lib/http/server";
import { PersonUpdate, PersonView } from "@/lib/identity";
import { updatePerson } from "@/lib/identity/server";

export const PATCH = route(
  {
    path: "/people/{id}",
    summary: "Rename, deactivate or reactivate a person",
    access: "people:manage",
    body: PersonUpdate,
    responses: { 200: PersonView },
  },
  ({ actor, params, body }) => updatePerson(actor, params.id ?? "", body),
);

export const { GET, POST, PUT, DELETE, OPTIONS } = otherMethods({ PATCH });
