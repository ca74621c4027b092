import { ResultView, RunInput } from "@/lib/commitments";
import { runCheckNow } from "@/lib/commitments/server";
import { otherMethods, route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/checks/{id}/run",
    summary:
      "Run a check over the days that are over: another result, which says why. Of a metric whose false alarms are held down by its due looks (differences between two sides) it says no more than the last due look did",
    access: "check:define",
    body: RunInput,
    responses: { 200: ResultView },
  },
  ({ actor, params, body }) => runCheckNow(actor, params.id ?? "", body),
);

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
