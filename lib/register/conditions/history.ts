import { type AuditHistoryItem, auditHistory } from "@/lib/audit/server";
import type { Tx } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import type { ConditionEvent } from "./schema";

const KINDS: Readonly<Record<string, ConditionEvent["kind"]>> = {
  "condition:propose": "proposed",
  "condition:open": "opened",
  "condition:prove": "proven",
  "condition:judge": "judged",
  "condition:assign": "handed_on",
  "condition:end": "ended",
};

/** Many proofs of many years; what came before is in the audit log. */
const SHOWN = 200;

const text = (item: AuditHistoryItem, field: string): string | null => {
  const value = item.changes.find((change) => change.field === field)?.after;
  return typeof value === "string" ? value : null;
};

/** Everything that happened to a condition, oldest first: from the audit log, where nobody changes it. */
export async function readConditionHistory(tx: Tx, id: string): Promise<ConditionEvent[]> {
  const items = (await auditHistory(tx, "condition", id, SHOWN)).toReversed();
  const owners = items.flatMap((item) => text(item, "owner") ?? []).map((owner) => `person:${owner}`);
  const labels = await actorLabels(tx, [...items.map(({ actor }) => actor), ...owners]);
  return items.flatMap((item) => {
    const kind = KINDS[item.action];
    if (!kind) return [];
    const owner = text(item, "owner");
    return [
      {
        kind,
        at: item.at,
        by: labels.get(item.actor) ?? item.actor,
        outcome:
          kind === "judged" ? (text(item, "outcome") === "effective" ? "effective" : "not_effective") : null,
        about: kind === "handed_on" ? (labels.get(`person:${owner}`) ?? null) : text(item, "file_name"),
        said: kind === "ended" ? text(item, "ended_reason") : text(item, "note"),
      },
    ];
  });
}
