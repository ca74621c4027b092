import { type Actor, actorRef, authorize, Role, rolesConflict } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Prisma, type Tx, withActor } from "@/lib/db/server";
import { conflict, forbidden, invalid, notFound, personRequired } from "@/lib/kernel/errors";
import { isUuid, uuidv7 } from "@/lib/kernel/ids";
import type { RoleGrant, RoleView } from "./schema";
import { toRoleView } from "./view";

const LIVE = ["bootstrap", "active"];

type PersonWithRoles = Prisma.PersonGetPayload<{ include: { roles: true } }>;

/** Whether a role row counts today: granted, not expired. */
export const isLive = (row: { state: string; expires_at: Date | null }, now: Date): boolean =>
  LIVE.includes(row.state) && (row.expires_at === null || row.expires_at > now);

/** People who hold a live administrator's role. */
async function administrators(tx: Tx): Promise<string[]> {
  const rows = await tx.personRole.findMany({
    where: { role: "admin", state: { in: LIVE }, person: { active: true } },
  });
  return [...new Set(rows.map((row) => row.person_id))];
}

/**
 * Asks for a role. Until two administrators exist the first grants alone (`bootstrap`); afterwards the grant waits
 * as `requested` for a second administrator.
 */
export function grantRole(actor: Actor, person_id: string, input: RoleGrant): Promise<RoleView> {
  authorize(actor, "people:manage");
  if (actor.kind === "key") throw personRequired();
  return withActor(actor, async (tx) => {
    const person = await tx.person.findUnique({
      where: { id: isUuid(person_id) ? person_id : "00000000-0000-0000-0000-000000000000" },
      include: { roles: { where: { state: { not: "revoked" } } } },
    });
    if (!person) throw notFound();
    const party_id = await checkGrant(tx, person, input);
    const alone = actor.kind === "system" || (await administrators(tx)).length < 2;
    const row = await tx.personRole.create({
      data: {
        id: uuidv7(),
        person_id: person.id,
        role: input.role,
        party_id,
        state: alone ? "bootstrap" : "requested",
        requested_by: actorRef(actor),
        expires_at: input.expires_at ? new Date(input.expires_at) : null,
      },
    });
    await appendAudit(tx, {
      actor,
      action: alone ? "role:bootstrap" : "role:request",
      entity: "person",
      entity_id: person.id,
      after: { role: input.role, expires_at: row.expires_at },
    });
    return toRoleView(row);
  });
}

async function checkGrant(tx: Tx, person: PersonWithRoles, input: RoleGrant): Promise<string | null> {
  const held = person.roles.map((row) => Role.parse(row.role));
  if (held.includes(input.role))
    throw conflict("role_held", "This person has the role already, or it waits for a second administrator.");
  const clash = rolesConflict([...held, input.role]);
  if (clash) throw invalid([{ pointer: "/role", message: clash }]);
  if (input.role === "auditor" && !input.expires_at)
    throw invalid([{ pointer: "/expires_at", message: "An auditor's access needs an end." }]);
  if (input.role !== "partner") return null;
  const party = input.party ? await tx.party.findUnique({ where: { key: input.party } }) : null;
  if (!party)
    throw invalid([{ pointer: "/party", message: "Name the party whose room this person may enter." }]);
  return party.id;
}

/** Confirms a requested or bootstrap grant; the second person is never the one who asked, nor the one who gains. */
export function confirmRole(actor: Actor, person_id: string, role_id: string): Promise<RoleView> {
  authorize(actor, "people:manage");
  if (actor.kind !== "person") throw personRequired();
  return withActor(actor, async (tx) => {
    const row = await findRole(tx, person_id, role_id);
    if (row.state === "active") return toRoleView(row);
    if (row.requested_by === actorRef(actor) || row.person_id === actor.id)
      throw forbidden("A second administrator must confirm this.", "second_person_required");
    const confirmed = await tx.personRole.update({
      where: { id: row.id },
      data: { state: "active", confirmed_by: actorRef(actor), confirmed_at: new Date() },
    });
    await appendAudit(tx, {
      actor,
      action: "role:confirm",
      entity: "person",
      entity_id: row.person_id,
      after: { role: row.role },
    });
    return toRoleView(confirmed);
  });
}

/** Takes a role away, or declines a request; sessions see it at their next request. */
export function revokeRole(actor: Actor, person_id: string, role_id: string): Promise<RoleView> {
  authorize(actor, "people:manage");
  if (actor.kind === "key") throw personRequired();
  return withActor(actor, async (tx) => {
    const row = await findRole(tx, person_id, role_id);
    const admins = await administrators(tx);
    if (row.role === "admin" && LIVE.includes(row.state) && admins.length === 1)
      throw conflict("last_administrator", "This is the last administrator. Grant another first.");
    const revoked = await tx.personRole.update({
      where: { id: row.id },
      data: { state: "revoked", revoked_at: new Date() },
    });
    await appendAudit(tx, {
      actor,
      action: "role:revoke",
      entity: "person",
      entity_id: row.person_id,
      before: { role: row.role, state: row.state },
    });
    return toRoleView(revoked);
  });
}

async function findRole(tx: Tx, person_id: string, role_id: string) {
  if (!isUuid(person_id) || !isUuid(role_id)) throw notFound();
  const row = await tx.personRole.findFirst({
    where: { id: role_id, person_id, state: { not: "revoked" } },
  });
  if (!row) throw notFound();
  return row;
}
