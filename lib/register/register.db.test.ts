import { beforeAll, describe, expect, it } from "vitest";
import type { Actor, PersonActor } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { ImportDocument } from "./import/schema";
import {
  createRecord,
  entities,
  exportRecords,
  getRecord,
  importRegister,
  listRecords,
  loadCatalogue,
  matchModel,
  nameModel,
  recordHistory,
  retireRecord,
  updateRecord,
} from "./server";

const person = (email: string, ...roles: PersonActor["roles"]): PersonActor => ({
  kind: "person",
  id: "0198c0de-0000-7000-8000-000000000000",
  email,
  name: email,
  roles,
});
const compliance = person("compliance@example.com", "compliance");
const manager = person("pm@example.com", "partner_manager");
const stranger = person("other@example.com", "partner_manager");
const executive = person("executive@example.com", "executive");

const document = () =>
  ImportDocument.parse({
    sources: [{ key: "s0", title: "A report", url: "https://example.com/a", published: "2026-04-08" }],
    parties: [
      { key: "zeta", name: "Zeta AI", kinds: ["partner"], parent: "holding", managers: ["pm@example.com"] },
      {
        key: "acme",
        name: "Acme Cloud",
        aliases: ["Acme"],
        kinds: ["platform"],
        parent: null,
        sources: ["s0"],
      },
      { key: "holding", name: "Holding", kinds: ["investor"] },
      { key: "lab", name: "Acme Lab", kinds: ["partner"], parent: "acme" },
    ],
    partnerships: [
      {
        key: "acme-zeta",
        partner: "zeta",
        kinds: ["investee", "model_supplier"],
        status: "active",
        influence: "minority_passive",
        start: "2023-09-25",
        visibility: "confidential",
        rights: [
          {
            key: "acme-zeta-info",
            holder: "acme",
            type: "information",
            state: "agreed",
            scope: "board papers",
          },
        ],
      },
    ],
    rounds: [
      {
        key: "zeta-f",
        investee: "zeta",
        series: "F",
        announced: "2026-02",
        amount: "30000000000",
        bound: "equal",
        currency: "USD",
        participations: [
          {
            investor: "acme",
            amount: "8000000000",
            bound: "about",
            state: "committed",
            reported: [{ source: "s0", amount: "8000000000.00", bound: "equal" }],
          },
        ],
      },
    ],
    co_holdings: [
      { key: "zeta-lab", parties: ["zeta", "lab"], at_least: 12, named: ["holding"], sources: ["s0"] },
    ],
    segments: [
      { key: "coding", name: "Coding", parent: "models" },
      { key: "models", name: "Foundation models", parent: null },
    ],
    products: [
      {
        key: "zeta-chat",
        owner: "zeta",
        name: "Zeta Chat",
        segments: ["models"],
        lifecycle: "ga",
        ga: "2024-03-04",
        models: [
          { name: "zeta-large", patterns: ["zeta-large", "*.zeta-large-v*"], input_price_usd_per_mtok: "3" },
          { name: "zeta-small" },
        ],
        availability: [{ channel: "acme", from: "2023-09-28" }],
      },
      { key: "one", owner: "lab", name: "One", segments: ["coding"], models: [{ name: "acme-one" }] },
    ],
    policies: [
      {
        router: "main",
        version: "v2",
        from: "2026-05-01T00:00:00Z",
        aliases: ["auto"],
        rule: { kind: "cheapest_within", band: 0.02 },
        models: ["zeta-large", "acme-one"],
      },
    ],
    commitments: [
      {
        key: "promise",
        text: "We will not give ourselves an unfair competitive advantage.",
        clauses: [{ key: "routing", text: "On the router", kind: "routing" }],
        sources: ["s0"],
      },
    ],
  });

describe("importing a register document", () => {
  it("tells in a dry run what would change, and changes nothing", async () => {
    const answer = await importRegister(compliance, document(), { dry_run: true });
    expect(answer.created).toMatchObject({ parties: 4, rights: 1, products: 2 });
    expect((await listRecords(compliance, entities.parties, {})).items).toEqual([]);
  });

  it("imports in any order of keys, and again without changing anything", async () => {
    const first = await importRegister(compliance, document());
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
    const again = await importRegister(compliance, document());
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
    await expect(importRegister(manager, document(), { dry_run: true })).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe("records", () => {
  it("are changed at the version that was read, and tell their history", async () => {
    const { meta } = await getRecord(compliance, entities.parties, "zeta");
    const next = await updateRecord(manager, entities.parties, "zeta", { note: "Met in May." }, meta.version);
    expect(next.meta.version).toBe(meta.version + 1);
    await expect(
      updateRecord(compliance, entities.parties, meta.id, { note: "x" }, meta.version),
    ).rejects.toMatchObject({ status: 412 });
    await expect(
      updateRecord(compliance, entities.parties, meta.id, { note: "x" }, null),
    ).rejects.toMatchObject({ status: 428 });
    const [latest] = await recordHistory(compliance, entities.parties, "zeta");
    expect(latest).toMatchObject({
      action: "party:update",
      changes: [{ field: "note", before: null, after: "Met in May." }],
    });
  });

  it("are changed by those who manage the partner, and by nobody else below compliance", async () => {
    const { meta } = await getRecord(stranger, entities.products, "zeta-chat");
    await expect(
      updateRecord(stranger, entities.products, "zeta-chat", { note: "x" }, meta.version),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      updateRecord(executive, entities.products, "zeta-chat", { note: "x" }, meta.version),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      updateRecord(manager, entities.products, "zeta-chat", { owner: "acme" }, meta.version),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      createRecord(manager, entities.parties, { key: "mine", name: "Mine", kinds: ["partner"] }),
    ).rejects.toMatchObject({ status: 403 });
    const made = await createRecord(manager, entities.partnerships, {
      key: "zeta-2",
      partner: "zeta",
      kinds: ["reseller"],
    });
    expect(made.view).toMatchObject({ visibility: "internal", partner_name: "Zeta AI", rights: [] });
  });

  it("behind a wall do not exist for those outside", async () => {
    for (const outside of [stranger, executive]) {
      await expect(getRecord(outside, entities.partnerships, "acme-zeta")).rejects.toMatchObject({
        status: 404,
      });
      await expect(getRecord(outside, entities.rights, "acme-zeta-info")).rejects.toMatchObject({
        status: 404,
      });
      const seen = await exportRecords(outside, entities.partnerships, {});
      expect(seen).not.toContain("acme-zeta");
      expect((await listRecords(outside, entities.rights, {})).total).toBe(0);
    }
    for (const inside of [manager, compliance])
      expect((await getRecord(inside, entities.rights, "acme-zeta-info")).view.scope).toBe("board papers");
  });

  it("are retired with a reason and never deleted", async () => {
    const made = await createRecord(compliance, entities.segments, { key: "gone", name: "Gone" });
    const { view } = await retireRecord(compliance, entities.segments, made.meta.id, "No product is left.");
    expect(view).toMatchObject({ retired_reason: "No product is left.", version: 2 });
    expect((await listRecords(compliance, entities.segments, {})).items.map(({ key }) => key)).not.toContain(
      "gone",
    );
    expect((await listRecords(compliance, entities.segments, { retired: "true" })).total).toBe(1);
    await expect(retireRecord(compliance, entities.segments, "gone", "again")).rejects.toMatchObject({
      status: 422,
    });
  });

  it("refuse a key that is taken and a parent that leads back", async () => {
    await expect(
      createRecord(compliance, entities.segments, { key: "models", name: "Again" }),
    ).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/key" }] });
    const { meta } = await getRecord(compliance, entities.segments, "models");
    await expect(
      updateRecord(compliance, entities.segments, "models", { parent: "coding" }, meta.version),
    ).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/parent" }] });
  });
});

describe("the catalogue", () => {
  let match: (name: string) => ReturnType<typeof matchModel>;
  const reload = async () => {
    const catalogue = await withActor(executive, loadCatalogue);
    match = (name) => matchModel(catalogue, name);
  };
  beforeAll(reload);

  it("knows whose a name is, and that a party below the platform is ours", () => {
    expect(match("us.vendor.zeta-large-v2:0")).toMatchObject({
      owner: "zeta",
      first_party: false,
      investee: true,
    });
    expect(match("ACME-ONE")).toMatchObject({ owner: "lab", first_party: true });
    expect(match("unheard-of")).toBeNull();
  });

  it("attributes a name from the moment it is named", async () => {
    const operator: Actor = { kind: "system", id: "operator" };
    await nameModel(operator, { pattern: "unheard-of", product: "one", model: "acme-one" });
    await reload();
    expect(match("unheard-of")).toMatchObject({ model: "acme-one", product: "one" });
    await expect(nameModel(compliance, { pattern: "zeta-small", product: "one" })).rejects.toMatchObject({
      status: 422,
    });
  });
});
