import type { PersonActor, Role } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { confirmRole, createPerson, grantRole } from "@/lib/identity/server";
import { OPERATOR } from "./operator";

export type DemoAccount = { email: string; name: string; role: Role; password: string };

/** Shown at the end of `npm run demo` and in docs/demo.md: it protects nothing but generated traffic. */
const PASSWORD = "evenhand-demo";

const account = (who: string, name: string, role: Role): DemoAccount => ({
  email: `${who}@example.com`,
  name,
  role,
  password: PASSWORD,
});

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  account("compliance", "Compliance", "compliance"),
  account("pm", "Partner manager", "partner_manager"),
  account("executive", "Executive", "executive"),
  account("auditor", "Auditor", "auditor"),
  account("admin", "Administrator", "admin"),
  account("admin2", "Second administrator", "admin"),
];

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
