import { otherMethods, route } from "@/lib/http/server";
import { PreflightList } from "@/lib/neutrality";
import { listPreflights } from "@/lib/neutrality/server";

export const GET = route(
  {
    path: "/policies/{id}/preflights",
    summary: "Pre-flight runs of a policy, newest first, also of drafts that said the same",
    access: "routing:read",
    responses: { 200: PreflightList },
  },
  ({ actor, params }) => listPreflights(actor, params.id ?? ""),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
