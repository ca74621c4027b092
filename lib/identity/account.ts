import type { Actor } from "@/lib/access";
import { appendAudit } from "@/lib/audit/server";
import { type Tx, withActor } from "@/lib/db/server";
import { invalid, personRequired } from "@/lib/kernel/errors";
import { hashPassword, verifyPassword } from "./password";
import type { PasswordChange } from "./schema";

/** Changes one's own password and ends all one's sessions. Throws 422 when the current one is wrong. */
export async function changePassword(actor: Actor, input: PasswordChange): Promise<void> {
  if (actor.kind !== "person") throw personRequired();
  const person = await withActor(actor, (tx) => tx.person.findUnique({ where: { id: actor.id } }));
  if (!(await verifyPassword(input.current, person?.password_hash ?? null)))
    throw invalid([{ pointer: "/current", message: "This is not your present password." }]);
  const password_hash = await hashPassword(input.password);
  await withActor(actor, async (tx) => {
    await tx.person.update({ where: { id: actor.id }, data: { password_hash, epoch: { increment: 1 } } });
    await appendAudit(tx, { actor, action: "person:change-password", entity: "person", entity_id: actor.id });
  });
}

/** Names for actor references (`person:ID`, `key:ID`, `system:NAME`), for histories. An unknown one stays as it is. */
export async function actorLabels(tx: Tx, refs: readonly string[]): Promise<Map<string, string>> {
  const idsOf = (kind: string) =>
    [...new Set(refs)].filter((ref) => ref.startsWith(`${kind}:`)).map((ref) => ref.slice(kind.length + 1));
  const people = await tx.person.findMany({
    where: { id: { in: idsOf("person") } },
    select: { id: true, name: true },
  });
  const keys = await tx.apiKey.findMany({
    where: { id: { in: idsOf("key") } },
    select: { id: true, name: true },
  });
  return new Map([
    ...people.map(({ id, name }): [string, string] => [`person:${id}`, name]),
    ...keys.map(({ id, name }): [string, string] => [`key:${id}`, `Key “${name}”`]),
    ...idsOf("system").map((id): [string, string] => [
      `system:${id}`,
      id === "operator" ? "Operator" : `System, ${id}`,
    ]),
  ]);
}
