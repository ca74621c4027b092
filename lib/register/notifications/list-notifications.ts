import type { Actor } from "@/lib/access";
import { Prisma, withActor } from "@/lib/db/server";
import { overlapNumber } from "../overlaps/schema";
import type { NotificationList, NotificationsQuery } from "./schema";
import {
  before,
  countNotifications,
  loadNotifications,
  personOnly,
  toNotificationViews,
  UNREAD,
} from "./store";

function filters({ unread, kind, overlap, cursor }: NotificationsQuery): Prisma.Sql {
  const parts = [
    Prisma.sql`true`,
    ...(unread === "true" ? [UNREAD] : []),
    ...(unread === "false" ? [Prisma.sql`n.read_at IS NOT NULL`] : []),
    ...(kind ? [Prisma.sql`n.kind = ANY (${kind}::text[])`] : []),
    ...(overlap === undefined ? [] : [Prisma.sql`o.number = ${overlapNumber(overlap) ?? 0}`]),
    ...(cursor === undefined ? [] : [before(cursor)]),
  ];
  return Prisma.join(parts, " AND ");
}

/** What the actor was told and chose to see here, newest first. Throws 403 `person_required` for keys. */
export function listNotifications(actor: Actor, query: NotificationsQuery): Promise<NotificationList> {
  const person = personOnly(actor);
  return withActor(person, async (tx) => {
    const selection = { channel: "in_app", where: filters(query), limit: query.limit + 1 } as const;
    const rows = await loadNotifications(tx, person, selection);
    const page = rows.slice(0, query.limit);
    return {
      items: await toNotificationViews(tx, page),
      next_cursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
      unread: await countNotifications(tx, person, { channel: "in_app", where: UNREAD }),
    };
  });
}

/** How many the actor has not read; zero for keys, who are told nothing. */
export async function countUnread(actor: Actor): Promise<number> {
  if (actor.kind !== "person") return 0;
  return withActor(actor, (tx) => countNotifications(tx, actor, { channel: "in_app", where: UNREAD }));
}
