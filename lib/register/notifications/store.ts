import { type Actor, can, type PersonActor } from "@/lib/access";
import { Prisma, type Tx } from "@/lib/db/server";
import { actorLabels } from "@/lib/identity/server";
import { personRequired } from "@/lib/kernel/errors";
import { conditionName } from "../conditions/schema";
import { overlapName } from "../overlaps/schema";
import { wall } from "../overlaps/store";
import { reviewName } from "../reviews/schema";
import { hrefOf, type Spoken, sentenceOf } from "./kinds";
import { NotificationKind, type NotificationView } from "./schema";

/** Only people are told things. */
export function personOnly(actor: Actor): PersonActor {
  if (actor.kind !== "person") throw personRequired();
  return actor;
}

export type NotificationRow = {
  id: string;
  kind: string;
  actor: string;
  detail: Record<string, unknown>;
  created_at: Date;
  read_at: Date | null;
  overlap_number: number | null;
  overlap_title: string | null;
  review_number: number | null;
  condition_number: number | null;
  condition_text: string | null;
  finding_number: number | null;
  finding_title: string | null;
  check_id: string | null;
  check_title: string | null;
  check_version: number | null;
  check_first_day: string | null;
};

/** The records that notifications speak of; where row-level security hides one, its columns are null. */
const FROM = Prisma.sql`notification n
  LEFT JOIN overlap o ON o.id = n.overlap_id LEFT JOIN review r ON r.id = n.review_id
  LEFT JOIN condition c ON c.id = n.condition_id
  LEFT JOIN finding f ON f.id = n.finding_id LEFT JOIN promise_check k ON k.id = f.check_id
  LEFT JOIN condition fc ON fc.id = f.condition_id
  LEFT JOIN promise_check pc ON pc.id = (n.detail->>'promise_check')::uuid`;

export const UNREAD = Prisma.sql`n.read_at IS NULL`;

export type Channel = "in_app" | "in_digest";

/**
 * What a person was told, may still see and chose to see in this place. What they may not see is not there, nor what
 * happened behind a wall that has opened since.
 */
function visible(actor: PersonActor, channel: Channel): Prisma.Sql {
  const chosen = channel === "in_app" ? Prisma.sql`h.in_app` : Prisma.sql`h.in_digest`;
  const reads = Prisma.sql`(${can(actor, "overlap:read")} AND ${wall(actor)}
    AND ((SELECT evenhand_above()) OR evenhand_told(n.overlap_id, n.created_at)))`;
  return Prisma.sql`n.person_id = ${actor.id}::uuid
    AND (n.overlap_id IS NULL OR o.id IS NOT NULL AND ${reads})
    AND (n.review_id IS NULL OR r.id IS NOT NULL) AND (n.condition_id IS NULL OR c.id IS NOT NULL)
    AND (n.finding_id IS NULL OR f.id IS NOT NULL AND ${can(actor, "promise:read")})
    AND (n.detail->>'promise_check' IS NULL OR pc.id IS NOT NULL AND ${can(actor, "promise:read")})
    AND NOT EXISTS (SELECT FROM notification_choice h WHERE h.person_id = n.person_id AND h.kind = n.kind AND NOT ${chosen})`;
}

export type Selection = { channel: Channel; where: Prisma.Sql; limit: number };

/** Notifications of a person, newest first. `where` speaks of `n` and `o`. */
export async function loadNotifications(
  tx: Tx,
  actor: PersonActor,
  { channel, where, limit }: Selection,
): Promise<NotificationRow[]> {
  return tx.$queryRaw<NotificationRow[]>`
    SELECT n.id::text, n.kind, n.actor, n.detail, n.created_at, n.read_at, o.number AS overlap_number,
      o.title AS overlap_title, r.number AS review_number, c.number AS condition_number, c.text AS condition_text,
      f.number AS finding_number, coalesce(k.title, fc.text) AS finding_title,
      pc.id::text AS check_id, pc.title AS check_title, pc.check_version, pc.first_day::text AS check_first_day
    FROM ${FROM} WHERE ${visible(actor, channel)} AND ${where}
    ORDER BY n.created_at DESC, n.id DESC LIMIT ${limit}`;
}

/** Those that come after this one of the actor's own, newest first. Not all ids are in the order of their time. */
export const before = (id: string): Prisma.Sql =>
  Prisma.sql`(n.created_at, n.id) < (SELECT last.created_at, last.id FROM notification last WHERE last.id = ${id}::uuid)`;

/** Marks as read what the actor sees in the app, and returns how many were not. */
export function markSeen(tx: Tx, actor: PersonActor, where: Prisma.Sql): Promise<number> {
  return tx.$executeRaw`
    UPDATE notification SET read_at = now() WHERE read_at IS NULL AND id IN (
      SELECT n.id FROM ${FROM} WHERE ${visible(actor, "in_app")} AND ${UNREAD} AND ${where})`;
}

/** Nobody reads further: what is more is "1,000 or more". */
export const COUNTED = 1000;

/** How many there are, up to `COUNTED`. */
export async function countNotifications(
  tx: Tx,
  actor: PersonActor,
  { channel, where }: Omit<Selection, "limit">,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM (SELECT FROM ${FROM} WHERE ${visible(actor, channel)} AND ${where} LIMIT ${COUNTED}) AS counted`;
  return Number(row?.count ?? 0);
}

const checkOf = ({
  check_id,
  check_title,
  check_version,
  check_first_day,
}: NotificationRow): Spoken["check"] =>
  check_id === null
    ? null
    : {
        ...{ id: check_id, title: check_title ?? "", check_version: check_version ?? 1 },
        first_day: check_first_day ?? "",
      };

function spokenOf(row: NotificationRow, actor: string): Spoken {
  const { overlap_number, review_number, condition_number, finding_number } = row;
  return {
    kind: NotificationKind.parse(row.kind),
    actor,
    overlap:
      overlap_number === null ? null : { key: overlapName(overlap_number), title: row.overlap_title ?? "" },
    review: review_number === null ? null : reviewName(review_number),
    condition:
      condition_number === null
        ? null
        : { key: conditionName(condition_number), text: row.condition_text ?? "" },
    finding:
      finding_number === null
        ? null
        : { code: `F-${String(finding_number).padStart(4, "0")}`, title: row.finding_title ?? "" },
    check: checkOf(row),
    detail: row.detail,
  };
}

/** Notifications in words. */
export async function toNotificationViews(
  tx: Tx,
  rows: readonly NotificationRow[],
): Promise<NotificationView[]> {
  const labels = await actorLabels(
    tx,
    rows.map(({ actor }) => actor),
  );
  return rows.map((row) => {
    const actor_label = labels.get(row.actor) ?? row.actor;
    const spoken = spokenOf(row, actor_label);
    return {
      id: row.id,
      kind: spoken.kind,
      sentence: sentenceOf(spoken),
      href: hrefOf(spoken),
      overlap: spoken.overlap?.key ?? null,
      actor_label,
      created_at: row.created_at.toISOString(),
      read_at: row.read_at?.toISOString() ?? null,
    };
  });
}
