import { z } from "zod";
import type { Prisma } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { ResultVerdict } from "../results/schema";
import { findingCode, isOverdue } from "./rules";
import { FindingEventKind, type FindingEventView, type FindingListItem, FindingStatus } from "./schema";
import type { FindingRow } from "./store";

export const dayOrNull = (date: Date | null): string | null => date && formatDay(date.getTime());

/** What a list shows of a finding. `people` are names by e-mail; `today` is the day on the clock of checks. */
export function toFindingListItem(
  row: FindingRow,
  people: ReadonlyMap<string, string>,
  today: string,
): FindingListItem {
  const { id, key, check_version, title, commitment, clause_key } = row.check;
  const status = FindingStatus.parse(row.status);
  const due_on = dayOrNull(row.due_on);
  return {
    id: row.id,
    code: findingCode(row.number),
    kind: z.enum(["tilt", "failure"]).parse(row.kind),
    verdict: ResultVerdict.parse(row.verdict),
    status,
    check: { id, key, check_version, title },
    commitment: commitment.key,
    clause: clause_key,
    window_from: formatDay(row.window_from.getTime()),
    opened_at: row.opened_at.toISOString(),
    opened_day: formatDay(row.opened_result.day.getTime()),
    owner: row.owner,
    owner_label: row.owner === null ? null : (people.get(row.owner) ?? row.owner),
    due_on,
    overdue: isOverdue({ status, due_on }, today),
    risk_until: dayOrNull(row.risk_until),
    closed_at: row.closed_at?.toISOString() ?? null,
    version: row.version,
  };
}

type EventRow = Prisma.FindingEventGetPayload<object>;
const Detail = z.record(z.string(), z.unknown());

export const toFindingEventView = (row: EventRow, labels: ReadonlyMap<string, string>): FindingEventView => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: row.actor,
  actor_label: labels.get(row.actor) ?? row.actor,
  kind: FindingEventKind.parse(row.kind),
  detail: Detail.parse(row.detail),
});
