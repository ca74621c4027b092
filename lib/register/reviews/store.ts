import { type Actor, actorRef, can } from "@/lib/access";
import { asDetection, type Prisma, type Tx } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { findOverlap } from "../overlaps/store";
import { PREFLIGHT_KEPT } from "../policies/preflight-hash";
import { reviewNumber } from "./schema";

/** What is read of an overlap with its reviews. */
export const JUDGED = {
  id: true,
  number: true,
  kind: true,
  identity: true,
  title: true,
  status: true,
  severity: true,
  points: true,
  facts_hash: true,
  factors: true,
  path: true,
  rule: true,
  rule_version: true,
} satisfies Prisma.OverlapSelect;
export type JudgedOverlap = Prisma.OverlapGetPayload<{ select: typeof JUDGED }>;

export const REVIEW_LISTED = {
  overlap: { select: { id: true, number: true, title: true, severity: true } },
} satisfies Prisma.ReviewInclude;
export type ListedReview = Prisma.ReviewGetPayload<{ include: typeof REVIEW_LISTED }>;

export const REVIEW_WHOLE = {
  overlap: { select: JUDGED },
  decisions: { orderBy: { round: "asc" }, include: { delegation: true } },
  preflight: { select: { ...PREFLIGHT_KEPT, policy: { select: { key: true } } } },
  interests: { orderBy: [{ declared_at: "asc" }, { id: "asc" }] },
  conditions: { orderBy: { number: "asc" }, select: { id: true } },
} satisfies Prisma.ReviewInclude;
export type WholeReview = Prisma.ReviewGetPayload<{ include: typeof REVIEW_WHOLE }>;

/** A review that somebody does something with. */
export type Scene = { tx: Tx; actor: Actor; review: WholeReview };

/** Who stands behind an actor: of a key whoever made it. */
export async function personBehind(tx: Tx, ref: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ person: string }[]>`SELECT evenhand_person_behind(${ref}) AS person`;
  return row?.person ?? ref;
}

/** References of the person behind an actor: their own and those of the keys that they made. */
export async function ownRefs(tx: Tx, actor: Actor): Promise<string[]> {
  const person = await personBehind(tx, actorRef(actor));
  const keys = await tx.apiKey.findMany({ where: { created_by: person }, select: { id: true } });
  return [actorRef(actor), person, ...keys.map(({ id }) => `key:${id}`)];
}

/** Drafts are seen by whoever writes them, and by nobody else; those left behind by compliance, to withdraw them. */
export async function shownReviews(tx: Tx, actor: Actor): Promise<Prisma.ReviewWhereInput> {
  const own = { requested_by: { in: await ownRefs(tx, actor) } };
  const left = can(actor, "review:decide") ? await draftsLeftBehind(tx) : [];
  return { OR: [{ status: { not: "draft" } }, own, { id: { in: left } }] };
}

async function draftsLeftBehind(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM review WHERE status = 'draft' AND evenhand_left_behind(requested_by, overlap_id)`;
  return rows.map(({ id }) => id);
}

/** Which row an address means: the id, or the number as RV-0001. Null when it can be neither. */
function whereOf(id: string): Prisma.ReviewWhereInput | null {
  const number = reviewNumber(id);
  if (number !== null) return { number: Math.min(number, 2_147_483_647) };
  return isUuid(id) ? { id } : null;
}

/** One review by its id or its number, as the actor sees it. Throws 404. */
export async function findReview(tx: Tx, actor: Actor, id: string): Promise<WholeReview> {
  const where = whereOf(id);
  const shown = await shownReviews(tx, actor);
  const row = where && (await tx.review.findFirst({ where: { AND: [where, shown] }, include: REVIEW_WHOLE }));
  if (!row) throw notFound();
  return row;
}

/** The overlap that a review is asked for. Throws 404 for what is unknown or behind a wall. */
export async function findJudged(tx: Tx, actor: Actor, idOrKey: string): Promise<JudgedOverlap> {
  const { id } = await findOverlap(tx, actor, idOrKey);
  return tx.overlap.findUniqueOrThrow({ where: { id }, select: JUDGED });
}

export type OpenReview = { id: string; number: number; status: string; requested_by: string };

/** The review that is open, behind a wall too: there is one at a time for everybody. */
export function openReview(tx: Tx, overlap_id: string): Promise<OpenReview | null> {
  return asDetection(tx, (inner) =>
    inner.review.findFirst({
      where: { overlap_id, status: { in: ["draft", "submitted", "changes_requested"] } },
      select: { id: true, number: true, status: true, requested_by: true },
    }),
  );
}

/** Of some overlaps the review that stands: approved last, on facts that have not changed since. */
export async function reviewsInForce(tx: Tx, overlap_ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string; status: string }[]>`
    SELECT DISTINCT ON (overlap_id) id::text, status FROM review
    WHERE overlap_id = ANY (${[...new Set(overlap_ids)]}::uuid[]) AND status IN ('approved', 'stale')
    ORDER BY overlap_id, decided_at DESC, number DESC`;
  return new Set(rows.flatMap(({ id, status }) => (status === "approved" ? [id] : [])));
}

/** Writes what the reviews make of an overlap. Returns the status before and after, null where it stays. */
export async function settleOverlap(
  tx: Tx,
  overlap_id: string,
): Promise<{ before: string; after: string } | null> {
  const [row] = await tx.$queryRaw<{ before: string; after: string }[]>`
    WITH old AS (SELECT id, status, evenhand_standing(id) AS standing FROM overlap WHERE id = ${overlap_id}::uuid)
    UPDATE overlap o SET status = old.standing, version = o.version + 1, updated_at = now() FROM old
    WHERE o.id = old.id AND old.status <> 'superseded' AND old.status <> old.standing
    RETURNING old.status AS before, o.status AS after`;
  return row ?? null;
}
