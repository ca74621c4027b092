import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Prisma, type Tx, withActor } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { notify } from "../notifications/notify";
import { findOverlap } from "../overlaps/store";
import type { CommentInput, CommentList, OverlapCommentView } from "./schema";
import { peopleOf, preparersOf } from "./tell";

type Row = Prisma.OverlapCommentGetPayload<object>;

async function viewsOf(tx: Tx, rows: readonly Row[]): Promise<OverlapCommentView[]> {
  const labels = await actorLabels(
    tx,
    rows.map(({ author }) => author),
  );
  return rows.map(({ id, text, author, at }) => ({
    ...{ id, text, author },
    author_label: labels.get(author) ?? author,
    at: at.toISOString(),
  }));
}

const commentsOf = (tx: Tx, overlap_id: string): Promise<Row[]> =>
  tx.overlapComment.findMany({ where: { overlap_id }, orderBy: [{ at: "asc" }, { id: "asc" }] });

/** What people say of an overlap, oldest first. Throws 404. */
export function listComments(actor: Actor, overlap: string): Promise<CommentList> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const { id } = await findOverlap(tx, actor, overlap);
    return { items: await viewsOf(tx, await commentsOf(tx, id)), next_cursor: null };
  });
}

/** Says something of an overlap to everybody who sees it; who takes part in it is told. Throws 403, 404. */
export function commentOverlap(
  actor: Actor,
  overlap: string,
  { text }: CommentInput,
): Promise<OverlapCommentView> {
  authorize(actor, "review:request", "review:decide");
  return withActor(actor, async (tx) => {
    const { id: overlap_id } = await findOverlap(tx, actor, overlap);
    const to = await partakersOf(tx, overlap_id);
    const row = await tx.overlapComment.create({
      // The author is stamped by the database.
      data: { id: uuidv7(), overlap_id, text, author: actorRef(actor) },
    });
    await notify(tx, actor, { kind: "commented", to, overlap_id });
    await appendAudit(tx, {
      ...{ actor, action: "overlap:comment", entity: "overlap", entity_id: overlap_id },
      after: { comment: text },
    });
    const [view] = await viewsOf(tx, [row]);
    if (!view) throw new Error("A comment has a view.");
    return view;
  });
}

/** Who prepares it, who is asked to decide it, who asked for or decided its reviews, and who commented before. */
async function partakersOf(tx: Tx, overlap_id: string) {
  const reviews = await tx.review.findMany({
    where: { overlap_id, status: { not: "draft" } },
    select: { requested_by: true, decided_by: true },
  });
  const seat = await tx.overlapAssignment.findMany({ where: { overlap_id, seat: "reviewer" } });
  const authors = (await commentsOf(tx, overlap_id)).map(({ author }) => author);
  const refs = [...reviews.flatMap((one) => [one.requested_by, one.decided_by]), ...authors];
  return [
    await preparersOf(tx, overlap_id),
    await peopleOf(tx, [...new Set(refs)]),
    { people: seat.map(({ person_id }) => person_id) },
  ];
}
