import { randomBytes } from "node:crypto";
import { type Actor, actorRef, authorize } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { isUniqueViolation, type Tx, withActor } from "@/lib/db/server";
import { invalid, notFound } from "@/lib/kernel/errors";
import { isUuid, uuidv7 } from "@/lib/kernel/ids";
import { hashPassword } from "./password";
import type { PersonCreate, PersonUpdate, PersonView } from "./schema";
import { PERSON_WITH_ROLES, toPersonView } from "./view";

/** Everybody, with roles that are or may become valid. */
export function listPeople(actor: Actor): Promise<PersonView[]> {
  authorize(actor, "people:manage");
  return withActor(actor, async (tx) => {
    const people = await tx.person.findMany({ include: PERSON_WITH_ROLES, orderBy: { email: "asc" } });
    return people.map(toPersonView);
  });
}

/** Creates a person without any role. The one-time password comes back only when none was given. */
export async function createPerson(
  actor: Actor,
  input: PersonCreate,
): Promise<{ person: PersonView; one_time_password: string | null }> {
  authorize(actor, "people:manage");
  const made = input.password === undefined ? randomBytes(15).toString("base64url") : null;
  const password_hash = await hashPassword(input.password ?? made ?? "");
  try {
    const person = await withActor(actor, (tx) => insertPerson(tx, actor, input, password_hash));
    return { person, one_time_password: made };
  } catch (error) {
    if (isUniqueViolation(error))
      throw invalid([{ pointer: "/email", message: "Somebody has this address already." }]);
    throw error;
  }
}

/** The insert and its audit entry, inside the caller's transaction; the hash never enters the audit log. */
export async function insertPerson(
  tx: Tx,
  actor: Actor,
  input: Pick<PersonCreate, "email" | "name">,
  password_hash: string,
): Promise<PersonView> {
  const { email, name } = input;
  const row = await tx.person.create({
    data: { id: uuidv7(), email, name, password_hash },
    include: PERSON_WITH_ROLES,
  });
  await appendAudit(tx, {
    actor,
    action: "person:create",
    entity: "person",
    entity_id: row.id,
    after: { email, name, active: true },
  });
  return toPersonView(row);
}

/** Changes name or activity. Deactivating ends every session within the next request. */
export async function updatePerson(actor: Actor, id: string, input: PersonUpdate): Promise<PersonView> {
  authorize(actor, "people:manage");
  if (!isUuid(id)) throw notFound();
  return withActor(actor, async (tx) => {
    const before = await tx.person.findUnique({ where: { id } });
    if (!before) throw notFound();
    if (input.active === false && actorRef(actor) === `person:${id}`)
      throw invalid([{ pointer: "/active", message: "You cannot deactivate yourself." }]);
    const ends = input.active === false && before.active;
    const row = await tx.person.update({
      where: { id },
      data: {
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.active === undefined ? {} : { active: input.active }),
        ...(ends ? { epoch: { increment: 1 } } : {}),
      },
      include: PERSON_WITH_ROLES,
    });
    await appendAudit(tx, {
      actor,
      action: "person:update",
      entity: "person",
      entity_id: id,
      before: { name: before.name, active: before.active },
      after: { name: row.name, active: row.active },
    });
    return toPersonView(row);
  });
}

/** Ends every session of a person by raising the epoch that each request compares. */
export async function revokeSessions(actor: Actor, id: string): Promise<void> {
  if (actorRef(actor) !== `person:${id}`) authorize(actor, "people:manage");
  if (!isUuid(id)) throw notFound();
  return withActor(actor, async (tx) => {
    const { count } = await tx.person.updateMany({ where: { id }, data: { epoch: { increment: 1 } } });
    if (count === 0) throw notFound();
    await appendAudit(tx, { actor, action: "person:revoke-sessions", entity: "person", entity_id: id });
  });
}

/** Gives a person a new one-time password and ends the sessions; it is returned once and stored only as a hash. */
export async function resetPassword(actor: Actor, id: string): Promise<string> {
  authorize(actor, "people:manage");
  if (!isUuid(id)) throw notFound();
  const password = randomBytes(15).toString("base64url");
  const password_hash = await hashPassword(password);
  await withActor(actor, async (tx) => {
    const { count } = await tx.person.updateMany({
      where: { id },
      data: { password_hash, epoch: { increment: 1 } },
    });
    if (count === 0) throw notFound();
    await appendAudit(tx, { actor, action: "person:reset-password", entity: "person", entity_id: id });
  });
  return password;
}
