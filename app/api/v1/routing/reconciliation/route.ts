import { otherMethods, route } from "@/lib/http/server";
import { ReconciliationAnswer, ReconciliationQuery } from "@/lib/routing";
import { readReconciliation } from "@/lib/routing/server";

export const GET = route(
  {
    path: "/routing/reconciliation",
    summary: "What partners say they served against our own log, by model and day",
    access: "decision:read",
    query: ReconciliationQuery,
    responses: { 200: ReconciliationAnswer },
  },
  async ({ actor, query }) => readReconciliation(actor, query),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
