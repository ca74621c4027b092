import type { PersonActor } from "@/lib/access";
import { Prisma, type Tx } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { conditionName } from "../conditions/schema";
import { findingTitle } from "../finding-title";
import { overlapName } from "../overlaps/schema";
import { FEW } from "../overlaps/selection";
import { loadOverlaps } from "../overlaps/store";
import { ReviewOutcome, reviewName } from "../reviews/schema";
import type { TaskRow } from "./tasks";
import type { WorkFacts, WorkReview } from "./words";

export type TaskFacts = WorkFacts & { title: string; severity: number | null };

type ReviewRow = {
  id: string;
  overlap_id: string;
  number: number;
  status: string;
  outcome: string;
  requested_by: string;
  decided_by: string | null;
  submitted_at: Date | null;
  decided_at: Date | null;
  stale_at: Date | null;
  recertify_on: string | null;
  changed: boolean;
};
type ConditionRow = {
  id: string;
  number: number;
  text: string;
  proven_by: string | null;
  proven_at: Date | null;
};
type FindingRow = {
  id: string;
  number: number;
  opened_at: Date;
  remedied_on: string | null;
  verdict: string;
  title: string;
};

const idsOf = (ids: readonly (string | null)[]): string[] => [...new Set(ids.flatMap((id) => id ?? []))];
const byId = <T extends { id: string }>(rows: readonly T[]) => new Map(rows.map((row) => [row.id, row]));

/** What the words of some tasks need, in their order: a few rows each, whatever lies in the register. */
export async function readWorkFacts(
  tx: Tx,
  actor: PersonActor,
  tasks: readonly TaskRow[],
  today: string,
): Promise<TaskFacts[]> {
  if (tasks.length === 0) return [];
  const read = {
    overlaps: byId(await readOverlaps(tx, actor, idsOf(tasks.map(({ overlap_id }) => overlap_id)))),
    conditions: byId(await readConditions(tx, idsOf(tasks.map(({ condition_id }) => condition_id)))),
    findings: byId(await readFindings(tx, idsOf(tasks.map(({ finding_id }) => finding_id)))),
    stand_ins: await readStandIns(tx, actor),
  };
  const asked = idsOf(tasks.map(({ task, overlap_id }) => (task === "ask" ? overlap_id : null)));
  const reviews = await readReviews(tx, idsOf(tasks.map(({ review_id }) => review_id)), asked);
  const named = byId(reviews);
  const last = new Map(reviews.map((row) => [row.overlap_id, row]));
  const labels = await actorLabels(tx, [
    ...reviews.flatMap(({ requested_by, decided_by }) => [requested_by, decided_by ?? ""]),
    ...[...read.conditions.values()].map(({ proven_by }) => proven_by ?? ""),
  ]);
  const label = (ref: string | null): string | null => (ref === null ? null : (labels.get(ref) ?? ref));
  return tasks.map(({ task, due, ...ids }) => {
    const overlap = read.overlaps.get(ids.overlap_id ?? "");
    const condition = read.conditions.get(ids.condition_id ?? "");
    const finding = read.findings.get(ids.finding_id ?? "");
    const review = task === "ask" ? last.get(ids.overlap_id ?? "") : named.get(ids.review_id ?? "");
    const held = overlap?.reviewer ?? "";
    return {
      task,
      today,
      due,
      title: finding
        ? findingTitle(finding.verdict, finding.title)
        : (condition?.text ?? overlap?.title ?? ""),
      severity: overlap?.severity ?? null,
      overlap: overlap
        ? {
            key: overlapName(overlap.number),
            status: overlap.status,
            detected_at: overlap.detected_at.toISOString(),
          }
        : null,
      review: review ? toReview(review, label) : null,
      seat_of: read.stand_ins.has(held) ? (overlap?.reviewer_name ?? null) : null,
      condition: condition
        ? {
            key: conditionName(condition.number),
            proven_by_label: label(condition.proven_by),
            proven_at: condition.proven_at,
          }
        : null,
      finding: finding
        ? {
            key: `F-${String(finding.number).padStart(4, "0")}`,
            opened_at: finding.opened_at,
            remedied_on: finding.remedied_on,
          }
        : null,
    };
  });
}

const toReview = (row: ReviewRow, label: (ref: string | null) => string | null): WorkReview => ({
  key: reviewName(row.number),
  status: row.status,
  outcome: ReviewOutcome.parse(row.outcome),
  requested_by_label: label(row.requested_by) ?? row.requested_by,
  decided_by_label: label(row.decided_by),
  submitted_at: row.submitted_at,
  decided_at: row.decided_at,
  stale_at: row.stale_at,
  recertify_on: row.recertify_on,
  changed: row.changed,
});

const readOverlaps = async (tx: Tx, actor: PersonActor, ids: readonly string[]) =>
  ids.length === 0 ? [] : loadOverlaps(tx, actor, Prisma.sql`o.id = ANY (${[...ids]}::uuid[])`, FEW);

/** The reviews named, and the last submitted one of each overlap to ask for, newest last. */
async function readReviews(tx: Tx, ids: readonly string[], asked: readonly string[]): Promise<ReviewRow[]> {
  if (ids.length + asked.length === 0) return [];
  return tx.$queryRaw<ReviewRow[]>`
    SELECT r.id::text, r.overlap_id::text, r.number, r.status, r.outcome, r.requested_by, r.submitted_at,
      coalesce(r.decided_by, d.decided_by) AS decided_by, coalesce(r.decided_at, d.decided_at) AS decided_at, r.stale_at,
      to_char(evenhand_judge_again_on(r.recertify_on, r.decided_at, o.severity), 'YYYY-MM-DD') AS recertify_on,
      r.facts_hash <> o.facts_hash OR o.status = 'superseded' AS changed
    FROM review r JOIN overlap o ON o.id = r.overlap_id
      LEFT JOIN review_decision d ON d.review_id = r.id AND d.round = r.round
    WHERE r.id IN (SELECT unnest(${[...ids]}::uuid[]) UNION ALL (SELECT DISTINCT ON (l.overlap_id) l.id FROM review l
        WHERE l.overlap_id = ANY (${[...asked]}::uuid[]) AND l.round > 0 ORDER BY l.overlap_id, l.number DESC))
    ORDER BY r.number`;
}

async function readConditions(tx: Tx, ids: readonly string[]): Promise<ConditionRow[]> {
  if (ids.length === 0) return [];
  return tx.$queryRaw<ConditionRow[]>`
    SELECT c.id::text, c.number, c.text, p.uploaded_by AS proven_by, p.uploaded_at AS proven_at FROM condition c
      LEFT JOIN LATERAL (SELECT uploaded_by, uploaded_at FROM condition_proof
        WHERE condition_id = c.id ORDER BY uploaded_at DESC, id DESC LIMIT 1) p ON true
    WHERE c.id = ANY (${[...ids]}::uuid[])`;
}

async function readFindings(tx: Tx, ids: readonly string[]): Promise<FindingRow[]> {
  if (ids.length === 0) return [];
  return tx.$queryRaw<FindingRow[]>`
    SELECT n.id::text, n.number, n.opened_at, to_char(n.remedied_on, 'YYYY-MM-DD') AS remedied_on, n.verdict, coalesce(k.title, c.text, '') AS title FROM finding n
      LEFT JOIN promise_check k ON k.id = n.check_id LEFT JOIN condition c ON c.id = n.condition_id
    WHERE n.id = ANY (${[...ids]}::uuid[])`;
}

/** E-mails of those whose decisions are delegated to the asker today. */
async function readStandIns(tx: Tx, actor: PersonActor): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ email: string }[]>`
    SELECT p.email FROM review_delegation d JOIN person p ON p.id = d.from_person_id
    WHERE d.to_person_id = ${actor.id}::uuid AND d.revoked_at IS NULL AND d.until >= evenhand_today()`;
  return new Set(rows.map(({ email }) => email));
}
