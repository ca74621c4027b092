import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { search } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { countOpenFindings, listOwners, listReaders, readToday } from "../server";
import { makeCheck, makeCommitment, setClock, writeResult } from "../testing/promise";

const executive = testActor("executive");
const compliance = testActor("compliance");

async function person(name: string, role: string, rest: { active?: boolean; state?: string } = {}) {
  await withActor(OPERATOR, async (tx) => {
    const { id } = await tx.person.create({
      data: {
        id: uuidv7(),
        email: `${name}@example.com`,
        name,
        password_hash: "x",
        active: rest.active ?? true,
      },
    });
    await tx.personRole.create({
      data: {
        id: uuidv7(),
        person_id: id,
        role,
        state: rest.state ?? "active",
        requested_by: "system:operator",
      },
    });
  });
}

beforeAll(async () => {
  await setClock("2026-08-01T12:00:00Z");
  await makeCommitment("even-hand", ["routing"]);
  const check = await makeCheck({
    key: "ceiling",
    commitment: "even-hand",
    clause: "routing",
    definition: { test: { metric: "share_ceiling", ceiling: 0.5 }, first_day: "2026-08-02" },
  });
  await setClock("2026-08-04T12:00:00Z");
  await writeResult(check, { day: "2026-08-03", verdict: "breach" });
});

describe("what pages read beside the records", () => {
  it("counts days from the clock of checks", async () => {
    expect(await readToday(executive)).toBe("2026-08-04");
    expect(() => readToday(testActor("admin"))).toThrow("does not allow");
  });

  it("counts the findings that are not closed", async () => {
    expect(await countOpenFindings(executive)).toBe(1);
    expect(() => countOpenFindings(testActor("partner"))).toThrow("does not allow");
  });

  it("offers the people who may read the promise, and tells only those who work on it", async () => {
    await person("ada", "compliance");
    await person("ben", "executive");
    await person("cy", "admin");
    await person("dee", "auditor", { active: false });
    await person("eve", "auditor", { state: "requested" });
    expect((await listReaders(compliance)).map(({ email }) => email)).toEqual([
      "ada@example.com",
      "ben@example.com",
    ]);
    expect(() => listReaders(executive)).toThrow("does not allow");
    expect((await listOwners(compliance)).map(({ email }) => email)).toEqual(["ada@example.com"]);
    expect(() => listOwners(executive)).toThrow("does not allow");
  });
});

describe("the search", () => {
  it("finds commitments, checks and findings by name, metric and number", async () => {
    const found = async (q: string) => (await search(executive, q)).map(({ kind, href }) => [kind, href]);
    expect(await found("even-hand")).toEqual([["commitment", "/promise/commitments/even-hand"]]);
    expect((await found("ceiling")).map(([kind]) => kind)).toEqual(["check", "finding"]);
    expect((await found("share ceiling")).map(([kind]) => kind)).toEqual(["check"]);
    expect(await found("F-0001")).toEqual([["finding", "/promise/findings/F-0001"]]);
  });
});
