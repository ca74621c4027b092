import { ResultView } from "@/lib/commitments";
import { getResult } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const GET = route(
  {
    path: "/results/{id}",
    summary: "One result with what it rests on",
    access: "promise:read",
    responses: { 200: ResultView },
  },
  ({ actor, params }) => getResult(actor, params.id ?? ""),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
