import type { KeyActor, PersonActor, Role } from "@/lib/access";
import { actorRef } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor } from "@/lib/testing/actors";

/** Somebody who is really there, with roles that are in force: what the database asks. */
export async function makePerson(role: Role | readonly Role[], email?: string): Promise<PersonActor> {
  const actor = testActor(role, email);
  const { id, name } = actor;
  await withActor(OPERATOR, async (tx) => {
    await tx.person.create({ data: { id, email: actor.email, name } });
    await tx.personRole.createMany({
      data: actor.roles.map((one) => ({
        ...{ id: uuidv7(), person_id: id, role: one, state: "active" },
        ...{ requested_by: actorRef(OPERATOR), confirmed_by: actorRef(OPERATOR) },
      })),
    });
  });
  return actor;
}

/** A key that a person made, with their first role. */
export async function makeKey(
  maker: PersonActor,
  scope: Exclude<KeyActor["scope"], "ingest"> = "write",
): Promise<KeyActor> {
  const id = uuidv7();
  const role = maker.roles[0] ?? null;
  await withActor(maker, (tx) =>
    tx.apiKey.create({
      data: {
        ...{ id, name: "script", prefix: id.slice(-8), hash: Uint8Array.from(Buffer.from(id)) },
        ...{ scope, role, created_by: actorRef(maker) },
      },
    }),
  );
  return {
    ...{ kind: "key", id, name: "script", scope, roles: role === null ? [] : [role] },
    traffic_source_id: null,
  };
}
