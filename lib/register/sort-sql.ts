import { Prisma, type Tx } from "@/lib/db/server";
import { invalid } from "@/lib/kernel/errors";
import { isOffset, toSortKeys } from "./sorting";

/** What each field of `sort` is in SQL; ` ASC` or ` DESC` comes behind it. */
export type SortColumns = Readonly<Record<string, Prisma.Sql>>;

/** The order that `sort` names, unknown last; `last` tells rows apart that are the same in it. */
export function orderSql(sort: string, columns: SortColumns, last: Prisma.Sql): Prisma.Sql {
  const keys = toSortKeys(sort).flatMap(({ name, down }) => {
    const column = columns[name];
    return column ? [Prisma.sql`${column} ${Prisma.raw(down ? "DESC" : "ASC")} NULLS LAST`] : [];
  });
  return Prisma.join([...keys, last], ", ");
}

export type SortedPage = {
  /** Tables with what the columns speak of. */
  from: Prisma.Sql;
  /** Which rows; it holds whatever walls there are. */
  where: Prisma.Sql;
  id: Prisma.Sql;
  order: Prisma.Sql;
  cursor: string | undefined;
  limit: number;
};

/** Ids of one page in an order. Throws 422 for a cursor that is no number of records. */
export async function sortedIds(
  tx: Tx,
  { from, where, id, order, cursor, limit }: SortedPage,
): Promise<{ ids: string[]; next_cursor: string | null }> {
  if (!isOffset(cursor)) throw invalid([{ pointer: "/cursor", message: "The cursor is not one of ours." }]);
  const start = Number(cursor ?? 0);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT ${id}::text AS id FROM ${from} WHERE ${where} ORDER BY ${order} LIMIT ${limit + 1} OFFSET ${start}`;
  const ids = rows.slice(0, limit).map((row) => row.id);
  return { ids, next_cursor: rows.length > limit ? String(start + limit) : null };
}

/** Rows in the order of their ids. */
export function inOrder<R extends { id: string }>(rows: readonly R[], ids: readonly string[]): R[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
