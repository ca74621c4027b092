import { type Actor, authorize } from "@/lib/access";
import { type Prisma, type Tx, withActor } from "@/lib/db/server";
import { OPEN_STATUSES } from "./schema";
import { JUDGE_AGAIN, overlapsWith } from "./selection";
import { wall } from "./store";

export type QueueOption = { value: string; label: string };

export type QueueFacts = {
  /** Of the open ones; the highest severity and the next day are null where nothing is open. */
  open: number;
  highest: number | null;
  gravest: number;
  next_due: string | null;
  parties: QueueOption[];
  segments: QueueOption[];
  /** Whom a seat is given to, by e-mail. */
  preparers: QueueOption[];
  reviewers: QueueOption[];
};

/** The open overlaps in short, and what the queue can be filtered by: parties, segments and people of what the actor sees. */
export async function readQueueFacts(actor: Actor): Promise<QueueFacts> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const seen = wall(actor);
    const by_severity = await tx.$queryRaw<{ severity: number; open: number; next_due: string | null }[]>`
      SELECT severity, open, to_char(least(judged_again,
        (detected_at AT TIME ZONE 'UTC')::date + evenhand_recertification_days(severity)), 'YYYY-MM-DD') AS next_due
      FROM (SELECT o.severity, count(*)::int AS open, min(${JUDGE_AGAIN}) AS judged_again,
          min(o.detected_at) FILTER (WHERE f.recertify_on IS NULL) AS detected_at
        FROM ${overlapsWith(["in_force"])} WHERE ${seen} AND o.status = ANY (${[...OPEN_STATUSES]}) GROUP BY o.severity) sums
      ORDER BY severity DESC`;
    return {
      open: by_severity.reduce((sum, { open }) => sum + open, 0),
      highest: by_severity[0]?.severity ?? null,
      gravest: by_severity[0]?.open ?? 0,
      next_due: by_severity.flatMap(({ next_due }) => next_due ?? []).sort()[0] ?? null,
      parties: await tx.$queryRaw<QueueOption[]>`
        SELECT p.key AS value, p.name AS label FROM party p WHERE EXISTS (
          SELECT FROM overlap_party op JOIN overlap o ON o.id = op.overlap_id WHERE op.party_id = p.id AND ${seen})
        ORDER BY p.name COLLATE evenhand_words, p.key`,
      segments: await tx.$queryRaw<QueueOption[]>`
        SELECT s.key AS value, s.name AS label FROM segment s WHERE EXISTS (
          SELECT FROM overlap o WHERE o.segment_id = s.id AND ${seen})
        ORDER BY s.name COLLATE evenhand_words, s.key`,
      preparers: await seated(tx, seen, "preparer"),
      reviewers: await seated(tx, seen, "reviewer"),
    };
  });
}

const seated = (tx: Tx, seen: Prisma.Sql, seat: "preparer" | "reviewer") => tx.$queryRaw<QueueOption[]>`
  SELECT p.email AS value, p.name AS label FROM person p WHERE EXISTS (
    SELECT FROM overlap_assignment a JOIN overlap o ON o.id = a.overlap_id
    WHERE a.person_id = p.id AND a.seat = ${seat} AND ${seen})
  ORDER BY p.name COLLATE evenhand_words, p.email`;
