import { otherMethods, route } from "@/lib/http/server";
import { BatchView } from "@/lib/routing";
import { readBatch } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/batches/{id}",
    summary: "One delivery",
    access: "routing:read",
    responses: { 200: BatchView },
  },
  async ({ actor, params }) => readBatch(actor, params.id ?? ""),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
