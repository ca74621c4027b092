import { createHash } from "node:crypto";
import { withActor } from "@/lib/db/server";
import { tooMany } from "@/lib/kernel/errors";
import { verifyPassword } from "./password";

const IDENTITY = { kind: "system", id: "identity" } as const;
const WINDOW_MS = 15 * 60_000;
/** Failures allowed per window: for one address of a person, and for one network address over all people. */
const LIMITS = { person: 10, address: 60 } as const;

export type SignedIn = { id: string; email: string; name: string; epoch: number };

const subjectOf = (kind: keyof typeof LIMITS, value: string) =>
  `${kind}:${createHash("sha256").update(value).digest("hex").slice(0, 32)}`;

/**
 * The person whom e-mail and password fit, or null. An unknown person, a wrong password and an inactive person take
 * the same time and give the same answer. Throws 429 when too many attempts failed in the last 15 minutes.
 */
export async function checkCredentials(
  email: string,
  password: string,
  address: string,
): Promise<SignedIn | null> {
  const subjects = {
    person: subjectOf("person", email.trim().toLowerCase()),
    address: subjectOf("address", address),
  };
  const window_start = await countAttempt([subjects.person, subjects.address]);
  const person = await withActor(IDENTITY, (tx) =>
    tx.person.findUnique({ where: { email: email.trim().toLowerCase() } }),
  );
  const usable = person?.active === true ? person.password_hash : null;
  if (!(await verifyPassword(password.slice(0, 1024), usable)) || !person) return null;
  await giveBack(subjects, window_start);
  return { id: person.id, email: person.email, name: person.name, epoch: person.epoch };
}

/** The attempt was no failure: an office behind one address signs in as often as it likes. */
async function giveBack(
  { person, address }: { person: string; address: string },
  window_start: Date,
): Promise<void> {
  await withActor(IDENTITY, async (tx) => {
    await tx.signInAttempt.deleteMany({ where: { subject: person } });
    await tx.signInAttempt.updateMany({
      where: { subject: address, window_start, count: { gt: 0 } },
      data: { count: { decrement: 1 } },
    });
  });
}

/**
 * Counts before the password is looked at, so that parallel guesses cannot slip under the limit. Returns the window
 * that the attempt was counted in.
 */
async function countAttempt(subjects: readonly string[]): Promise<Date> {
  const window_start = new Date(Math.floor(Date.now() / WINDOW_MS) * WINDOW_MS);
  const counts = await withActor(IDENTITY, async (tx) => {
    await tx.signInAttempt.deleteMany({ where: { window_start: { lt: window_start } } });
    const rows: { subject: string; count: number }[] = [];
    for (const subject of subjects)
      rows.push(
        await tx.signInAttempt.upsert({
          where: { subject_window_start: { subject, window_start } },
          create: { subject, window_start, count: 1 },
          update: { count: { increment: 1 } },
        }),
      );
    return rows;
  });
  const over = counts.some(
    (row) => row.count > LIMITS[row.subject.startsWith("person:") ? "person" : "address"],
  );
  if (over) throw tooMany(Math.ceil((window_start.getTime() + WINDOW_MS - Date.now()) / 1000));
  return window_start;
}
