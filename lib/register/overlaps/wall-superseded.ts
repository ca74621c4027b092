import type { AuditInput } from "@/lib/audit/server";
import type { Tx } from "@/lib/db/server";

const DETECTION = { kind: "system", id: "detection" } as const;

/**
 * Puts superseded overlaps behind a wall when a fact of their old path has gone behind one since: no rule looks at
 * them any more, and they would go on telling. What is once walled so stays walled. Call as the detection role.
 */
export async function wallSuperseded(tx: Tx): Promise<AuditInput[]> {
  const walled = await tx.$queryRaw<{ overlap_id: string; party_id: string }[]>`
    WITH wall (id, party_id) AS (
      SELECT id, partner_id FROM partnership WHERE visibility = 'confidential'
      UNION SELECT r.id, p.partner_id FROM contract_right r JOIN partnership p ON p.id = r.partnership_id
        WHERE 'confidential' IN (r.visibility, p.visibility)
      UNION SELECT id, investee_id FROM investment_round WHERE visibility = 'confidential'
      UNION SELECT c.id, p.party_id FROM co_holding c JOIN co_holding_party p ON p.co_holding_id = c.id
        WHERE c.visibility = 'confidential')
    SELECT DISTINCT o.id::text AS overlap_id, wall.party_id::text
    FROM overlap o CROSS JOIN LATERAL jsonb_array_elements(o.path) fact JOIN wall ON wall.id::text = fact ->> 'id'
    WHERE o.status = 'superseded' AND NOT EXISTS (SELECT FROM overlap_party p
      WHERE p.overlap_id = o.id AND p.party_id = wall.party_id AND p.confidential)`;
  if (walled.length === 0) return [];
  const overlaps = [...new Set(walled.map(({ overlap_id }) => overlap_id))];
  await tx.$executeRaw`
    INSERT INTO overlap_party (overlap_id, party_id, role, confidential)
    SELECT o, p, 'partner', true FROM unnest(${overlapsOf(walled)}::uuid[], ${partiesOf(walled)}::uuid[]) AS w (o, p)
    ON CONFLICT (overlap_id, party_id) DO UPDATE SET confidential = true`;
  await tx.$executeRaw`
    UPDATE overlap SET visibility = 'confidential', version = version + 1, updated_at = now()
    WHERE id = ANY (${overlaps}::uuid[])`;
  return overlaps.map((entity_id) => ({
    actor: DETECTION,
    action: "overlap:wall",
    entity: "overlap",
    entity_id,
    after: { visibility: "confidential" },
  }));
}

const overlapsOf = (rows: readonly { overlap_id: string }[]) => rows.map(({ overlap_id }) => overlap_id);
const partiesOf = (rows: readonly { party_id: string }[]) => rows.map(({ party_id }) => party_id);
