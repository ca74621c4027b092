import { Prisma, type Tx } from "@/lib/db/server";
import type { NotificationKind } from "../notifications/schema";

const sql = Prisma.sql;

/** What is told of one review. Each person is told once under an equal `once`. */
export type ReviewNotice = {
  review_id: string;
  detail: Record<string, string>;
  once: string | null;
};

/**
 * Tells whoever asked for reviews and whoever prepares them, in one statement however many there are; with `decider`
 * whoever decided them too. For what the system finds by itself: nobody has caused it. Returns how many were told.
 */
export function tellAll(
  tx: Tx,
  kind: NotificationKind,
  system: `system:${string}`,
  notices: readonly ReviewNotice[],
  { decider }: { decider: boolean },
): Promise<number> {
  return tellConcerned(
    tx,
    { kind, system, notices },
    sql`SELECT review_id, evenhand_person_behind(requested_by) AS ref FROM n
      UNION SELECT review_id, decided_by FROM n WHERE ${decider}
      UNION SELECT n.review_id, 'person:' || a.person_id FROM n JOIN overlap_assignment a USING (overlap_id) WHERE a.seat = 'preparer'
      UNION SELECT n.review_id, 'person:' || p.id FROM n JOIN overlap_party op USING (overlap_id)
        JOIN party_manager m ON m.party_id = op.party_id JOIN person p ON lower(p.email) = lower(m.email)
        WHERE NOT EXISTS (SELECT FROM overlap_assignment a WHERE a.overlap_id = n.overlap_id AND a.seat = 'preparer')`,
  );
}

/** Tells of open reviews whose facts changed: whoever asked for them, and of those submitted the reviewer assigned. */
export async function tellWaiting(tx: Tx, notices: readonly ReviewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await tellConcerned(
    tx,
    { kind: "review_stale", system: "system:detection", notices },
    sql`SELECT review_id, evenhand_person_behind(requested_by) AS ref FROM n
      UNION SELECT n.review_id, 'person:' || a.person_id FROM n JOIN overlap_assignment a USING (overlap_id)
        WHERE a.seat = 'reviewer' AND n.status = 'submitted'`,
  );
}

type Told = { kind: NotificationKind; system: `system:${string}`; notices: readonly ReviewNotice[] };

/** `concerned` selects review_id and ref from n, the notices with their reviews. */
const tellConcerned = (tx: Tx, { kind, system, notices }: Told, concerned: Prisma.Sql): Promise<number> =>
  tx.$executeRaw`
    WITH n AS (SELECT n.*, r.overlap_id, r.requested_by, r.decided_by, r.status
        FROM jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) AS n(review_id uuid, detail jsonb, once text)
        JOIN review r ON r.id = n.review_id),
      concerned AS (${concerned})
    INSERT INTO notification (id, person_id, kind, overlap_id, review_id, actor, detail, once)
    SELECT gen_random_uuid(), p.id, ${kind}, n.overlap_id, n.review_id, ${system}, n.detail, n.once || ':' || p.id
    FROM concerned c JOIN n USING (review_id) JOIN person p ON 'person:' || p.id = c.ref WHERE p.active
    ON CONFLICT DO NOTHING`;
