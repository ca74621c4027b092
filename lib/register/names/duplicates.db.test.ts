import { beforeAll, expect, it } from "vitest";
import { createRecord, entities, importRegister, recordHistory } from "../server";
import { compliance, executive, manager, sampleDocument } from "../testing/sample";
import { distinguishParties, listDuplicates, similarParties } from "./duplicates";

beforeAll(async () => {
  await importRegister(compliance, sampleDocument());
  for (const [key, name] of [
    ["zeta-inc", "Zeta AI, Inc."],
    ["zetta", "Unlike"],
  ] as const)
    await createRecord(compliance, entities.parties, { key, name, kinds: ["partner"] });
});

const pairs = async () =>
  (await listDuplicates(executive)).map(({ first, second }) => `${first.key} ~ ${second.key}`);

it("suggests parties whose names differ by a legal form, with what hangs on each", async () => {
  const found = (await listDuplicates(executive)).find(({ second }) => second.key === "zeta-inc");
  expect(found).toMatchObject({
    first: { key: "zeta", name: "Zeta AI" },
    second: { name: "Zeta AI, Inc.", facts: 0 },
    likeness: { reason: "name", first: "Zeta AI", second: "Zeta AI, Inc." },
  });
  expect(found?.first.facts).toBeGreaterThan(0);
  expect((await pairs()).join()).not.toContain("zetta");
});

it("says before another is added whom a name may mean", async () => {
  const found = await similarParties(executive, "ZETA AI Ltd");
  expect(found.map(({ key }) => key)).toEqual(["zeta", "zeta-inc"]);
  expect(await similarParties(executive, "Nobody at all")).toEqual([]);
});

it("asks no more when somebody has said that they are two", async () => {
  const input = { first: "zeta", second: "zeta-inc" };
  await expect(Promise.resolve().then(() => distinguishParties(manager, input))).rejects.toMatchObject({
    status: 403,
  });
  await expect(distinguishParties(compliance, { ...input, second: "nobody" })).rejects.toMatchObject({
    status: 422,
    errors: [{ pointer: "/second" }],
  });
  await expect(distinguishParties(compliance, { first: "zeta", second: "zeta" })).rejects.toMatchObject({
    status: 422,
  });
  await expect(distinguishParties(compliance, { first: "zeta", second: "zetta" })).rejects.toMatchObject({
    type: "not_alike",
  });
  await distinguishParties(compliance, { ...input, reason: "Another company in another country." });
  expect(await pairs()).not.toContain("zeta ~ zeta-inc");
  await expect(distinguishParties(compliance, { first: "zeta-inc", second: "zeta" })).rejects.toMatchObject({
    type: "told",
  });
  for (const key of ["zeta", "zeta-inc"]) {
    const [latest] = await recordHistory(compliance, entities.parties, key);
    expect(latest).toMatchObject({
      action: "party:distinguish",
      reason: "Another company in another country.",
    });
  }
});
