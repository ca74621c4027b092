import { type Actor, authorize } from "@/lib/access";
import { Prisma, type Tx, withActor } from "@/lib/db/server";
import { isUuid } from "@/lib/kernel/ids";
import { formatDay } from "@/lib/kernel/time";
import { overlapNumber } from "../overlaps/schema";
import { findOverlap, wall } from "../overlaps/store";
import type { ConditionList, ConditionListItem, ConditionsQuery } from "./schema";
import { CONDITION_INCLUDE, notInDraftOfOthers } from "./store";
import { readOwnerNames, toConditionListItem } from "./view";

const none = Prisma.sql`false`;

function overlapIs(text: string): Prisma.Sql {
  const number = overlapNumber(text);
  if (number !== null) return Prisma.sql`o.number = ${number}`;
  return isUuid(text) ? Prisma.sql`o.id = ${text}::uuid` : none;
}

function reviewIs(text: string): Prisma.Sql {
  const digits = /^rv-0*(\d{1,9})$/i.exec(text)?.[1];
  if (digits !== undefined) return Prisma.sql`r.number = ${Number(digits)}`;
  return isUuid(text) ? Prisma.sql`r.id = ${text}::uuid` : none;
}

const OVERDUE = Prisma.sql`c.status = 'open' AND c.due_on < evenhand_today()`;

function filters(query: ConditionsQuery, actor: Actor): Prisma.Sql[] {
  const { status, kind, owner, overlap, review, overdue, cursor } = query;
  const mine = actor.kind === "person" ? actor.email : "";
  const [due_on = "", number = ""] = cursor?.split(".") ?? [];
  return [
    ...(status ? [Prisma.sql`c.status = ANY (${status}::text[])`] : []),
    ...(kind ? [Prisma.sql`c.kind = ANY (${kind}::text[])`] : []),
    ...(owner === undefined
      ? []
      : [
          Prisma.sql`c.owner_id IN (SELECT id FROM person WHERE lower(email) = lower(${owner === "me" ? mine : owner}))`,
        ]),
    ...(overlap === undefined ? [] : [overlapIs(overlap)]),
    ...(review === undefined ? [] : [reviewIs(review)]),
    ...(overdue === "true" ? [OVERDUE] : []),
    ...(overdue === "false" ? [Prisma.sql`NOT (${OVERDUE})`] : []),
    ...(cursor === undefined
      ? []
      : [Prisma.sql`(c.due_on, c.number) > (${due_on}::date, ${Number(number)})`]),
  ];
}

async function select(tx: Tx, actor: Actor, where: Prisma.Sql, limit: number): Promise<ConditionListItem[]> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id::text FROM condition c JOIN review r ON r.id = c.review_id JOIN overlap o ON o.id = r.overlap_id
    WHERE ${wall(actor)} AND ${notInDraftOfOthers(actor)} AND ${where}
    ORDER BY c.due_on, c.number LIMIT ${limit}`;
  const rows = await tx.condition.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    include: CONDITION_INCLUDE,
    orderBy: [{ due_on: "asc" }, { number: "asc" }],
  });
  const owners = await readOwnerNames(tx, rows);
  const today = formatDay(Date.now());
  return rows.map((row) => toConditionListItem(row, owners, today));
}

/** Conditions that the actor sees, the next due first. The cursor is the due day and number of the last one. */
export function listConditions(actor: Actor, query: ConditionsQuery): Promise<ConditionList> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const where = Prisma.join([Prisma.sql`true`, ...filters(query, actor)], " AND ");
    const items = await select(tx, actor, where, query.limit + 1);
    const page = items.slice(0, query.limit);
    const last = page.at(-1);
    const more = items.length > query.limit && last;
    return { items: page, next_cursor: more ? `${last.due_on}.${Number(last.key.slice(3))}` : null };
  });
}

/** What the reviews of one overlap demanded, demand and would demand, the next due first. Throws 404. */
export function conditionsOf(actor: Actor, overlap: string): Promise<ConditionListItem[]> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const { id } = await findOverlap(tx, actor, overlap);
    return select(tx, actor, Prisma.sql`o.id = ${id}::uuid`, 1000);
  });
}
