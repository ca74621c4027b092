import { describe, expect, it } from "vitest";
import { entities, getRecord, importRegister, listRecords } from "../server";
import { compliance, manager, sampleDocument } from "../testing/sample";
import { ImportDocument } from "./schema";

describe("importing a register document", () => {
  it("tells in a dry run what would change, and changes nothing", async () => {
    const answer = await importRegister(compliance, sampleDocument(), { dry_run: true });
    expect(answer.created).toMatchObject({ parties: 4, rights: 1, products: 2 });
    expect((await listRecords(compliance, entities.parties, {})).items).toEqual([]);
  });

  it("imports in any order of keys, and again without changing anything", async () => {
    const first = await importRegister(compliance, sampleDocument());
    expect(first).toEqual({
      created: {
        sources: 1,
        segments: 2,
        parties: 4,
        partnerships: 1,
        rights: 1,
        rounds: 1,
        co_holdings: 1,
        products: 2,
        policies: 1,
        commitments: 1,
      },
      updated: expect.objectContaining({ parties: 0 }),
      unchanged: expect.objectContaining({ parties: 0 }),
      errors: [],
    });
    const again = await importRegister(compliance, sampleDocument());
    expect(Object.values(again.created).every((n) => n === 0)).toBe(true);
    expect(Object.values(again.updated).every((n) => n === 0)).toBe(true);
    expect(again.unchanged).toEqual(first.created);
    expect((await getRecord(compliance, entities.parties, "zeta")).meta.version).toBe(1);
  });

  it("leaves absent fields and unmentioned items alone, and clears with null", async () => {
    const answer = await importRegister(
      compliance,
      ImportDocument.parse({
        parties: [{ key: "acme", name: "Acme Cloud", kinds: ["platform"], aliases: null }],
        products: [
          {
            key: "zeta-chat",
            owner: "zeta",
            name: "Zeta Chat",
            segments: ["models"],
            models: [{ name: "zeta-large", input_price_usd_per_mtok: "2.50" }],
          },
        ],
      }),
    );
    expect(answer.updated).toMatchObject({ parties: 1, products: 1 });
    expect((await getRecord(compliance, entities.parties, "acme")).view).toMatchObject({
      aliases: [],
      sources: ["s0"],
    });
    const { view } = await getRecord(compliance, entities.products, "zeta-chat");
    expect(view.models).toEqual([
      {
        name: "zeta-large",
        patterns: ["*.zeta-large-v*", "zeta-large"],
        input_price_usd_per_mtok: "2.5",
        output_price_usd_per_mtok: null,
        prices: [],
        quality_estimates: [],
      },
      {
        name: "zeta-small",
        patterns: ["zeta-small"],
        input_price_usd_per_mtok: null,
        output_price_usd_per_mtok: null,
        prices: [],
        quality_estimates: [],
      },
    ]);
    expect(view).toMatchObject({ lifecycle: "ga", availability: [{ channel: "acme", from: "2023-09-28" }] });
  });

  it("names every fault by pointer and stores nothing", async () => {
    const bad = ImportDocument.parse({
      parties: [
        { key: "new", name: "New", kinds: ["partner"], parent: "nobody" },
        { key: "second", name: "Second Cloud", kinds: ["platform"] },
        { key: "new", name: "New again", kinds: ["partner"] },
      ],
      partnerships: [{ key: "p", partner: "new", kinds: ["reseller"], visibility: "public" }],
      products: [
        { key: "thief", owner: "new", name: "Thief", segments: ["models"], models: [{ name: "ZETA-LARGE" }] },
      ],
    });
    const refused = await importRegister(compliance, bad).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ status: 422 });
    const { errors } = refused as { errors: { pointer: string; message: string }[] };
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      "/parties/0/parent",
      "/parties/1/kinds",
      "/parties/2/key",
      "/partnerships/0/visibility",
      "/products/0/models/0",
    ]);
    expect(errors.find(({ pointer }) => pointer === "/parties/1/kinds")?.message).toMatch(
      /Acme Cloud.*Second Cloud/,
    );
    await expect(getRecord(compliance, entities.parties, "new")).rejects.toMatchObject({ status: 404 });
  });

  it("is for compliance", async () => {
    await expect(importRegister(manager, sampleDocument(), { dry_run: true })).rejects.toMatchObject({
      status: 403,
    });
  });
});
