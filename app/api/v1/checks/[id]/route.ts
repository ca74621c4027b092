import { CheckView } from "@/lib/commitments";
import { getCheck } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";
import { conflict } from "@/lib/kernel/errors";

export const GET = route(
  {
    path: "/checks/{id}",
    summary: "One version of a check by its id, or the one in force of a key",
    access: "promise:read",
    responses: { 200: CheckView },
  },
  ({ actor, params }) => getCheck(actor, params.id ?? ""),
);

export const PATCH = route(
  {
    path: "/checks/{id}",
    summary: "Always 409 `fixed`: a check is never edited",
    access: "promise:read",
    responses: { 409: null },
  },
  async ({ actor, params }) => {
    await getCheck(actor, params.id ?? "");
    throw conflict("fixed", "A check is never edited; supersede it by another version.");
  },
);

export const { POST, PUT, DELETE, OPTIONS } = otherMethods({ GET, PATCH });
