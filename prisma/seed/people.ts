import type { Actor } from "../../lib/access";
import { createKey, createPerson, grantRole, listPeople } from "../../lib/identity/server";
import { DEMO_ACCOUNTS } from "./accounts";

export const OPERATOR: Actor = { kind: "system", id: "operator" };

const YEAR_MS = 365 * 86_400_000;

/** Adds the people of the demo with their roles; those that are there already stay as they are. */
export async function seedPeople(): Promise<void> {
  const people = new Map((await listPeople(OPERATOR)).map((person) => [person.email, person]));
  for (const { role, email, name, password } of DEMO_ACCOUNTS) {
    const person = people.get(email) ?? (await createPerson(OPERATOR, { email, name, password })).person;
    if (person.roles.some((held) => held.role === role)) continue;
    const expires_at = role === "auditor" ? new Date(Date.now() + YEAR_MS).toISOString() : undefined;
    await grantRole(OPERATOR, person.id, { role, ...(expires_at ? { expires_at } : {}) });
  }
}

/** A key for this run alone; the caller revokes it. */
export const seedKey = (input: Parameters<typeof createKey>[1]) =>
  createKey(OPERATOR, { ...input, name: "Demo set-up" });
