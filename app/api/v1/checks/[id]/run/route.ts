import { ResultView, RunInput } from "@/lib/commitments";
import { runCheckNow } from "@/lib/commitments/server";
import { route } from "@/lib/http/server";

export const POST = route(
  {
    path: "/checks/{id}/run",
    summary: "Run a check over the days that are over: another result, which says why",
    access: "check:define",
    body: RunInput,
    responses: { 200: ResultView },
  },
  ({ actor, params, body }) => runCheckNow(actor, params.id ?? "", body),
);
