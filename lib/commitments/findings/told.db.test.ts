import { beforeAll, expect, it } from "vitest";
import type { PersonActor, Role } from "@/lib/access";
import { createPerson, grantRole } from "@/lib/identity/server";
import { listNotifications } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import type { LoadedCheck } from "../checks/store";
import { tick } from "../schedule/tick";
import { decideRisk, getFinding, listFindings, patchFinding, requestRisk } from "../server";
import { makeCheck, makeCommitment, setClock, writeResult } from "../testing/promise";

// Whoever owns a finding, and compliance, hear of what becomes of it by itself.

async function person(name: string, role: Role): Promise<PersonActor> {
  const email = `${name}@example.com`;
  const made = await createPerson(OPERATOR, { email, name, password: "a long enough password" });
  await grantRole(OPERATOR, made.person.id, { role });
  return { ...testActor(role, email), id: made.person.id };
}

let anna: PersonActor;
let berta: PersonActor;
let reader: PersonActor;
let check: LoadedCheck;

const sentences = async (actor: PersonActor, kind: string): Promise<string[]> =>
  (await listNotifications(actor, { limit: 1000 })).items
    .filter((item) => item.kind === kind)
    .map(({ sentence }) => sentence);

const finding = async () => {
  const [found] = (await listFindings(anna, { check: check.id, limit: 10 })).items;
  if (!found) throw new Error("There is no finding.");
  return found;
};

/** Nothing of the checks is due on these days: the scheduler looks at what days alone bring. */
const idle = {
  runner: {
    runCheck: () => Promise.reject(new Error("Nothing is run here.")),
    staleDays: async () => [],
  },
};
const look = async (now: string): Promise<void> => {
  await setClock(now);
  await tick(Date.parse(now), idle, null);
};

beforeAll(async () => {
  [anna, berta, reader] = [
    await person("anna", "compliance"),
    await person("berta", "compliance"),
    await person("reader", "executive"),
  ];
  await setClock("2026-02-28T09:00:00Z");
  await makeCommitment("promise", ["routing"]);
  check = await makeCheck({
    ...{ key: "even", commitment: "promise", clause: "routing", by: anna },
    definition: {
      test: { metric: "coverage" },
      ...{ first_day: "2026-03-01", window_days: 365, schedule: { every: "month" } },
    },
  });
  await setClock("2026-03-03T09:00:00Z");
  await writeResult(check, { day: "2026-03-01", verdict: "watch", trigger: "on_demand" });
  await patchFinding(anna, (await finding()).id, { owner: "anna@example.com", due_on: "2026-03-05" }, 1);
});

it("are told once that it grew worse, and that its accepted risk ended with that", async () => {
  const { id } = await finding();
  await requestRisk(anna, id, { until: "2026-03-10", reason: "It is small." });
  await decideRisk(berta, id, { outcome: "accepted" });
  for (const day of ["2026-03-01", "2026-03-02"] as const)
    await writeResult(check, { day, verdict: "breach", trigger: "on_demand" });
  const said = [
    "F-0001 has grown worse, from watch to breach: “even”. Its accepted risk has ended with that.",
  ];
  expect([
    await sentences(anna, "finding_worsened"),
    await sentences(berta, "finding_worsened"),
    await sentences(reader, "finding_worsened"),
  ]).toEqual([said, said, []]);
});

it("are told once that its due day has passed, and again of another day", async () => {
  const said = (day: string) => `F-0001 was to be mended by ${day} and is not closed: “even”.`;
  const overdue = () => sentences(berta, "finding_overdue");
  await look("2026-03-05T23:59:00Z");
  expect(await overdue()).toEqual([]);
  for (const now of ["2026-03-06T00:01:00Z", "2026-03-06T00:02:00Z", "2026-03-07T00:00:00Z"]) await look(now);
  expect(await overdue()).toEqual([said("5 March 2026")]);
  const { id, version } = await finding();
  await patchFinding(anna, id, { due_on: "2026-03-08" }, version);
  for (const now of ["2026-03-09T00:01:00Z", "2026-03-09T00:02:00Z"]) await look(now);
  expect(await overdue()).toEqual([said("8 March 2026"), said("5 March 2026")]);
  expect(await sentences(anna, "finding_overdue")).toEqual(await overdue());
  expect(await sentences(reader, "finding_overdue")).toEqual([]);
});

it("are told once that an accepted risk is over, and of no due day while it lasts", async () => {
  const { id, version } = await finding();
  await patchFinding(anna, id, { due_on: "2026-03-10" }, version);
  await requestRisk(anna, id, { until: "2026-03-12", reason: "Until the release." });
  await decideRisk(berta, id, { outcome: "accepted" });
  const before = (await sentences(berta, "finding_overdue")).length;
  await look("2026-03-12T12:00:00Z");
  expect(await sentences(berta, "risk_ended")).toEqual([]);
  expect(await sentences(berta, "finding_overdue")).toHaveLength(before);
  for (const now of ["2026-03-13T00:01:00Z", "2026-03-13T00:02:00Z"]) await look(now);
  const said = ["The risk of F-0001 was accepted until 12 March 2026, and that day has passed: “even”."];
  expect([await sentences(anna, "risk_ended"), await sentences(berta, "risk_ended")]).toEqual([said, said]);
  expect(await sentences(berta, "finding_overdue")).toHaveLength(before + 1);
  expect(await getFinding(anna, id)).toMatchObject({ status: "open", overdue: true });
});
