import type { Actor } from "@/lib/access";
import { can } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { formatDay } from "@/lib/kernel/time";
import type { Day } from "../fields";
import { overlapName } from "../overlaps/schema";
import { mayRequestOf } from "../reviews/access";
import { ConditionKind, reviewName } from "../reviews/schema";
import { readConditionHistory } from "./history";
import { IN_FORCE, isOverdue } from "./rules";
import {
  ConditionCheckInput,
  type ConditionCheckView,
  type ConditionListItem,
  type ConditionProofView,
  ConditionStatus,
  type ConditionView,
  conditionName,
  type JudgeBar,
} from "./schema";
import type { ConditionRow } from "./store";

const day = (date: Date): string => formatDay(date.getTime());

export type Owners = ReadonlyMap<string, { email: string; name: string }>;

/** Owners of conditions by their ids. */
export async function readOwnerNames(tx: Tx, rows: readonly ConditionRow[]): Promise<Owners> {
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(rows.map(({ owner_id }) => owner_id))] } },
    select: { id: true, email: true, name: true },
  });
  return new Map(people.map(({ id, email, name }) => [id, { email, name }]));
}

/** The last day that has been shown: of the proof of the latest judgement, where that says that it works. */
function coveredTo({ checks, proofs }: Pick<ConditionRow, "checks" | "proofs">): Day | null {
  const [latest] = checks;
  if (latest?.outcome !== "effective") return null;
  const proof = proofs.find(({ id }) => id === latest.proof_id);
  return proof ? day(proof.period_to) : null;
}

/** What a list says of a condition; `today` is the UTC day by the real clock. */
export function toConditionListItem(row: ConditionRow, owners: Owners, today: string): ConditionListItem {
  const { review, proofs, findings } = row;
  const status = ConditionStatus.parse(row.status);
  const due_on = day(row.due_on);
  const owner = owners.get(row.owner_id);
  const [finding] = findings;
  return {
    id: row.id,
    key: conditionName(row.number),
    overlap: overlapName(review.overlap.number),
    overlap_title: review.overlap.title,
    review: reviewName(review.number),
    kind: ConditionKind.parse(row.kind),
    text: row.text,
    owner: owner?.email ?? "",
    owner_label: owner?.name ?? "",
    due_on,
    status,
    overdue: isOverdue({ status, due_on }, today),
    proofs: proofs.length,
    covered_to: coveredTo(row),
    finding: finding ? `F-${String(finding.number).padStart(4, "0")}` : null,
    version: row.version,
  };
}

type Labels = ReadonlyMap<string, string>;
type ProofRow = ConditionRow["proofs"][number];
type CheckRow = ConditionRow["checks"][number];

const toProofView = (row: ProofRow, labels: Labels): ConditionProofView => ({
  id: row.id,
  file_name: row.file_name,
  media_type: row.media_type,
  size_bytes: row.size_bytes,
  sha256: row.sha256,
  period_from: day(row.period_from),
  period_to: day(row.period_to),
  note: row.note,
  uploaded_by: row.uploaded_by,
  uploaded_by_label: labels.get(row.uploaded_by) ?? row.uploaded_by,
  uploaded_at: row.uploaded_at.toISOString(),
});

const toCheckView = (row: CheckRow, labels: Labels): ConditionCheckView => ({
  id: row.id,
  proof: row.proof_id,
  outcome: ConditionCheckInput.shape.outcome.parse(row.outcome),
  note: row.note,
  checked_by: row.checked_by,
  checked_by_label: labels.get(row.checked_by) ?? row.checked_by,
  checked_at: row.checked_at.toISOString(),
});

/** Whether the actor owns the condition. */
export const isOwner = (actor: Actor, row: Pick<ConditionRow, "owner_id">): boolean =>
  actor.kind === "person" && actor.id === row.owner_id;

/** Who gives proof: the owner, and whoever may ask for reviews of its overlap. */
export const mayProve = async (
  tx: Tx,
  actor: Actor,
  row: Pick<ConditionRow, "owner_id" | "review">,
): Promise<boolean> => isOwner(actor, row) || (await mayRequestOf(tx, actor, row.review.overlap.id));

/** Who says who owns it: whoever decides reviews, and the owner who hands it on. */
export const mayAssign = (actor: Actor, row: Pick<ConditionRow, "owner_id">): boolean =>
  isOwner(actor, row) || can(actor, "review:decide");

/** A condition with its proofs and judgements. `barred` says why the actor may not judge the latest proof. */
export async function toConditionView(
  tx: Tx,
  actor: Actor,
  row: ConditionRow,
  barred: JudgeBar | null,
): Promise<ConditionView> {
  const { proofs, checks } = row;
  const labels = await actorLabels(tx, [
    ...proofs.map(({ uploaded_by }) => uploaded_by),
    ...checks.map(({ checked_by }) => checked_by),
  ]);
  const item = toConditionListItem(row, await readOwnerNames(tx, [row]), formatDay(Date.now()));
  return {
    ...item,
    ended_reason: row.ended_reason,
    proof_list: proofs.map((proof) => toProofView(proof, labels)),
    checks: checks.map((check) => toCheckView(check, labels)),
    history: await readConditionHistory(tx, row.id),
    may: {
      prove: IN_FORCE.includes(item.status) && (await mayProve(tx, actor, row)),
      check: item.status === "proven" && barred === null,
      barred,
      assign: IN_FORCE.includes(item.status) && item.status !== "proven" && mayAssign(actor, row),
    },
  };
}
