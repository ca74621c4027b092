import { checkOrigin, otherMethods, route } from "@/lib/http/server";
import { PersonView, SetupInput } from "@/lib/identity";
import { completeSetup } from "@/lib/identity/server";

export const POST = route(
  {
    path: "/setup",
    summary: "Create the first administrator with the printed set-up link",
    access: "public",
    body: SetupInput,
    responses: { 201: PersonView },
  },
  async ({ request, body }) => {
    checkOrigin(request);
    return Response.json(await completeSetup(body), { status: 201 });
  },
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
