import type { Tx } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { type ClosingJudgement, whyNotShown } from "./rules";
import type { FindingView } from "./schema";
import type { FindingRow } from "./store";

/** The judgement of a proof as far as it may close a finding; null when there is none with this id. */
export async function readClosingJudgement(tx: Tx, id: string): Promise<ClosingJudgement | null> {
  const row = await tx.conditionCheck.findUnique({ where: { id } });
  return (
    row && { condition_id: row.condition_id, outcome: row.outcome, checked_ms: row.checked_at.getTime() }
  );
}

/** Judgements that may close the finding of a condition, newest first. */
export async function judgementCandidates(
  tx: Tx,
  { condition_id, opened_at }: FindingRow,
): Promise<FindingView["closing_candidates"]> {
  if (condition_id === null) return [];
  const rows = await tx.conditionCheck.findMany({
    where: { condition_id },
    orderBy: [{ checked_at: "desc" }, { id: "desc" }],
  });
  const finding = { condition_id, opened_ms: opened_at.getTime() };
  return rows
    .filter(({ checked_at, ...row }) => !whyNotShown(finding, { ...row, checked_ms: checked_at.getTime() }))
    .map(({ id, checked_at }) => ({ id, day: formatDay(checked_at.getTime()), check_version: null }));
}
