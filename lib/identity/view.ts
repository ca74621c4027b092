import { Role } from "@/lib/access";
import type { Prisma } from "@/lib/db/server";
import { type KeyView, type PersonView, RoleState, type RoleView } from "./schema";

export const PERSON_WITH_ROLES = {
  roles: { where: { state: { not: "revoked" } }, orderBy: { requested_at: "asc" } },
} as const satisfies Prisma.PersonInclude;

type PersonRow = Prisma.PersonGetPayload<{ include: typeof PERSON_WITH_ROLES }>;
type RoleRow = PersonRow["roles"][number];
type KeyRow = Prisma.ApiKeyGetPayload<{ include: { traffic_source: true } }>;

export function toRoleView(row: RoleRow): RoleView {
  return {
    id: row.id,
    role: Role.parse(row.role),
    state: RoleState.parse(row.state),
    party_id: row.party_id,
    requested_by: row.requested_by,
    requested_at: row.requested_at.toISOString(),
    confirmed_by: row.confirmed_by,
    expires_at: row.expires_at?.toISOString() ?? null,
  };
}

/** What leaves about a person: never the hash, never the epoch. */
export function toPersonView(row: PersonRow): PersonView {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    active: row.active,
    created_at: row.created_at.toISOString(),
    roles: row.roles.map(toRoleView),
  };
}

export function toKeyView(row: KeyRow): KeyView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scope: row.scope === "ingest" ? "ingest" : row.scope === "write" ? "write" : "read",
    role: row.role === null ? null : Role.parse(row.role),
    source: row.traffic_source?.key ?? null,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
