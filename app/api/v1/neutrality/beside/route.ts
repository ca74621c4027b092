import { otherMethods, route } from "@/lib/http/server";
import { Beside, NeutralityQuery } from "@/lib/neutrality";
import { readBeside } from "@/lib/neutrality/server";

export const GET = route(
  {
    path: "/neutrality/beside",
    summary:
      "What stands beside the verdict on the same decisions: harm, outcomes, parity, placebos and more",
    access: "routing:read",
    query: NeutralityQuery,
    responses: { 200: Beside },
  },
  async ({ actor, query }) => readBeside(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
