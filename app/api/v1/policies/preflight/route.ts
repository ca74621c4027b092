import { otherMethods, route } from "@/lib/http/server";
import { PreflightDraftInput, PreflightView } from "@/lib/neutrality";
import { preflightDraft } from "@/lib/neutrality/server";

export const POST = route(
  {
    path: "/policies/preflight",
    summary:
      "Replay a draft that is not recorded over the last weeks of its router's decisions, and keep the run",
    access: "register:write",
    body: PreflightDraftInput,
    responses: { 201: PreflightView },
  },
  async ({ actor, body }) => Response.json(await preflightDraft(actor, body), { status: 201 }),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
