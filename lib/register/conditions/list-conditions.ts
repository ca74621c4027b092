import { type Actor, authorize } from "@/lib/access";
import { Prisma, type Tx, withActor } from "@/lib/db/server";
import { invalid } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { formatDay } from "@/lib/kernel/time";
import { overlapNumber } from "../overlaps/schema";
import { findOverlap, wall } from "../overlaps/store";
import { inOrder, orderSql, type SortColumns, sortedIds } from "../sort-sql";
import { type ConditionList, type ConditionListItem, ConditionStatus, type ConditionsQuery } from "./schema";
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
  const { status, kind, owner, overlap, review, overdue, sort } = query;
  // With a sort it is the number of those before.
  const cursor = sort === undefined ? query.cursor : undefined;
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

const COLUMNS: SortColumns = {
  key: Prisma.sql`c.number`,
  kind: Prisma.sql`c.kind`,
  overlap: Prisma.sql`o.number`,
  overlap_title: Prisma.sql`lower(o.title)`,
  owner: Prisma.sql`(SELECT lower(p.email) FROM person p WHERE p.id = c.owner_id)`,
  due_on: Prisma.sql`c.due_on`,
  status: Prisma.sql`array_position(${ConditionStatus.options}::text[], c.status)`,
};
const FROM = Prisma.sql`condition c JOIN review r ON r.id = c.review_id JOIN overlap o ON o.id = r.overlap_id`;
const NEXT_DUE = Prisma.sql`c.due_on, c.number`;

type Wanted = { where: Prisma.Sql; sort?: string | undefined; cursor?: string | undefined; limit: number };
type Found = { items: ConditionListItem[]; next_cursor: string | null };

async function select(tx: Tx, actor: Actor, { where, sort, cursor, limit }: Wanted): Promise<Found> {
  const { ids, next_cursor } = await sortedIds(tx, {
    ...{ from: FROM, id: Prisma.sql`c.id`, cursor, limit },
    where: Prisma.sql`${wall(actor)} AND ${notInDraftOfOthers(actor)} AND ${where}`,
    order: sort === undefined ? NEXT_DUE : orderSql(sort, COLUMNS, NEXT_DUE),
  });
  const found = await tx.condition.findMany({ where: { id: { in: ids } }, include: CONDITION_INCLUDE });
  const rows = inOrder(found, ids);
  const owners = await readOwnerNames(tx, rows);
  const today = formatDay(Date.now());
  return { items: rows.map((row) => toConditionListItem(row, owners, today)), next_cursor };
}

/**
 * Conditions that the actor sees, the next due first or as `sort` says. The cursor is the due day and number of the last
 * one; with `sort` the number of those before. Throws 422 for a cursor of the other kind.
 */
export function listConditions(actor: Actor, query: ConditionsQuery): Promise<ConditionList> {
  authorize(actor, "overlap:read");
  const { sort, cursor, limit } = query;
  if (sort === undefined && cursor !== undefined && !cursor.includes("."))
    throw invalid([{ pointer: "/cursor", message: "The cursor is not one of ours." }]);
  return withActor(actor, async (tx) => {
    const where = Prisma.join([Prisma.sql`true`, ...filters(query, actor)], " AND ");
    if (sort !== undefined) return select(tx, actor, { where, sort, cursor, limit });
    const { items, next_cursor } = await select(tx, actor, { where, limit });
    const last = items.at(-1);
    return { items, next_cursor: next_cursor && last ? `${last.due_on}.${Number(last.key.slice(3))}` : null };
  });
}

/** What the reviews of one overlap demanded, demand and would demand, the next due first. Throws 404. */
export function conditionsOf(actor: Actor, overlap: string): Promise<ConditionListItem[]> {
  authorize(actor, "overlap:read");
  return withActor(actor, async (tx) => {
    const { id } = await findOverlap(tx, actor, overlap);
    const { items } = await select(tx, actor, { where: Prisma.sql`o.id = ${id}::uuid`, limit: 1000 });
    return items;
  });
}
