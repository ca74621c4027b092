import { beforeAll, describe, expect, it } from "vitest";
import { createRecord, entities, getRecord, importRegister, listRecords } from "../server";
import { compliance, sampleDocument } from "../testing/sample";

beforeAll(async () => {
  await importRegister(compliance, sampleDocument());
});

describe("an import", () => {
  it("refuses a field that a right inside a partnership does not have", async () => {
    const right = { key: "r", holder: "acme", type: "veto", state: "agreed", partnership: "other" };
    await expect(
      importRegister(compliance, { partnerships: [{ key: "acme-zeta", rights: [right] }] }),
    ).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: "/partnerships/0/rights/0/partnership", message: "Unknown field." }],
    });
  });

  it("knows a policy again whatever space stands around its names", async () => {
    const answer = await importRegister(compliance, {
      policies: [{ router: " main ", version: "v2 ", from: "2026-05-01T00:00:00Z" }],
    });
    expect(answer).toMatchObject({ created: { policies: 0 }, unchanged: { policies: 1 } });
  });

  it("names a policy once though it is written in two ways", async () => {
    const policy = { router: "twice", version: "v1", from: "2026-05-01T00:00:00Z" };
    await expect(
      importRegister(compliance, { policies: [policy, { ...policy, router: "twice " }] }),
    ).rejects.toMatchObject({ status: 422 });
  });

  it("never takes one policy for another whose names give the same key", async () => {
    const policy = (router: string, version: string) => ({
      policies: [{ router, version, from: "2026-05-01T00:00:00Z" }],
    });
    await importRegister(compliance, policy("a@b", "c"));
    await expect(importRegister(compliance, policy("a", "b@c"))).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: "/policies/0/router" }],
    });
  });

  it("refuses an address that no index could hold", async () => {
    const party = { key: "zeta", managers: [`${"a".repeat(9000)}@example.com`] };
    await expect(importRegister(compliance, { parties: [party] })).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: "/parties/0/managers/0" }],
    });
  });

  it("hands the platform on within one document, in either order", async () => {
    const move = (from: string, to: string) => ({
      parties: [
        { key: to, name: to, kinds: ["platform"] },
        { key: from, kinds: ["customer"] },
      ],
    });
    await importRegister(compliance, move("acme", "heir"));
    await importRegister(compliance, move("heir", "acme"));
    await importRegister(compliance, { parties: [...move("acme", "heir").parties].reverse() });
    const { items } = await listRecords(compliance, entities.parties, { kinds: "platform" });
    expect(items.map(({ key }) => key)).toEqual(["heir"]);
  });
});

describe("the list of products", () => {
  it("filters by when a product was taken off the market, which is not whether its record is retired", async () => {
    const product = { key: "old", owner: "zeta", name: "Old", segments: [], retired: "2024-05" };
    await createRecord(compliance, entities.products, product);
    const keys = async (retired: string | string[]) =>
      (await listRecords(compliance, entities.products, { retired })).items.map(({ key }) => key);
    expect(await keys("2024-05")).toEqual(["old"]);
    expect(await keys("true")).toEqual([]);
    expect(await keys("false")).toContain("old");
    expect((await getRecord(compliance, entities.products, "old")).view.retired).toBe("2024-05");
    await expect(listRecords(compliance, entities.segments, { retired: "2024" })).rejects.toMatchObject({
      status: 422,
    });
  });
});
