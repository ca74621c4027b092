import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "@/lib/testing/actors";
import { entities, getRecord, importRegister, listRecords, retireRecord } from "../server";
import { compliance, sampleDocument } from "../testing/sample";

beforeAll(async () => {
  await importRegister(compliance, sampleDocument());
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
    await expect(
      importRegister(compliance, {
        partnerships: [{ key: "late", partner: "leaving", kinds: ["reseller"] }],
      }),
    ).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/partnerships/0/partner" }] });
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
  const many = <T>(make: (n: number) => T): T[] => Array.from({ length: 800 }, (_, n) => make(n));

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
      parties: 800,
      products: 800,
    });
    expect((await importRegister(compliance, document("Two"))).updated).toEqual({
      parties: 800,
      products: 800,
    });
    expect((await importRegister(compliance, document("Two"))).unchanged).toEqual({
      parties: 800,
      products: 800,
    });
    const { total, items } = await listRecords(compliance, entities.products, { q: "two 799" });
    expect([total, items[0]?.models[0]?.patterns.length]).toEqual([1, 2]);
  });
});
