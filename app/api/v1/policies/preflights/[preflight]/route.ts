import { otherMethods, route } from "@/lib/http/server";
import { PreflightView } from "@/lib/neutrality";
import { getPreflight } from "@/lib/neutrality/server";

export const GET = route(
  {
    path: "/policies/preflights/{preflight}",
    summary: "One pre-flight run, as a review is pinned to it",
    access: "routing:read",
    responses: { 200: PreflightView },
  },
  ({ actor, params }) => getPreflight(actor, params.preflight ?? ""),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
