import type { PersonActor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { confirmRole, createPerson, grantRole } from "@/lib/identity/server";
import { DEMO_ACCOUNTS, type DemoAccount } from "./demo-accounts";
import { OPERATOR } from "./operator";

const YEAR_MS = 365 * 86_400_000;

type Known = { id: string; roles: { id: string; role: string; state: string; requested_by: string }[] };

async function findPerson(email: string): Promise<Known | null> {
  return withActor(OPERATOR, (tx) =>
    tx.person.findUnique({
      where: { email },
      select: {
        id: true,
        roles: {
          where: { state: { not: "revoked" } },
          select: { id: true, role: true, state: true, requested_by: true },
        },
      },
    }),
  );
}

/** The person with the role granted; what is there already stays. */
async function ensureAccount({ email, name, role, password }: DemoAccount): Promise<PersonActor> {
  const found = await findPerson(email);
  const id = found?.id ?? (await createPerson(OPERATOR, { email, name, password })).person.id;
  if (!found?.roles.some((row) => row.role === role)) {
    const end = new Date(Date.now() + YEAR_MS).toISOString();
    await grantRole(OPERATOR, id, { role, ...(role === "auditor" ? { expires_at: end } : {}) });
  }
  return { kind: "person", id, email, name, roles: [role] };
}

/** Makes the people of the demo, each grant confirmed by an administrator other than the one who gains. */
export async function seedAccounts(): Promise<void> {
  const people: PersonActor[] = [];
  for (const entry of DEMO_ACCOUNTS) people.push(await ensureAccount(entry));
  const [first, second] = people.filter((person) => person.roles.includes("admin"));
  if (!first || !second) throw new Error("The demo needs two administrators.");
  for (const person of people) {
    const confirmer = person.id === first.id ? second : first;
    const known = await findPerson(person.email);
    for (const row of known?.roles ?? [])
      if (row.state === "bootstrap") await confirmRole(confirmer, person.id, row.id);
  }
}
