import { beforeAll, describe, expect, it } from "vitest";
import type { PersonActor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { createPerson, grantRole } from "@/lib/identity/server";
import { importRegister, listNotifications } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { decideCheck, defineCheck, getCheck, listChecks, supersedeCheck } from "../server";
import { setClock, writeResult } from "../testing/promise";
import { CheckInput, SupersedeInput } from "./definition";
import { ChecksQuery } from "./schema";
import { loadCheck } from "./store";

const WORDS = "We give our own models no advantage in routing.";
const SAID = { key: "promise", text: "Even-handed." };
const routing = (text: string | null) => ({ key: "routing", kind: "routing", text });

const test = { metric: "routing_tilt", baseline: "owner_blind" };
let anna: PersonActor;
let berta: PersonActor;
let first = "";

async function officer(name: string): Promise<PersonActor> {
  const email = `${name}@example.com`;
  const { person } = await createPerson(OPERATOR, { email, name, password: "a long enough password" });
  await grantRole(OPERATOR, person.id, { role: "compliance" });
  return { ...testActor("compliance", email), id: person.id };
}

const say = (actor: PersonActor, clauses: object[]) =>
  importRegister(actor, { commitments: [{ ...SAID, clauses }] });

beforeAll(async () => {
  [anna, berta] = [await officer("anna"), await officer("berta")];
  await setClock("2026-03-01T09:00:00Z");
  await say(anna, [routing(WORDS), { key: "launch", kind: "launch", text: "We wait." }]);
  const made = await defineCheck(
    anna,
    CheckInput.parse({
      ...{ key: "even", title: "Even", commitment: "promise", clause: "routing", test },
      ...{ first_day: "2026-03-02", window_days: 30 },
    }),
  );
  first = made.id;
  await setClock("2026-03-05T09:00:00Z");
  const check = await withActor(anna, (tx) => loadCheck(tx, first));
  await writeResult(check, { day: "2026-03-04", verdict: "breach" });
  const input = { title: "Even", reason: "Shorter.", test, first_day: "2026-03-10", window_days: 10 };
  await supersedeCheck(anna, "even", SupersedeInput.parse(input));
  await decideCheck(berta, "even", { outcome: "approved" });
});

const besideOf = async (idOrKey: string) => {
  const { check_version, latest, open_findings, beside } = await getCheck(anna, idOrKey);
  const rows = beside.map((one) => {
    return [one.check_version, one.status, one.runs_until, one.latest?.verdict ?? null, one.open_findings];
  });
  return { shown: [check_version, latest?.verdict ?? null, open_findings], beside: rows };
};

describe("a key whose version has a successor", () => {
  it("tells nothing beside while the successor waits", async () => {
    expect(await besideOf("even")).toEqual({ shown: [1, "breach", 1], beside: [] });
  });

  it("tells of the one that runs on, in breach, and that one of its successor", async () => {
    await setClock("2026-03-12T09:00:00Z");
    const ends = "2026-04-01";
    expect(await besideOf("even")).toEqual({
      shown: [2, null, 0],
      beside: [[1, "superseded", ends, "breach", 1]],
    });
    expect(await besideOf(first)).toEqual({
      shown: [1, "breach", 1],
      beside: [[2, "running", null, null, 0]],
    });
    // Both ask one question: there is nothing to choose among.
    expect((await getCheck(anna, "even")).named_over).toBeNull();
  });

  it("tells of one that has ended as long as a finding of it is open", async () => {
    await setClock("2026-04-02T09:00:00Z");
    expect(await besideOf("even")).toEqual({
      shown: [2, null, 0],
      beside: [[1, "ended", "2026-04-01", "breach", 1]],
    });
  });
});

describe("the words of a clause that is tested", () => {
  const clauseOf = async (idOrKey: string) => (await getCheck(anna, idOrKey)).clause;
  const told = async (actor: PersonActor) =>
    (await listNotifications(actor, { kind: ["clause_reworded"], limit: 100 })).items.map((one) => [
      one.sentence,
      one.href,
    ]);

  it("stay beside each version as they were when it was recorded", async () => {
    await say(berta, [routing("We route as we like."), { key: "launch", kind: "launch", text: "At once." }]);
    const now = { ...routing("We route as we like."), recorded_text: WORDS };
    expect([await clauseOf("even"), await clauseOf(first)]).toEqual([now, now]);
    const { items } = await listChecks(anna, ChecksQuery.parse({}));
    expect(items.map(({ clause }) => clause.recorded_text)).toEqual([WORDS, WORDS]);
    const input = { title: "Even", reason: "Said anew.", test, first_day: "2026-04-20", window_days: 10 };
    const anew = await supersedeCheck(anna, "even", SupersedeInput.parse(input));
    expect(anew.clause.recorded_text).toBe("We route as we like.");
  });

  it("are told of to compliance when they change, once for each check, and of nothing else", async () => {
    const said =
      "berta changed the words of the clause that “Even” tests: its results so far are of the words before.";
    const [second] = (await listChecks(anna, ChecksQuery.parse({ key: "even" }))).items.slice(-2);
    expect(await told(anna)).toEqual([[said, `/promise/checks/${second?.id}`]]);
    expect(await told(berta)).toEqual([]);
    await say(berta, [routing("We route as we like."), { key: "launch", kind: "launch", text: "In May." }]);
    expect(await told(anna)).toHaveLength(1);
    await say(berta, [routing(WORDS), { key: "launch", kind: "launch", text: "In May." }]);
    expect(await told(anna)).toHaveLength(2);
  });
});
