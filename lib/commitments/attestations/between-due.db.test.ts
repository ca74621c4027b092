import { beforeAll, expect, it } from "vitest";
import { createPerson, grantRole } from "@/lib/identity/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import type { LoadedCheck } from "../checks/store";
import { runCheck } from "../runs/run-check";
import { answerAttestation, getCheck, getCommitmentSummary, verifyResult } from "../server";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { AttestationInput } from "./schema";

const anna = testActor("compliance");
let check: LoadedCheck;

beforeAll(async () => {
  await setClock("2026-03-01T09:00:00Z");
  await makeCommitment("promise", ["data"]);
  const { person } = await createPerson(OPERATOR, {
    ...{ email: "zoe@example.com", name: "Zoe", password: "a long enough password" },
  });
  await grantRole(OPERATOR, person.id, { role: "executive" });
  check = await makeCheck({
    ...{ key: "ask", commitment: "promise", clause: "data" },
    definition: {
      test: { metric: "attestation", question: "So?", people: [person.email] },
      ...{ first_day: "2026-03-10", schedule: { every: "month", grace_hours: 48 } },
    },
  });
  await setClock("2026-04-01T09:00:00Z");
  const zoe = { ...testActor("executive", person.email), id: person.id };
  await answerAttestation(zoe, "ask", AttestationInput.parse({ answer: "not_kept", statement: "Once." }));
  await setClock("2026-04-03T09:00:00Z");
});

it("keeps the word that was given when it is run between due days", async () => {
  const due = await runCheck(check, { day: "2026-03-31", trigger: "scheduled", why: null });
  await setClock("2026-04-12T09:00:00Z");
  const asked = await runCheck(check, { day: "2026-04-11", trigger: "on_demand", why: "To see." });
  expect([due, asked].map(({ verdict, figures }) => [verdict, figures.because, figures.rows])).toEqual(
    [due, due].map(({ figures }) => ["breach", ["said_not_kept"], figures.rows]),
  );
  expect(await getCheck(anna, "ask")).toMatchObject({ latest: { day: "2026-04-11", verdict: "breach" } });
  expect((await getCommitmentSummary(anna, "promise")).clauses[0]?.verdict).toBe("breach");
  for (const { id } of [due, asked])
    expect(await verifyResult(anna, id)).toMatchObject({ verified: true, recomputed: true });
});

it("has none before the first due day of a window", async () => {
  const early = await runCheck(check, { day: "2026-03-15", trigger: "on_demand", why: "To see." });
  expect(early.verdict).toBe("no_data");
});
