import { type Actor, standsAbove } from "@/lib/access";
import { Prisma, type Tx } from "@/lib/db/server";
import { notFound } from "@/lib/kernel/errors";
import { isUuid } from "@/lib/kernel/ids";
import { overlapNumber } from "./schema";

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

/** The wall on rows, beside the one in Postgres: an overlap is seen by whom every fact of its path is seen. */
async function wall(tx: Tx, actor: Actor): Promise<Prisma.Sql> {
  if (standsAbove(actor)) return Prisma.sql`true`;
  const assigned = await assignedParties(tx, actor);
  return Prisma.sql`(o.visibility <> 'confidential' OR (cardinality(${assigned}::uuid[]) > 0 AND NOT EXISTS (
    SELECT FROM overlap_party c WHERE c.overlap_id = o.id AND c.confidential AND c.party_id <> ALL (${assigned}::uuid[]))))`;
}

const productsOf = (condition: string, field: "key" | "label") =>
  Prisma.raw(`jsonb_path_query_array(o.path, '$[*] ? (@.relation == "owns"${condition}).${field}')`);

/** Overlaps that the actor sees, oldest first, without their paths. `where` speaks of `o`. */
export async function loadOverlaps(
  tx: Tx,
  actor: Actor,
  where: Prisma.Sql = Prisma.sql`true`,
): Promise<OverlapRow[]> {
  return tx.$queryRaw<OverlapRow[]>`
    SELECT o.id::text, o.number, o.kind, o.title, o.severity, o.points, o.points_max, o.known, o.factor_count,
      o.points_table, o.facts_hash, o.status, o.rule, o.rule_version, o.version, o.visibility, o.detected_at,
      o.updated_at, o.superseded_at, s.key AS segment, s.name AS segment_name,
      (SELECT json_agg(json_build_object('key', p.key, 'name', p.name, 'role', op.role) ORDER BY op.role, p.ordinal)
        FROM overlap_party op JOIN party p ON p.id = op.party_id WHERE op.overlap_id = o.id) AS parties,
      ${productsOf("", "key")} AS products,
      ${productsOf(" && @.links[*].to.own == true", "label")} AS own_products
    FROM overlap o LEFT JOIN segment s ON s.id = o.segment_id
    WHERE ${await wall(tx, actor)} AND ${where}
    ORDER BY o.number`;
}

/** How many overlaps of some statuses the actor sees. */
export async function countOverlaps(tx: Tx, actor: Actor, statuses: readonly string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM overlap o WHERE ${await wall(tx, actor)} AND o.status = ANY (${[...statuses]})`;
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
  const [row] = await loadOverlaps(tx, actor, where);
  if (!row) throw notFound();
  return row;
}
