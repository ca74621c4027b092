import { beforeAll, describe, expect, it } from "vitest";
import type { Actor, PersonActor, Role } from "@/lib/access";
import { createPerson, grantRole } from "@/lib/identity/server";
import { listNotifications } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { CheckInput, SupersedeInput } from "../checks/definition";
import { FindingsQuery } from "../findings/schema";
import {
  answerAttestation,
  askPeople,
  decideCheck,
  decideRisk,
  defineCheck,
  listAsked,
  listFindings,
  listTiltStandings,
  requestRisk,
  supersedeCheck,
} from "../server";
import { makeCheck, makeCommitment, setClock, writeResult } from "../testing/promise";

// Nobody has to look by themselves for what waits for them.

async function person(name: string, role: Role): Promise<PersonActor> {
  const email = `${name}@example.com`;
  const made = await createPerson(OPERATOR, { email, name, password: "a long enough password" });
  await grantRole(OPERATOR, made.person.id, { role });
  return { ...testActor(role, email), id: made.person.id };
}

let anna: PersonActor;
let berta: PersonActor;
let pm: PersonActor;
const told = async (actor: Actor, kind: string) =>
  (await listNotifications(actor, { limit: 1000 })).items
    .filter((item) => item.kind === kind)
    .map(({ sentence, href }) => ({ sentence, href }));

beforeAll(async () => {
  [anna, berta, pm] = [
    await person("anna", "compliance"),
    await person("berta", "compliance"),
    await person("pm", "partner_manager"),
  ];
  await setClock("2026-03-01T09:00:00Z");
  await makeCommitment("even-hand", ["routing", "data"]);
});

const first_day = "2026-03-10";

describe("a version that waits for a second person", () => {
  it("is told to everybody who may agree, not to whoever recorded it, nor where nobody has to", async () => {
    const input = { key: "cover", title: "Enough is covered", commitment: "even-hand", clause: "routing" };
    const test = { metric: "coverage" as const };
    await defineCheck(anna, CheckInput.parse({ ...input, test, first_day }));
    expect(await told(berta, "check_proposed")).toEqual([]);
    const { id } = await supersedeCheck(
      anna,
      "cover",
      SupersedeInput.parse({ title: "More is covered", reason: "More.", test, first_day: "2026-03-20" }),
    );
    expect(await told(berta, "check_proposed")).toEqual([
      {
        sentence:
          "anna proposes version 2 of “More is covered”: it lapses unless a second person approves it before 20 March 2026.",
        href: `/promise/checks/${id}`,
      },
    ]);
    expect([await told(anna, "check_proposed"), await told(pm, "check_proposed")]).toEqual([[], []]);
    await decideCheck(berta, id, { outcome: "approved" });
  });
});

describe("a risk that is asked to be accepted", () => {
  it("is told to who may decide, and shown on the queue until somebody does", async () => {
    const check = await makeCheck({
      ...{ key: "ceiling", commitment: "even-hand", clause: "routing" },
      definition: { test: { metric: "share_ceiling", ceiling: 0.5 }, first_day },
    });
    await setClock("2026-03-12T09:00:00Z");
    await writeResult(check, { day: "2026-03-10", verdict: "breach" });
    const waits = async () =>
      (await listFindings(pm, FindingsQuery.parse({}))).items.map((item) => item.waits_for_second);
    expect(await waits()).toEqual([false]);
    await requestRisk(anna, "F-0001", { until: "2026-06-30", reason: "It ends with the contract." });
    expect(await waits()).toEqual([true]);
    expect(await told(berta, "risk_requested")).toEqual([
      {
        sentence: "anna asks that the risk of F-0001 be accepted until 30 June 2026: “ceiling”.",
        href: "/promise/findings/F-0001",
      },
    ]);
    expect([await told(anna, "risk_requested"), await told(pm, "risk_requested")]).toEqual([[], []]);
    await decideRisk(berta, "F-0001", { outcome: "refused" });
    expect(await waits()).toEqual([false]);
  });
});

describe("people whom an attestation asks", () => {
  it("are told when a period is over and once more before it is judged, until they have answered", async () => {
    const { id } = await defineCheck(
      anna,
      CheckInput.parse({
        ...{ key: "ask", title: "Nothing was passed on", commitment: "even-hand", clause: "data" },
        test: { metric: "attestation", question: "Was anything passed on?", people: [pm.email, anna.email] },
        ...{ first_day: "2026-03-14", schedule: { every: "month", grace_hours: 168 } },
      }),
    );
    const href = `/promise/checks/${id}`;
    expect(await askPeople()).toBe(0);
    await setClock("2026-03-31T23:00:00Z");
    expect(await askPeople()).toBe(0);
    expect(await listAsked(pm)).toEqual([]);
    await setClock("2026-04-01T09:00:00Z");
    expect([await askPeople(), await askPeople()]).toEqual([2, 0]);
    const asked = "asked to answer “Nothing was passed on” for the days up to 31 March 2026.";
    expect(await told(pm, "attestation_due")).toEqual([{ sentence: `You are ${asked}`, href }]);
    expect(await told(berta, "attestation_due")).toEqual([]);
    expect((await listAsked(pm)).map(({ period }) => period.day)).toEqual(["2026-03-31"]);
    expect(await listAsked(berta)).toEqual([]);

    await answerAttestation(anna, id, { answer: "cannot_say", statement: "I was away." });
    await setClock("2026-04-05T09:00:00Z");
    expect([await askPeople(), await askPeople()]).toEqual([1, 0]);
    expect(await told(pm, "attestation_due")).toEqual([
      { sentence: `You are still ${asked}`, href },
      { sentence: `You are ${asked}`, href },
    ]);
    await answerAttestation(pm, id, { answer: "kept", statement: "We looked." });
    expect(await listAsked(pm)).toEqual([]);
    expect(await askPeople()).toBe(0);
    await setClock("2026-05-01T09:00:00Z");
    expect((await listAsked(pm)).map(({ period }) => period.day)).toEqual(["2026-04-30"]);
  });
});

describe("what a check of tilt says, for the verdict that asks the same", () => {
  it("is its latest result, with when it was recorded and what it found", async () => {
    const test = { metric: "routing_tilt", baseline: "partner_revealed", scope: { router: "Forge" } };
    const check = await makeCheck({
      ...{ key: "tilt", commitment: "even-hand", clause: "routing" },
      definition: { test, first_day: "2026-05-02" },
    });
    await setClock("2026-05-05T09:00:00Z");
    expect(await listTiltStandings(pm)).toEqual([]);
    await writeResult(check, { day: "2026-05-02", verdict: "breach" });
    const result_id = await writeResult(check, { day: "2026-05-03", verdict: "kept" });
    const standings = await listTiltStandings(pm);
    expect(standings).toMatchObject([
      {
        check: { id: check.id, key: "tilt", check_version: 1 },
        test: { scope: { router: "Forge" }, alpha: 0.01 },
        ...{ recorded_on: "2026-05-01", window_from: "2026-05-02", day: "2026-05-03", verdict: "kept" },
        result_id,
        findings: [{ code: "F-0002", opened_day: "2026-05-02" }],
      },
    ]);
    expect(() => listTiltStandings(testActor("admin"))).toThrow("does not allow");
  });
});
