import { Prisma, type Tx } from "@/lib/db/server";
import type { Columns } from "./types";

/** Names of tables and columns stand in our own code; anything else would be a fault there. */
function quoted(name: string): string {
  if (!/^[a-z_]+$/.test(name)) throw new Error(`“${name}” is no name of a table or column.`);
  return `"${name}"`;
}

/**
 * Inserts any number of rows in one statement, in their order: the rows travel as one JSON value that Postgres reads
 * by the table's own types. Columns not given take their defaults.
 */
export async function insertRows(tx: Tx, table: string, rows: readonly Columns[]): Promise<void> {
  if (rows.length === 0) return;
  const names = columnsOf(rows).join(", ");
  const into = Prisma.raw(`INSERT INTO ${quoted(table)} (${names}) SELECT ${names}
    FROM jsonb_populate_recordset(NULL::${quoted(table)}, `);
  await tx.$executeRaw`${into}${JSON.stringify(rows)}::jsonb) WITH ORDINALITY ORDER BY ordinality`;
}

/** Updates any number of rows by id in one statement. */
export async function updateRows(tx: Tx, table: string, rows: readonly Columns[]): Promise<void> {
  if (rows.length === 0) return;
  const set = columnsOf(rows)
    .filter((name) => name !== '"id"')
    .map((name) => `${name} = new.${name}`);
  const update = Prisma.raw(`UPDATE ${quoted(table)} SET ${set.join(", ")}
    FROM jsonb_populate_recordset(NULL::${quoted(table)}, `);
  const match = Prisma.raw(`${quoted(table)}."id" = new."id"`);
  await tx.$executeRaw`${update}${JSON.stringify(rows)}::jsonb) AS new WHERE ${match}`;
}

/** Deletes the rows that belong to any of the ids. */
export async function deleteRows(
  tx: Tx,
  table: string,
  column: string,
  ids: readonly string[],
): Promise<void> {
  const from = Prisma.raw(`DELETE FROM ${quoted(table)} WHERE ${quoted(column)}`);
  await tx.$executeRaw`${from} = ANY (${[...ids]}::uuid[])`;
}

const columnsOf = (rows: readonly Columns[]): string[] => Object.keys(rows[0] ?? {}).map(quoted);
