import { type Actor, actorRef } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import { CONDITION_STATUS_LABELS, ConditionStatus, conditionName } from "../conditions/schema";
import { overlapName } from "../overlaps/schema";
import { wall } from "../overlaps/store";
import { REVIEW_STATUS_LABELS, ReviewStatus, reviewName } from "../reviews/schema";
import type { SearchHit } from "./schema";

const PER_KIND = 5;

type Row = { number: number; status: string; text: string; overlap: number };

/** The number in RV-0012, rv12 or 12; -1 for anything else. */
const numberIn = (q: string, letters: string): number =>
  Number(new RegExp(`^(?:${letters}-?)?0*(\\d{1,6})$`, "i").exec(q)?.[1] ?? -1);

const escaped = (q: string): string => `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** Reviews by their number, or by the title of their overlap; drafts of others are not there. */
export async function searchReviews(tx: Tx, actor: Actor, q: string): Promise<SearchHit[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT r.number, r.status, o.title AS text, o.number AS overlap FROM review r JOIN overlap o ON o.id = r.overlap_id
    WHERE ${wall(actor)} AND (r.status <> 'draft' OR evenhand_person_behind(r.requested_by) = evenhand_person_behind(${actorRef(actor)}))
      AND (r.number = ${numberIn(q, "rv")} OR o.title ILIKE ${escaped(q)})
    ORDER BY r.number DESC LIMIT ${PER_KIND}`;
  return rows.map(({ number, status, text, overlap }) => ({
    kind: "review",
    label: text,
    detail: `${reviewName(number)}, ${REVIEW_STATUS_LABELS[ReviewStatus.parse(status)].toLowerCase()}`,
    href: `/overlaps/${overlapName(overlap)}/reviews/${reviewName(number)}`,
  }));
}

/** Conditions by their number or their words. */
export async function searchConditions(tx: Tx, actor: Actor, q: string): Promise<SearchHit[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c.number, c.status, c.text, o.number AS overlap
    FROM condition c JOIN review r ON r.id = c.review_id JOIN overlap o ON o.id = r.overlap_id
    WHERE ${wall(actor)} AND (r.status <> 'draft' OR evenhand_person_behind(r.requested_by) = evenhand_person_behind(${actorRef(actor)}))
      AND (c.number = ${numberIn(q, "cn")} OR c.text ILIKE ${escaped(q)})
    ORDER BY c.status = 'ended', c.due_on, c.number LIMIT ${PER_KIND}`;
  return rows.map(({ number, status, text }) => ({
    kind: "condition",
    label: text.length > 100 ? `${text.slice(0, 98)}…` : text,
    detail: `${conditionName(number)}, ${CONDITION_STATUS_LABELS[ConditionStatus.parse(status)].toLowerCase()}`,
    href: `/overlaps/conditions/${conditionName(number)}`,
  }));
}
