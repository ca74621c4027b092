import type { PersonActor } from "../../lib/access";
import { CheckInput, LEAST_ANSWER_HOURS } from "../../lib/commitments";
import { defineCheck, dueDays } from "../../lib/commitments/server";
import { withActor } from "../../lib/db/server";
import { createPerson, grantRole } from "../../lib/identity/server";
import { uuidv7 } from "../../lib/kernel/ids";

/** How long a killed process holds up the next one. */
export const LEASE_MS = 600;

const DAY_MS = 86_400_000;
const OPERATOR = { kind: "system", id: "operator" } as const;
const PERSON = { email: "drill@example.com", name: "Drill" };
const COMMITMENT = "drill";

/** Checks whose metrics need Postgres alone: the embedded traffic store is open to one process at a time. */
const TESTS = [
  { metric: "listing_time" },
  { metric: "attestation", question: "Was it kept?", people: [PERSON.email] },
  { metric: "attestation", question: "Was anything asked that is not recorded?", people: [PERSON.email] },
] as const;
const SCHEDULES = ["day", "day", "day", "week", "month"] as const;

export type Plan = { first_day: string; start_ms: number; until_ms: number };

/** The days of the drill: the last of them is over when the clock stands at its end. */
export function planDays(days: number): Plan {
  const start_ms = Date.UTC(2026, 0, 4, 12);
  const first_day = new Date(start_ms + DAY_MS).toISOString().slice(0, 10);
  return { first_day, start_ms, until_ms: start_ms + (days + 1) * DAY_MS };
}

async function makePerson(): Promise<PersonActor> {
  const { person } = await createPerson(OPERATOR, PERSON);
  await grantRole(OPERATOR, person.id, { role: "compliance" });
  return { kind: "person", id: person.id, ...PERSON, roles: ["compliance"] };
}

/** Sets the clock, and then the checks before the first day that they judge. Returns how many there are, and how many runs. */
export async function prepare({
  first_day,
  start_ms,
  until_ms,
}: Plan): Promise<{ checks: number; due: number }> {
  const [now, until] = [start_ms, until_ms].map((ms) => new Date(ms).toISOString());
  await withActor(OPERATOR, async (tx) => {
    await tx.setting.create({ data: { key: "simulated_clock", value: { now, until } } });
    const { id } = await tx.commitment.create({
      data: { id: uuidv7(), key: COMMITMENT, text: "It is kept.", updated_by: "system:operator" },
    });
    await tx.clause.create({ data: { id: uuidv7(), commitment_id: id, key: "all", kind: "routing" } });
  });
  const definer = await makePerson();
  let [made, due] = [0, 0];
  for (const test of TESTS)
    for (const every of SCHEDULES) {
      made += 1;
      const key = `${test.metric.replaceAll("_", "-")}-${made}`;
      const fixed = { key, title: key, commitment: COMMITMENT, clause: "all", first_day, window_days: 23 };
      // People need a day at least.
      const grace_hours = (made % 12) + (test.metric === "attestation" ? LEAST_ANSWER_HOURS : 0);
      const schedule = { every, grace_hours };
      const { definition } = await defineCheck(definer, CheckInput.parse({ ...fixed, test, schedule }));
      due += dueDays({ definition, runs_until: null }, null, until_ms).length;
    }
  return { checks: made, due };
}
