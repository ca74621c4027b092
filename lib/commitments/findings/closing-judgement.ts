import type { Tx } from "@/lib/db/server";
import { formatDay } from "@/lib/kernel/time";
import { type ClosingJudgement, whyNotShown } from "./rules";
import type { FindingView } from "./schema";
import type { FindingRow } from "./store";

/** Every judgement of a condition, newest first. */
async function readJudgements(tx: Tx, condition_id: string): Promise<(ClosingJudgement & { id: string })[]> {
  const rows = await tx.conditionCheck.findMany({
    where: { condition_id },
    include: { condition: { select: { status: true } } },
    orderBy: [{ checked_at: "desc" }, { id: "desc" }],
  });
  return rows.map(({ id, outcome, checked_at, condition }, at) => ({
    ...{ id, condition_id, outcome, checked_ms: checked_at.getTime() },
    ...{ latest: at === 0, condition_status: condition.status },
  }));
}

/** The judgement of a proof as far as it may close a finding; null when there is none with this id. */
export async function readClosingJudgement(tx: Tx, id: string): Promise<ClosingJudgement | null> {
  const found = await tx.conditionCheck.findUnique({ where: { id }, select: { condition_id: true } });
  const all = found ? await readJudgements(tx, found.condition_id) : [];
  return all.find((judgement) => judgement.id === id) ?? null;
}

/** Judgements that may close the finding of a condition: its latest, or none. */
export async function judgementCandidates(
  tx: Tx,
  { condition_id, opened_at }: FindingRow,
): Promise<FindingView["closing_candidates"]> {
  if (condition_id === null) return [];
  const finding = { condition_id, opened_ms: opened_at.getTime() };
  return (await readJudgements(tx, condition_id))
    .filter((judgement) => whyNotShown(finding, judgement) === null)
    .map(({ id, checked_ms }) => ({ id, day: formatDay(checked_ms), check_version: null }));
}
