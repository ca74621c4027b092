import { otherMethods, route } from "@/lib/http/server";
import { PreflightInput, PreflightView } from "@/lib/neutrality";
import { preflightPolicy } from "@/lib/neutrality/server";

export const POST = route(
  {
    path: "/policies/{id}/preflight",
    summary: "Replay a policy over the last weeks of its router's decisions, and keep the run",
    access: "register:write",
    body: PreflightInput,
    responses: { 201: PreflightView },
  },
  async ({ actor, params, body }) =>
    Response.json(await preflightPolicy(actor, params.id ?? "", body), { status: 201 }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
