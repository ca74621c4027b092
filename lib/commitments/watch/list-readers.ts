import { type Actor, authorize, type Permission, ROLE_PERMISSIONS, Role } from "@/lib/access";
import { withActor } from "@/lib/db/server";

export type Listed = { email: string; name: string };

/** Roles that allow something. */
export const rolesThatMay = (permission: Permission): Role[] =>
  Role.options.filter((role) => ROLE_PERMISSIONS[role].includes(permission));

const listPeople = (actor: Actor, permission: Permission): Promise<Listed[]> =>
  withActor(actor, (tx) =>
    tx.person.findMany({
      where: {
        active: true,
        roles: { some: { role: { in: rolesThatMay(permission) }, state: { in: ["bootstrap", "active"] } } },
      },
      select: { email: true, name: true },
      orderBy: [{ name: "asc" }, { email: "asc" }],
    }),
  );

/** People who may read the promise, by name: whom a check can ask. Throws 403. */
export function listReaders(actor: Actor): Promise<Listed[]> {
  authorize(actor, "finding:manage", "check:define");
  return listPeople(actor, "promise:read");
}

/** People who may act on findings, by name: whom one can be given to. Throws 403. */
export function listOwners(actor: Actor): Promise<Listed[]> {
  authorize(actor, "finding:manage");
  return listPeople(actor, "finding:manage");
}
