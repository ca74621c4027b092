import { beforeAll, describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/access";
import { auditHistory } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { createPerson, grantRole } from "@/lib/identity/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { CheckInput } from "../checks/definition";
import { toDate } from "../day";
import { answerAttestation, defineCheck, listAnswers } from "../server";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { refusal } from "../testing/refusal";
import { AttestationInput } from "./schema";
import { readAnswers } from "./store";

const anna = testActor("compliance");
const HASH = "ab".repeat(32);
const people: PersonActor[] = [];
const person = (at: number): PersonActor => {
  const found = people[at];
  if (!found) throw new Error("There is no such person.");
  return found;
};
const input = (over: object = {}) =>
  AttestationInput.parse({ answer: "kept", statement: "We looked.", ...over });
const checkOf = (key: string, test: object) =>
  defineCheck(
    anna,
    CheckInput.parse({
      ...{ key, title: key, commitment: "promise", clause: "data", test, first_day: "2026-03-10" },
      ...{ window_days: 365, schedule: { every: "month", grace_hours: 48 } },
    }),
  );
let check_id = "";
let hasty_id = "";

beforeAll(async () => {
  await setClock("2026-03-01T09:00:00Z");
  await makeCommitment("promise", ["data"]);
  for (const name of ["zoe", "yan", "xia"]) {
    const made = await createPerson(OPERATOR, {
      ...{ email: `${name}@example.com`, name, password: "a long enough password" },
    });
    await grantRole(OPERATOR, made.person.id, { role: "executive" });
    people.push({ ...testActor("executive", made.person.email), id: made.person.id });
  }
  const question = "Was no partner's data used for our own models?";
  const asked = people.slice(0, 2).map(({ email }) => email);
  check_id = (await checkOf("ask", { metric: "attestation", question, people: asked })).id;
  await checkOf("metric", { metric: "coverage" });
  // As one of before this was asked of new ones.
  const hasty = await makeCheck({
    ...{ key: "hasty", commitment: "promise", clause: "data" },
    definition: {
      test: { metric: "attestation", question, people: asked },
      ...{ first_day: "2026-03-10", schedule: { every: "month", grace_hours: 0 } },
    },
  });
  hasty_id = hasty.id;
});

describe("an attestation", () => {
  it("is answered once a period is over", async () => {
    expect(await refusal(() => answerAttestation(person(0), check_id, input()))).toEqual([
      409,
      "not_running",
    ]);
    expect(await listAnswers(anna, check_id)).toEqual({ items: [], next_cursor: null, periods: [] });
    await setClock("2026-03-31T23:00:00Z");
    expect((await listAnswers(anna, "ask")).periods).toEqual([]);
    expect(await refusal(() => answerAttestation(person(0), check_id, input()))).toEqual([
      409,
      "not_running",
    ]);
    await setClock("2026-04-01T09:00:00Z");
    expect((await listAnswers(anna, "ask")).periods).toEqual([
      {
        ...{ from: "2026-03-10", day: "2026-03-31", until: "2026-04-03T00:00:00.000Z" },
        waiting: ["yan@example.com", "zoe@example.com"],
      },
    ]);
  });

  it("is answered by the people asked, in person", async () => {
    expect(await refusal(() => answerAttestation(person(2), check_id, input()))).toEqual([403, "not_asked"]);
    expect(await refusal(() => answerAttestation(anna, check_id, input()))).toEqual([403, "not_asked"]);
    const key = { id: uuidv7(), name: "key", scope: "write", roles: ["compliance"] } as const;
    const asKey = { ...key, kind: "key", traffic_source_id: null } as const;
    expect(await refusal(() => answerAttestation(asKey, check_id, input()))).toEqual([
      403,
      "person_required",
    ]);
    const gone = { ...person(0), roles: ["admin"] as const };
    expect(await refusal(() => answerAttestation(gone, check_id, input()))).toEqual([403, "forbidden"]);
    expect(await refusal(() => answerAttestation(person(0), uuidv7(), input()))).toEqual([404, "not_found"]);
    expect(await refusal(() => answerAttestation(person(0), "metric", input()))).toEqual([
      409,
      "no_attestation",
    ]);
    expect(await refusal(() => listAnswers(anna, "metric"))).toEqual([409, "no_attestation"]);
  });

  it("keeps every answer; the last of a person for the period stands", async () => {
    const evidence = {
      evidence_url: "https://example.com/log",
      evidence_sha256: HASH,
      expires_on: "2026-06-30",
    };
    const first = await answerAttestation(person(0), check_id, input(evidence));
    expect(first).toMatchObject({
      ...{ day: "2026-03-31", email: "zoe@example.com", answer: "kept", ...evidence },
      answered_at: "2026-04-01T09:00:00.000Z",
    });
    const entries = await withActor(anna, (tx) => auditHistory(tx, "attestation_answer", first.id));
    expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
      ["attestation:answer", `person:${person(0).id}`],
    ]);
    await answerAttestation(person(1), check_id, input({ answer: "cannot_say" }));
    const second = await answerAttestation(person(0), check_id, input({ answer: "not_kept" }));
    const { items, periods } = await listAnswers(testActor("auditor"), check_id);
    expect(items.map(({ answer }) => answer)).toEqual(["not_kept", "cannot_say", "kept"]);
    expect(periods.map(({ waiting }) => waiting)).toEqual([[]]);
    const window = { from: "2026-03-10", to: "2027-03-10" };
    const standing = await withActor(anna, (tx) => readAnswers(tx, check_id, window));
    expect(standing.map(({ id }) => id).sort()).toEqual([second.id, items[1]?.id].sort());
    const before = { from: "2026-03-10", to: "2026-03-31" };
    expect(await withActor(anna, (tx) => readAnswers(tx, check_id, before))).toEqual([]);
  });

  it("can be answered until a period is judged, not for days to come, and no evidence has expired", async () => {
    await setClock("2026-04-02T09:00:00Z");
    expect((await answerAttestation(person(0), check_id, input())).day).toBe("2026-03-31");
    const faulty = (over: object) => refusal(() => answerAttestation(person(0), check_id, input(over)));
    expect(await faulty({ day: "2026-04-15" })).toEqual(["/day"]);
    expect(await faulty({ day: "2026-04-30" })).toEqual(["/day"]);
    expect(await faulty({ expires_on: "2026-04-01" })).toEqual(["/expires_on"]);
    await setClock("2026-04-03T00:00:00Z");
    expect(await faulty({ day: "2026-03-31" })).toEqual([409, "not_running"]);
    await setClock("2026-05-01T00:00:00Z");
    expect((await answerAttestation(person(0), check_id, input({ expires_on: "2026-05-01" }))).day).toBe(
      "2026-04-30",
    );
  });

  it("can be answered for a day also where it was recorded with less", async () => {
    const [waits] = (await listAnswers(anna, "hasty")).periods;
    expect([waits?.day, waits?.until]).toEqual(["2026-04-30", "2026-05-02T00:00:00.000Z"]);
    await setClock("2026-05-01T23:59:59Z");
    expect((await answerAttestation(person(0), "hasty", input())).day).toBe("2026-04-30");
    await setClock("2026-05-02T00:00:00Z");
    expect(await refusal(() => answerAttestation(person(1), "hasty", input()))).toEqual([409, "not_running"]);
    const late = withActor(person(1), (tx) =>
      tx.attestationAnswer.create({
        data: {
          ...{ id: uuidv7(), check_id: hasty_id, email: person(1).email, day: toDate("2026-04-30") },
          ...{ answer: "kept", statement: "Late.", answered_by: "" },
        },
      }),
    );
    await expect(late).rejects.toThrow(/the period is over/);
  });

  it("wants the hash of what an address leads to", () => {
    const parsed = AttestationInput.safeParse({
      answer: "kept",
      statement: "x",
      evidence_url: "https://example.com",
    });
    expect(parsed.error?.issues.map(({ path }) => path.join("/"))).toEqual(["evidence_sha256"]);
  });
});
