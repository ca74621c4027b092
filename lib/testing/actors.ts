import type { KeyActor, KeyScope, PersonActor, Role, SystemActor } from "@/lib/access";
import { uuidv7 } from "@/lib/kernel/ids";

/** A person with these roles, as a session would give. Each call is another person, unless an e-mail is given. */
export function testActor(role: Role | readonly Role[], email?: string): PersonActor {
  const roles = typeof role === "string" ? [role] : role;
  const id = uuidv7();
  const name = `${roles.join("-").replaceAll("_", "-")}-${id.slice(-6)}`;
  return { kind: "person", id, email: email ?? `${name}@example.com`, name, roles };
}

/** A key of compliance. Each call is another key. */
export const testKey = (scope: Exclude<KeyScope, "ingest">): KeyActor => ({
  ...{ kind: "key", id: uuidv7(), name: "key", scope, roles: ["compliance"] },
  traffic_source_id: null,
});

export const OPERATOR: SystemActor = { kind: "system", id: "operator" };
