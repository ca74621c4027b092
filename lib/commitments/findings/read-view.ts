import type { Tx } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { formatDay } from "@/lib/kernel/time";
import { clockNow } from "../clock";
import { closingCandidates } from "./closing";
import { readRetests } from "./retests";
import { pendingRisk } from "./risk-request";
import type { FindingView } from "./schema";
import { type FindingRow, findFinding } from "./store";
import { toFindingEventView, toFindingListItem } from "./view";

/** Names of owners by e-mail. */
export async function ownerNames(tx: Tx, rows: readonly FindingRow[]): Promise<Map<string, string>> {
  const emails = [...new Set(rows.flatMap(({ owner }) => owner ?? []))];
  const people = await tx.person.findMany({
    where: { email: { in: emails } },
    select: { email: true, name: true },
  });
  return new Map(people.map(({ email, name }) => [email, name]));
}

/** A finding with its timeline, in the caller's transaction. Throws 404. */
export async function readFindingView(tx: Tx, id: string): Promise<FindingView> {
  const row = await findFinding(tx, id);
  const rows = await tx.findingEvent.findMany({
    where: { finding_id: row.id },
    // Ids sort by when they were made, which a simulated clock does not tell.
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  const labels = await actorLabels(
    tx,
    rows.map(({ actor }) => actor),
  );
  const request = row.status === "closed" ? null : pendingRisk(rows);
  return {
    ...toFindingListItem(row, {
      people: await ownerNames(tx, [row]),
      today: formatDay(await clockNow(tx)),
      waits: request !== null,
      retest: (await readRetests(tx, [row])).get(row.id) ?? null,
    }),
    opened_result: row.opened_result_id,
    risk_request: request && {
      ...request,
      requested_by_label: labels.get(request.requested_by) ?? request.requested_by,
    },
    closing_candidates: await closingCandidates(tx, row),
    events: rows.map((event) => toFindingEventView(event, labels)),
  };
}
