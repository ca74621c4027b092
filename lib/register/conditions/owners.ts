import { ROLE_PERMISSIONS, Role } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import type { InputError } from "@/lib/kernel/errors";

/** Whoever reads overlaps may see to what they demand; an auditor audits it. */
const OWNERS = Role.options.filter(
  (role) => role !== "auditor" && ROLE_PERMISSIONS[role].includes("overlap:read"),
);

const NOBODY = "Nobody who may see to a condition has this address.";

export type Owner = { id: string; email: string; name: string };

/**
 * People who may own conditions of an overlap, by name; `emails` in lower case narrow it to some. An owner must be able
 * to see the overlap: of what is confidential only compliance and its managers.
 */
export const findOwners = (tx: Tx, overlap_id: string, emails: readonly string[] | null): Promise<Owner[]> =>
  tx.$queryRaw<Owner[]>`
    SELECT p.id::text, p.email, p.name FROM person p JOIN overlap o ON o.id = ${overlap_id}::uuid
    WHERE p.active AND (${emails === null} OR lower(p.email) = ANY (${[...(emails ?? [])]}::text[]))
      AND EXISTS (SELECT FROM unnest(${[...OWNERS]}::text[]) AS role WHERE evenhand_has_role('person:' || p.id, role))
      AND (o.visibility <> 'confidential' OR evenhand_has_role('person:' || p.id, 'compliance')
        OR evenhand_has_role('person:' || p.id, 'partner_manager') AND NOT EXISTS (
          SELECT FROM overlap_party c WHERE c.overlap_id = o.id AND c.confidential AND NOT EXISTS (
            SELECT FROM party_manager m WHERE m.party_id = c.party_id AND lower(m.email) = lower(p.email))))
    ORDER BY p.name, p.email`;

/** Ids of the people who are to own conditions of an overlap, by their addresses in lower case. */
export async function readOwners(
  tx: Tx,
  overlap_id: string,
  emails: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await findOwners(
    tx,
    overlap_id,
    emails.map((email) => email.toLowerCase()),
  );
  return new Map(found.map(({ email, id }) => [email.toLowerCase(), id]));
}

/** The same for one field of an input: the id, or the fault. */
export function ownerOf(
  owners: ReadonlyMap<string, string>,
  email: string,
  pointer: string,
): { id: string } | { fault: InputError } {
  const id = owners.get(email.toLowerCase());
  return id === undefined ? { fault: { pointer, message: NOBODY } } : { id };
}
