import type { Tx } from "@/lib/db/server";
import { notify, type Recipients } from "../notifications/notify";
import type { DecisionOutcome } from "./schema";
import { personBehind, type Scene } from "./store";

/**
 * Ids of the people who are asked to decide a review: the reviewer assigned and whoever acts for them, else everybody of
 * compliance, without those who may not.
 */
export async function reviewersOf(tx: Tx, review_id: string, overlap_id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH able AS (SELECT p.id FROM person p WHERE evenhand_has_role('person:' || p.id, 'compliance')
        AND evenhand_barred(${review_id}::uuid, 'person:' || p.id) IS NULL),
      asked AS (SELECT a.person_id AS id FROM overlap_assignment a JOIN able ON able.id = a.person_id
        WHERE a.overlap_id = ${overlap_id}::uuid AND a.seat = 'reviewer'),
      acting AS (SELECT d.to_person_id AS id FROM review_delegation d JOIN asked ON asked.id = d.from_person_id
        JOIN able ON able.id = d.to_person_id WHERE d.revoked_at IS NULL AND d.until >= evenhand_today())
    SELECT id::text FROM asked UNION SELECT id::text FROM acting
    UNION SELECT id::text FROM able WHERE NOT EXISTS (SELECT FROM asked)`;
  return rows.map(({ id }) => id);
}

/** Who prepares the reviews of an overlap: the person assigned, else the managers of its parties. */
export async function preparersOf(tx: Tx, overlap_id: string): Promise<Recipients> {
  const row = await tx.overlapAssignment.findUnique({
    where: { overlap_id_seat: { overlap_id, seat: "preparer" } },
    select: { person_id: true },
  });
  return row ? { people: [row.person_id] } : { managers_of: overlap_id };
}

/** The people of references: those behind keys; systems are nobody. */
export async function peopleOf(tx: Tx, refs: readonly (string | null)[]): Promise<Recipients> {
  const people: string[] = [];
  for (const ref of refs) {
    if (ref === null) continue;
    const [kind, id] = (await personBehind(tx, ref)).split(":");
    if (kind === "person" && id !== undefined) people.push(id);
  }
  return { people };
}

const about = ({ review }: Scene) => ({ overlap_id: review.overlap_id, review_id: review.id });

/** Those who are asked to decide. */
export async function tellSubmitted(scene: Scene): Promise<void> {
  const { tx, actor, review } = scene;
  const people = await reviewersOf(tx, review.id, review.overlap_id);
  const detail = { round: review.round };
  await notify(tx, actor, { kind: "review_requested", to: { people }, ...about(scene), detail });
}

/** Those who were asked to decide; call while they still are. */
export async function tellWithdrawn(scene: Scene): Promise<void> {
  const { tx, actor, review } = scene;
  const people = await reviewersOf(tx, review.id, review.overlap_id);
  await notify(tx, actor, { kind: "review_withdrawn", to: { people }, ...about(scene) });
}

/** Whoever asked, and whoever prepares. */
export async function tellDecided(scene: Scene, outcome: DecisionOutcome): Promise<void> {
  const { tx, actor, review } = scene;
  const to = [await peopleOf(tx, [review.requested_by]), await preparersOf(tx, review.overlap_id)];
  const decided = outcome === "changes_requested" ? {} : { detail: { outcome } };
  const kind = outcome === "changes_requested" ? "changes_requested" : "review_decided";
  await notify(tx, actor, { kind, to, ...about(scene), ...decided });
}
