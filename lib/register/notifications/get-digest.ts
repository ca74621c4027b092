import { type Actor, can, type PersonActor } from "@/lib/access";
import { Prisma, type Tx, withActor } from "@/lib/db/server";
import { addDays, formatDay } from "@/lib/kernel/time";
import { listConditions } from "../conditions/list-conditions";
import { findingTitle } from "../finding-title";
import type { Digest, DigestQuery, DueItem } from "./schema";
import { countNotifications, loadNotifications, personOnly, toNotificationViews } from "./store";

const SHOWN = 100;
const AHEAD_DAYS = 14;

/** The first and last day of a period that ends with a day. */
export function periodOf({ period, to }: DigestQuery, today: string): { from: string; to: string } {
  const last = to ?? today;
  const begin_ms = addDays(Date.parse(`${last}T00:00:00Z`), period === "week" ? -6 : 0);
  return { from: formatDay(begin_ms), to: last };
}

/**
 * What the actor should know of a day or a week: what happened, as far as they chose to have it here, and what of theirs
 * is due. Throws 403 `person_required` for keys.
 */
export async function getDigest(actor: Actor, query: DigestQuery): Promise<Digest> {
  const person = personOnly(actor);
  const today = formatDay(Date.now());
  const { from, to } = periodOf(query, today);
  const where = Prisma.sql`n.created_at >= ${`${from}T00:00:00Z`}::timestamptz
    AND n.created_at < ${`${to}T00:00:00Z`}::timestamptz + interval '1 day'`;
  const told = await withActor(person, async (tx) => {
    const rows = await loadNotifications(tx, person, { channel: "in_digest", where, limit: SHOWN });
    const all = await countNotifications(tx, person, { channel: "in_digest", where });
    return {
      changed: await toNotificationViews(tx, rows),
      more: all - rows.length,
      findings: can(person, "promise:read") ? await dueFindings(tx, person, today) : [],
    };
  });
  const conditions = can(person, "overlap:read") ? await dueConditions(person, today) : [];
  const { findings, ...rest } = told;
  return {
    ...{ period: query.period, from, to },
    ...rest,
    due: [...conditions, ...findings].sort((a, b) => a.day.localeCompare(b.day)),
  };
}

const horizon = (today: string): string => formatDay(addDays(Date.parse(`${today}T00:00:00Z`), AHEAD_DAYS));

async function dueConditions(person: PersonActor, today: string): Promise<DueItem[]> {
  const { items } = await listConditions(person, { status: ["open"], owner: "me", limit: SHOWN });
  return items
    .filter(({ due_on }) => due_on <= horizon(today))
    .map(({ key, text, due_on, overdue }) => ({
      ...{ day: due_on, overdue, what: "condition", key, label: text },
      href: `/overlaps/conditions/${key}`,
    }));
}

async function dueFindings(tx: Tx, { email }: PersonActor, today: string): Promise<DueItem[]> {
  const rows = await tx.finding.findMany({
    where: {
      owner: email,
      status: { notIn: ["closed", "risk_accepted"] },
      due_on: { lte: new Date(`${horizon(today)}T00:00:00Z`) },
    },
    include: { check: { select: { title: true } }, condition: { select: { text: true } } },
    orderBy: { due_on: "asc" },
    take: SHOWN,
  });
  return rows.flatMap(({ number, due_on, verdict, check, condition }) => {
    if (!due_on) return [];
    const [key, day] = [`F-${String(number).padStart(4, "0")}`, formatDay(due_on.getTime())];
    return [
      {
        ...{ day, overdue: day < today, what: "finding" as const, key },
        label: findingTitle(verdict, check?.title ?? condition?.text ?? ""),
        href: `/promise/findings/${key}`,
      },
    ];
  });
}
