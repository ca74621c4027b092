import { otherMethods, route } from "@/lib/http/server";
import { DelegationInput, DelegationList, DelegationView } from "@/lib/register";
import { delegate, listDelegations } from "@/lib/register/server";

export const GET = route(
  {
    path: "/delegations",
    summary: "Who decides reviews for whom, and until when; newest first",
    access: ["review:decide", "audit:read"],
    responses: { 200: DelegationList },
  },
  ({ actor }) => listDelegations(actor),
);

export const POST = route(
  {
    path: "/delegations",
    summary: "Hand one's own reviews to another person of compliance until a day; keys are refused",
    access: "review:decide",
    body: DelegationInput,
    responses: { 201: DelegationView },
  },
  async ({ actor, body }) => Response.json(await delegate(actor, body), { status: 201 }),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
