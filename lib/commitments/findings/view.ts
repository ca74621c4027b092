import { z } from "zod";
import type { Prisma } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { ConditionKind, conditionName, overlapName } from "@/lib/register";
import { findingCode, isOverdue } from "./rules";
import {
  FindingEventKind,
  type FindingEventView,
  FindingKind,
  type FindingListItem,
  type FindingRetest,
  FindingStatus,
  FindingVerdict,
} from "./schema";
import type { FindingRow } from "./store";

export const dayOrNull = (date: Date | null): string | null => date && formatDay(date.getTime());

function checkOf({ check }: FindingRow): Pick<FindingListItem, "check" | "commitment" | "clause"> {
  if (!check) return { check: null, commitment: null, clause: null };
  const { id, key, check_version, title, commitment, clause_key } = check;
  return { check: { id, key, check_version, title }, commitment: commitment.key, clause: clause_key };
}

const LONGEST = 180;

/** The beginning of what somebody demanded, on one line; the whole of it stands in `condition.text`. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line;
}

function conditionOf({ condition }: FindingRow): FindingListItem["condition"] {
  if (!condition) return null;
  const { id, number, kind, text, due_on, review } = condition;
  return {
    id,
    key: conditionName(number),
    kind: ConditionKind.parse(kind),
    text,
    due_on: formatDay(due_on.getTime()),
    overlap: overlapName(review.overlap.number),
    overlap_title: review.overlap.title,
  };
}

export type BesideFinding = {
  /** Names by e-mail. */
  people: ReadonlyMap<string, string>;
  /** The day on the clock of checks. */
  today: string;
  /** Whether a request to accept its risk waits for a second person. */
  waits: boolean;
  retest: FindingRetest | null;
};

/** What a list shows of a finding. */
export function toFindingListItem(
  row: FindingRow,
  { people, today, waits, retest }: BesideFinding,
): FindingListItem {
  const status = FindingStatus.parse(row.status);
  const due_on = dayOrNull(row.due_on);
  return {
    id: row.id,
    code: findingCode(row.number),
    kind: FindingKind.parse(row.kind),
    verdict: FindingVerdict.parse(row.verdict),
    status,
    title: row.check?.title ?? oneLine(row.condition?.text ?? ""),
    ...checkOf(row),
    window_from: dayOrNull(row.window_from),
    condition: conditionOf(row),
    opened_at: row.opened_at.toISOString(),
    opened_day: formatDay((row.opened_result?.day ?? row.opened_at).getTime()),
    owner: row.owner,
    owner_label: row.owner === null ? null : (people.get(row.owner) ?? row.owner),
    due_on,
    overdue: isOverdue({ status, due_on }, today),
    risk_until: dayOrNull(row.risk_until),
    waits_for_second: waits,
    closed_at: row.closed_at?.toISOString() ?? null,
    cause: row.cause,
    remedy: row.remedy,
    remedied_on: dayOrNull(row.remedied_on),
    closing_result: row.closing_result_id,
    closing_judgement: row.closing_check_id,
    retest,
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
