import { beforeAll, describe, expect, it } from "vitest";
import { auditHistory } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { createPerson, grantRole } from "@/lib/identity/server";
import { listNotifications } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { assignFindings, closeFinding, getFinding } from "../server";
import { makeCheck, makeCommitment, setClock, writeResult } from "../testing/promise";

const anna = testActor("compliance", "anna@example.com");
const BEN = "ben@example.com";
let ben = testActor("compliance", BEN);

beforeAll(async () => {
  await setClock("2026-03-01T09:00:00Z");
  await makeCommitment("even-hand", ["routing"]);
  const made = await createPerson(OPERATOR, { email: BEN, name: "Ben", password: "a long enough password" });
  await grantRole(OPERATOR, made.person.id, { role: "compliance" });
  ben = { ...ben, id: made.person.id };
  const checks = [];
  for (const key of ["a", "b", "c"])
    checks.push(
      await makeCheck({
        ...{ key, commitment: "even-hand", clause: "routing" },
        definition: { test: { metric: "share_ceiling", ceiling: 0.5 }, first_day: "2026-03-02" },
      }),
    );
  await setClock("2026-03-05T09:00:00Z");
  for (const check of checks)
    await writeResult(check, { day: "2026-03-02", verdict: check.key === "c" ? "failed" : "breach" });
  await setClock("2026-03-06T09:00:00Z");
  const [, , last] = checks;
  if (!last) throw new Error("There are three.");
  await closeFinding(anna, "F-0003", {
    result: await writeResult(last, { day: "2026-03-03", verdict: "kept" }),
  });
});

const owners = async () => [
  (await getFinding(anna, "F-0001")).owner,
  (await getFinding(anna, "F-0002")).owner,
];

describe("findings given to one person at once", () => {
  it("are all given, with an event, an entry in the audit log and word to the owner", async () => {
    const { id } = await getFinding(anna, "F-0002");
    const answer = await assignFindings(anna, { findings: ["F-0001", id, "F-0001"], owner: BEN });
    expect(answer).toEqual({
      assigned: 2,
      unchanged: 0,
      before: [{ owner: null, findings: ["F-0001", "F-0002"] }],
    });
    expect(await owners()).toEqual([BEN, BEN]);
    const { items } = await listNotifications(ben, { limit: 10 });
    expect(items.filter(({ kind }) => kind === "assigned").length).toBe(2);
    const view = await getFinding(anna, id);
    expect(view.events.at(-1)).toMatchObject({ kind: "assigned", detail: { from: null, to: BEN } });
    expect(
      (await withActor(anna, (tx) => auditHistory(tx, "finding", id))).map(({ action }) => action),
    ).toContain("finding:change");
    const again = await assignFindings(anna, { findings: ["F-0001", "F-0002"], owner: BEN });
    expect(again).toEqual({ assigned: 0, unchanged: 2, before: [] });
  });

  it("are taken back by what the answer says", async () => {
    const { before } = await assignFindings(anna, { findings: ["F-0001"], owner: null });
    expect(await owners()).toEqual([null, BEN]);
    for (const { owner, findings } of before) await assignFindings(anna, { findings, owner });
    expect(await owners()).toEqual([BEN, BEN]);
  });

  it("are not given at all where one is closed or unknown, or the owner may not read them", async () => {
    await expect(
      assignFindings(anna, { findings: ["F-0001", "F-0003", "F-0099"], owner: null }),
    ).rejects.toMatchObject({
      status: 422,
      errors: [
        { pointer: "/findings/1", message: "F-0003 is closed." },
        { pointer: "/findings/2", message: "There is no such finding." },
      ],
    });
    await expect(
      assignFindings(anna, { findings: ["F-0001"], owner: "nobody@example.com" }),
    ).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/owner" }] });
    expect(await owners()).toEqual([BEN, BEN]);
    expect(() => assignFindings(testActor("executive"), { findings: ["F-0001"], owner: null })).toThrow(
      "does not allow",
    );
  });
});
