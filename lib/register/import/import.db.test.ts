import { describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { Problem } from "@/lib/kernel/errors";
import { OPERATOR } from "@/lib/testing/actors";
import { entities, getRecord, importRegister, listRecords, retireRecord } from "../server";
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
      },
      {
        name: "zeta-small",
        patterns: ["zeta-small"],
        input_price_usd_per_mtok: null,
        output_price_usd_per_mtok: null,
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

const refusal = async (document: unknown) => {
  const error: unknown = await importRegister(compliance, document).catch((thrown: unknown) => thrown);
  if (!(error instanceof Problem)) throw new Error("The document was accepted.");
  return error;
};
const pointers = async (document: unknown) =>
  (await refusal(document)).errors?.map(({ pointer }) => pointer).sort();

describe("what an import document says wrong", () => {
  it("is named wherever it stands, shape and references at once", async () => {
    expect(
      await pointers({
        parties: [
          { key: "a", name: "A", kinds: ["partner"], colour: "red" },
          { key: "b", name: 7, kinds: [] },
          { key: "c", kinds: ["partner"] },
          { name: "No key", kinds: ["partner"] },
          "text",
        ],
        products: [
          {
            key: "p",
            owner: "nobody",
            name: "P",
            segments: ["nowhere"],
            ga: "2026-02-30",
            models: [{ patterns: ["x"] }],
          },
          { key: "q", owner: "nobody", name: "Q", segments: [] },
        ],
        rounds: [
          { key: "r", investee: "a", amount: 5, participations: [{ investor: "c", bound: "nearly" }] },
        ],
        policies: [{ router: "main", from: "2026-05-01T00:00:00Z" }],
        nonsense: [],
        segments: {},
      }),
    ).toEqual(
      [
        "/nonsense",
        "/parties/0/colour",
        "/parties/1/kinds",
        "/parties/1/name",
        "/parties/2/name",
        "/parties/3/key",
        "/parties/4",
        "/policies/0/version",
        "/products/0/ga",
        "/products/0/models/0/name",
        "/products/1/owner",
        "/rounds/0/amount",
        "/rounds/0/participations/0/bound",
        "/segments",
      ].sort(),
    );
  });

  it("is pointed at in the document, not in what the register makes of it", async () => {
    expect(
      await pointers({
        rounds: [{ key: "zeta-f", participations: [{ investor: "holding" }, { investor: "nobody" }] }],
        co_holdings: [{ key: "zeta-lab", named: ["holding", "acme", "ghost"] }],
        products: [{ key: "one", models: [{ name: "acme-two", patterns: ["zz", "ZETA-LARGE"] }] }],
      }),
    ).toEqual([
      "/co_holdings/0/named/2",
      "/products/0/models/0/patterns/1",
      "/rounds/0/participations/1/investor",
    ]);
  });

  it("names a thing twice", async () => {
    expect(
      await pointers({
        partnerships: [
          { key: "acme-zeta", rights: [{ key: "r1", holder: "acme", type: "veto", state: "agreed" }] },
          {
            key: "zz",
            partner: "zeta",
            kinds: ["reseller"],
            rights: [{ key: "r1", holder: "acme", type: "veto", state: "agreed" }],
          },
        ],
        products: [{ key: "one", models: [{ name: "m" }, { name: "m" }] }],
      }),
    ).toEqual(["/partnerships/1/rights/0/key", "/products/0/models/1/name"]);
  });

  it("is not an object", async () => {
    for (const body of [null, [], "x", 3]) expect(await pointers(body)).toEqual([""]);
  });
});

describe("merging", () => {
  it("takes an item by its key alone, and adds to nested lists", async () => {
    const before = await getRecord(compliance, entities.rounds, "zeta-f");
    const answer = await importRegister(compliance, {
      rounds: [
        { key: "zeta-f", participations: [{ investor: "holding", amount: "1.50", bound: "at_least" }] },
      ],
      partnerships: [{ key: "acme-zeta", rights: [{ key: "acme-zeta-info", scope: null }] }],
    });
    expect(answer).toMatchObject({
      updated: { rounds: 1, partnerships: 0, rights: 1 },
      unchanged: { partnerships: 1 },
    });
    const { view } = await getRecord(compliance, entities.rounds, "zeta-f");
    expect(view.participations).toEqual([
      ...before.view.participations,
      expect.objectContaining({ investor: "holding", amount: "1.5", bound: "at_least", state: null }),
    ]);
    expect((await getRecord(compliance, entities.rights, "acme-zeta-info")).view.scope).toBeNull();
  });

  it("finds nothing new in the same facts in another order", async () => {
    const facts = (turn: <T>(list: T[]) => T[]) => ({
      sources: turn([
        { key: "s1", title: "One" },
        { key: "s2", title: "Two" },
      ]),
      co_holdings: [
        { key: "turned", parties: turn(["zeta", "acme", "lab"]), sources: turn(["s2", "s1", "s0"]) },
      ],
      products: [
        {
          key: "turned",
          owner: "zeta",
          name: "Turned",
          segments: turn(["models", "coding"]),
          models: turn([{ name: "t-b", patterns: turn(["t-b", "t-b-*", "a-t-b"]) }, { name: "t-a" }]),
          availability: turn([{ channel: "acme" }, { channel: "holding", from: "2024" }]),
        },
      ],
    });
    await importRegister(
      compliance,
      facts((list) => list),
    );
    const again = await importRegister(
      compliance,
      facts((list) => [...list].reverse()),
    );
    expect(again).toMatchObject({
      created: { sources: 0, co_holdings: 0, products: 0 },
      updated: { sources: 0, co_holdings: 0, products: 0 },
      unchanged: { sources: 2, co_holdings: 1, products: 1 },
    });
  });

  it("keeps a retired record retired, and lets nothing new refer to it", async () => {
    await importRegister(compliance, { parties: [{ key: "leaving", name: "Leaving", kinds: ["partner"] }] });
    await retireRecord(compliance, entities.parties, "leaving", "It was dissolved.");
    const answer = await importRegister(compliance, {
      parties: [{ key: "leaving", name: "Left", kinds: ["partner"] }],
    });
    expect(answer.updated).toEqual({ parties: 1 });
    expect((await getRecord(compliance, entities.parties, "leaving")).meta.retired_at).not.toBeNull();
    expect(
      await pointers({ partnerships: [{ key: "late", partner: "leaving", kinds: ["reseller"] }] }),
    ).toEqual(["/partnerships/0/partner"]);
  });

  it("says in detail what would change when asked", async () => {
    const document = {
      parties: [
        { key: "zeta", note: "New." },
        { key: "iota", name: "Iota", kinds: ["partner"] },
      ],
    };
    const answer = await importRegister(compliance, document, { dry_run: true, detail: true });
    expect(answer.changes).toEqual([
      { list: "parties", key: "zeta", change: "updated", fields: ["note"] },
      { list: "parties", key: "iota", change: "created", fields: [] },
    ]);
    await expect(getRecord(compliance, entities.parties, "iota")).rejects.toMatchObject({ status: 404 });
  });

  it("writes one audit entry for each record that changed, and none for the others", async () => {
    const count = () => withActor(OPERATOR, (tx) => tx.auditEntry.count());
    const before = await count();
    await importRegister(compliance, {
      parties: [
        { key: "zeta", note: "Audited." },
        { key: "acme", name: "Acme Cloud" },
      ],
      segments: [{ key: "audited", name: "Audited" }],
    });
    expect((await count()) - before).toBe(2);
  });
});

describe("a large document", () => {
  const many = <T>(make: (n: number) => T): T[] => Array.from({ length: 2000 }, (_, n) => make(n));

  it("goes in, changes and stays, all in one statement a table", async () => {
    const document = (name: string) => ({
      parties: many((n) => ({
        key: `bulk-${n}`,
        name: `${name} ${n}`,
        kinds: ["partner"],
        managers: ["a@example.com"],
      })),
      products: many((n) => ({
        key: `bulk-${n}`,
        owner: `bulk-${n}`,
        name: `${name} ${n}`,
        segments: ["models"],
        models: [{ name: `bulk-model-${n}`, patterns: [`bulk-model-${n}`, `vendor.bulk-model-${n}-v*`] }],
        availability: [{ channel: "acme", from: "2025" }],
      })),
    });
    expect((await importRegister(compliance, document("One"))).created).toEqual({
      parties: 2000,
      products: 2000,
    });
    expect((await importRegister(compliance, document("Two"))).updated).toEqual({
      parties: 2000,
      products: 2000,
    });
    expect((await importRegister(compliance, document("Two"))).unchanged).toEqual({
      parties: 2000,
      products: 2000,
    });
    const { total, items } = await listRecords(compliance, entities.products, { q: "two 1999" });
    expect([total, items[0]?.models[0]?.patterns.length]).toEqual([1, 2]);
  });
});
