import { ROLE_PERMISSIONS, Role } from "@/lib/access";
import type { Tx } from "@/lib/db/server";
import type { InputError } from "@/lib/kernel/errors";
import type { CheckMetric, MetricOf } from "./definition";

const READERS = Role.options.filter((role) => ROLE_PERMISSIONS[role].includes("promise:read"));

type Tested = { id: string; key: string; clauses: { key: string; text: string | null }[] };

/** The commitment of a key, with its clauses; null and the fault where no check can be about it. */
export async function readTested(
  tx: Tx,
  key: string,
): Promise<{ commitment: Tested | null; fault: InputError | null }> {
  const row = await tx.commitment.findUnique({ where: { key }, include: { clauses: true } });
  const message = !row
    ? `There is no commitment “${key}”.`
    : row.retired_at
      ? `The commitment “${key}” is retired.`
      : null;
  return message === null
    ? { commitment: row, fault: null }
    : { commitment: null, fault: { pointer: "/commitment", message } };
}

/** Parties and people that a test names and the workspace does not know. */
export async function referenceFaults(tx: Tx, test: CheckMetric): Promise<InputError[]> {
  const faults = "focus" in test ? await focusFaults(tx, test.focus) : [];
  return test.metric === "attestation" ? peopleFaults(tx, test) : faults;
}

async function focusFaults(tx: Tx, focus: string): Promise<InputError[]> {
  if (!focus.startsWith("party:")) return [];
  const key = focus.slice("party:".length);
  const party = await tx.party.findUnique({ where: { key }, select: { retired_at: true } });
  if (party && !party.retired_at) return [];
  return [{ pointer: "/test/focus", message: `There is no party “${key}”.` }];
}

/** Whoever is asked must be able to read the question. */
async function peopleFaults(tx: Tx, { people }: MetricOf<"attestation">): Promise<InputError[]> {
  const able = await tx.person.findMany({
    where: {
      email: { in: people.map((email) => email.toLowerCase()) },
      active: true,
      roles: { some: { role: { in: READERS }, state: { in: ["bootstrap", "active"] } } },
    },
    select: { email: true },
  });
  const emails = new Set(able.map(({ email }) => email));
  return people.flatMap((email, at) =>
    emails.has(email.toLowerCase())
      ? []
      : [
          {
            pointer: `/test/people/${at}`,
            message: `Nobody who may read commitments has the address ${email}.`,
          },
        ],
  );
}
