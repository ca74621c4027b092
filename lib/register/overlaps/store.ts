import { type Actor, standsAbove } from "@/lib/access";
import { Prisma, type Tx } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { overlapNumber } from "./schema";
import { DUE, FEW, OPEN_REVIEW, overlapsWith, type Selection } from "./selection";

export type OverlapRow = {
  id: string;
  number: number;
  kind: string;
  title: string;
  severity: number;
  points: number;
  points_max: number;
  known: number;
  factor_count: number;
  points_table: number;
  facts_hash: string;
  status: string;
  rule: string;
  rule_version: string;
  version: number;
  visibility: string;
  detected_at: Date;
  updated_at: Date;
  superseded_at: Date | null;
  segment: string | null;
  segment_name: string | null;
  due: string | null;
  preparer: string | null;
  preparer_name: string | null;
  reviewer: string | null;
  reviewer_name: string | null;
  open_review: string | null;
  open_review_status: string | null;
  parties: { key: string; name: string; role: string }[] | null;
  products: string[];
  own_products: string[];
};

/** Ids of the parties whose confidential facts the actor sees as their manager. */
export async function assignedParties(tx: Tx, actor: Actor): Promise<string[]> {
  if (actor.kind !== "person" || !actor.roles.includes("partner_manager")) return [];
  const rows = await tx.partyManager.findMany({ where: { email: actor.email } });
  return rows.map(({ party_id }) => party_id);
}

/** The wall on rows, beside the one in Postgres: an overlap `o` is seen by whom every fact of its path is seen. */
export function wall(actor: Actor): Prisma.Sql {
  if (standsAbove(actor)) return Prisma.sql`true`;
  if (actor.kind !== "person" || !actor.roles.includes("partner_manager"))
    return Prisma.sql`o.visibility <> 'confidential'`;
  const assigned = Prisma.sql`(SELECT party_id FROM party_manager WHERE email = ${actor.email})`;
  return Prisma.sql`(o.visibility <> 'confidential' OR EXISTS ${assigned} AND NOT EXISTS (
    SELECT FROM overlap_party c WHERE c.overlap_id = o.id AND c.confidential AND c.party_id NOT IN ${assigned}))`;
}

/** Overlaps that the actor sees, oldest first, without their paths. `where` speaks of `o`. */
export async function loadOverlaps(
  tx: Tx,
  actor: Actor,
  where: Prisma.Sql = Prisma.sql`true`,
  from: Prisma.Sql = overlapsWith(),
): Promise<OverlapRow[]> {
  return tx.$queryRaw<OverlapRow[]>`
    SELECT o.id::text, o.number, o.kind, o.title, o.severity, o.points, o.points_max, o.known, o.factor_count,
      o.points_table, o.facts_hash, o.status, o.rule, o.rule_version, o.version, o.visibility, o.detected_at,
      o.updated_at, o.superseded_at, s.key AS segment, s.name AS segment_name, o.products, o.own_products,
      to_char(${DUE}, 'YYYY-MM-DD') AS due, pp.email AS preparer, pp.name AS preparer_name, rp.email AS reviewer,
      rp.name AS reviewer_name, ${OPEN_REVIEW} AS open_review, w.status AS open_review_status,
      (SELECT json_agg(json_build_object('key', p.key, 'name', p.name, 'role', op.role) ORDER BY op.role, p.ordinal)
        FROM overlap_party op JOIN party p ON p.id = op.party_id WHERE op.overlap_id = o.id) AS parties
    FROM ${from} WHERE ${wall(actor)} AND ${where} ORDER BY o.number`;
}

export type OverlapPage = { rows: OverlapRow[]; total: number };

/** The overlaps of a selection that the actor sees, in its order, and how many there are. `limit` null: all. */
export async function selectOverlaps(
  tx: Tx,
  actor: Actor,
  selection: Omit<Selection, "limit"> & { limit: number | null },
): Promise<OverlapPage> {
  const [{ ids, total }] = await tx.$queryRaw<[{ ids: string[]; total: number }]>(
    (selection.once ? chosenAtOnce : chosenByIndex)(actor, selection),
  );
  const from = selection.limit === null ? overlapsWith() : FEW;
  const rows =
    ids.length > 0 ? await loadOverlaps(tx, actor, Prisma.sql`o.id = ANY (${ids}::uuid[])`, from) : [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return { rows: ids.flatMap((id) => byId.get(id) ?? []), total };
}

type Chosen = Omit<Selection, "limit"> & { limit: number | null };

/** Counted apart: what comes first is read from the index that has the order, and the rest is never sorted. */
function chosenByIndex(actor: Actor, { where, order, needs, start, limit }: Chosen): Prisma.Sql {
  const chosen = Prisma.sql`FROM ${overlapsWith(needs)} WHERE ${wall(actor)} AND ${where}`;
  return Prisma.sql`SELECT (SELECT count(*)::int ${chosen}) AS total, ARRAY(SELECT o.id::text ${chosen} ORDER BY ${order}
    LIMIT ${limit}::bigint OFFSET ${start}::bigint) AS ids`;
}

/** What is dear to compare or to sort by is computed once for both, the page and the count. */
function chosenAtOnce(actor: Actor, { where, order, needs, start, limit }: Chosen): Prisma.Sql {
  return Prisma.sql`WITH chosen AS MATERIALIZED (SELECT o.id, row_number() OVER (ORDER BY ${order}) AS place
      FROM ${overlapsWith(needs)} WHERE ${wall(actor)} AND ${where})
    SELECT (SELECT count(*)::int FROM chosen) AS total,
      ARRAY(SELECT id::text FROM chosen ORDER BY place LIMIT ${limit}::bigint OFFSET ${start}::bigint) AS ids`;
}

/** How many overlaps of some statuses the actor sees. */
export async function countOverlaps(tx: Tx, actor: Actor, statuses: readonly string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM overlap o WHERE ${wall(actor)} AND o.status = ANY (${[...statuses]})`;
  return Number(row?.count ?? 0);
}

/** One overlap by id or by its number as OV-0012. Throws 404 when there is none, or none for this actor. */
export async function findOverlap(tx: Tx, actor: Actor, idOrKey: string): Promise<OverlapRow> {
  const number = overlapNumber(idOrKey);
  if (!isUuid(idOrKey) && number === null) throw notFound();
  const where =
    number === null
      ? Prisma.sql`o.id = ${idOrKey}::uuid`
      : Prisma.sql`o.number = ${Math.min(number, 2_147_483_647)}`;
  const [row] = await loadOverlaps(tx, actor, where, FEW);
  if (!row) throw notFound();
  return row;
}
