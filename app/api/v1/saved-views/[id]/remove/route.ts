import { otherMethods, route } from "@/lib/http/server";
import { SavedViewView } from "@/lib/register";
import { removeSavedView } from "@/lib/register/server";

export const POST = route(
  {
    path: "/saved-views/{id}/remove",
    summary: "Forget a view that one kept",
    access: "overlap:read",
    responses: { 200: SavedViewView },
  },
  ({ actor, params }) => removeSavedView(actor, params.id ?? ""),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
