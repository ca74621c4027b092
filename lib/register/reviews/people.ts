import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { Barred, type BarredPerson } from "./schema";
import { findReview } from "./store";

export type Reviewer = { id: string; email: string; name: string };

const reviewers = (tx: Tx): Promise<Reviewer[]> => tx.$queryRaw`
  SELECT id::text, email, name FROM person WHERE evenhand_has_role('person:' || id, 'compliance') ORDER BY name, email`;

/** The active person of compliance who has an address; null when there is none. */
export async function findReviewer(tx: Tx, email: string): Promise<Reviewer | null> {
  const wanted = email.toLowerCase();
  return (await reviewers(tx)).find((one) => one.email.toLowerCase() === wanted) ?? null;
}

/** Who may decide reviews, by name. Throws 403 for whoever may not. */
export function listReviewers(actor: Actor): Promise<Pick<Reviewer, "email" | "name">[]> {
  authorize(actor, "review:decide", "audit:read");
  return withActor(actor, async (tx) => (await reviewers(tx)).map(({ email, name }) => ({ email, name })));
}

/** Active people who may not decide a review, with why: by name. Throws 404. */
export function listBarred(actor: Actor, id: string): Promise<BarredPerson[]> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const review = await findReview(tx, actor, id);
    const rows = await tx.$queryRaw<{ ref: string; label: string; why: string }[]>`
      SELECT ref, label, why FROM (SELECT 'person:' || p.id AS ref, p.name AS label,
          evenhand_barred(${review.id}::uuid, 'person:' || p.id) AS why FROM person p WHERE p.active) AS one
      WHERE why IS NOT NULL ORDER BY label, ref`;
    return rows.map(({ ref, label, why }) => ({ ref, label, why: Barred.parse(why) }));
  });
}
