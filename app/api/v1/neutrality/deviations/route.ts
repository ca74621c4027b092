import { csvStream, otherMethods, route } from "@/lib/http/server";
import { DeviationsAnswer, DeviationsFormat, DeviationsQuery } from "@/lib/neutrality";
import { exportDeviations, listDeviations } from "@/lib/neutrality/server";

export const GET = route(
  {
    path: "/neutrality/deviations",
    summary:
      "Decisions that went to our own models though the router's declared rule names others, newest first",
    access: "decision:read",
    query: DeviationsQuery.safeExtend({ format: DeviationsFormat }),
    responses: { 200: DeviationsAnswer },
  },
  async ({ actor, query: { format, ...query } }) => {
    if (format === "json") return listDeviations(actor, query);
    const { chunks, file_name } = await exportDeviations(actor, query);
    return csvStream(chunks, file_name);
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
