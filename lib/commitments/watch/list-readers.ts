import { type Actor, authorize, ROLE_PERMISSIONS, Role } from "@/lib/access";
import { withActor } from "@/lib/db/server";

const READERS = Role.options.filter((role) => ROLE_PERMISSIONS[role].includes("promise:read"));

/** People who may read the promise, by name: whom a finding can be given to and whom a check can ask. Throws 403. */
export function listReaders(actor: Actor): Promise<{ email: string; name: string }[]> {
  authorize(actor, "finding:manage", "check:define");
  return withActor(actor, (tx) =>
    tx.person.findMany({
      where: {
        active: true,
        roles: { some: { role: { in: READERS }, state: { in: ["bootstrap", "active"] } } },
      },
      select: { email: true, name: true },
      orderBy: [{ name: "asc" }, { email: "asc" }],
    }),
  );
}
