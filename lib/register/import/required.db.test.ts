import { beforeAll, describe, expect, it } from "vitest";
import { entities, getRecord, importRegister, listRecords } from "../server";
import { compliance, executive } from "../testing/sample";
import { ImportDocument } from "./schema";

/** Each kind of record with what must be there and nothing else. */
const least = {
  sources: [{ key: "s", title: "S" }],
  parties: [
    { key: "cloud", name: "Cloud", kinds: ["platform"] },
    { key: "eta", name: "Eta", kinds: ["partner"] },
  ],
  partnerships: [
    {
      key: "cloud-eta",
      partner: "eta",
      kinds: ["reseller"],
      rights: [{ key: "seat", holder: "cloud", type: "board_seat", state: "unknown" }],
    },
  ],
  rounds: [
    { key: "eta-a", investee: "eta", participations: [{ investor: "cloud", reported: [{ source: "s" }] }] },
  ],
  co_holdings: [{ key: "held" }],
  segments: [{ key: "chat", name: "Chat" }],
  products: [
    {
      key: "eta-chat",
      owner: "eta",
      name: "Eta Chat",
      segments: ["chat"],
      models: [{ name: "eta-1" }],
      availability: [{ channel: "cloud" }],
    },
  ],
  policies: [
    { router: "main", version: "v1", from: "2026-05-01T00:00:00Z", rule: { kind: "cheapest_within" } },
    { router: "main", version: "v2", from: "2026-06-01T00:00:00Z", rule: { kind: "min_cost_above" } },
  ],
  commitments: [{ key: "promise", text: "We will be fair.", clauses: [{ key: "first" }] }],
};

type Node = Record<string, unknown>;
const KEYED = ["participations", "reported", "models", "availability", "clauses"];
const OPTIONAL: Record<string, readonly string[]> = {
  sources: ["url", "published", "archived_hash"],
  parties: ["aliases", "lei", "parent", "note", "managers", "sources"],
  partnerships: ["status", "influence", "start", "end", "notes", "visibility", "sources"],
  rights: ["scope", "visibility", "sources"],
  rounds: [
    "series",
    "announced",
    "amount",
    "bound",
    "post_money",
    "currency",
    "instrument",
    "note",
    "visibility",
    "sources",
  ],
  participations: ["amount", "bound", "state", "instrument", "share_after"],
  reported: ["amount", "bound"],
  co_holdings: ["parties", "at_least", "named", "visibility", "sources"],
  segments: ["parent"],
  products: ["lifecycle", "preview", "ga", "retired", "note", "sources"],
  models: ["patterns", "input_price_usd_per_mtok", "output_price_usd_per_mtok"],
  availability: ["from", "until", "exclusive"],
  policies: ["aliases", "models", "notice", "note", "sources"],
  commitments: ["speaker", "made_on", "audience", "sources"],
  clauses: ["text", "kind"],
};

/** The same records, with null in every field that may be unknown. */
const withNulls = (list: string, items: readonly Node[]): Node[] =>
  items.map((item) => ({
    ...Object.fromEntries((OPTIONAL[list] ?? []).map((name) => [name, null])),
    ...Object.fromEntries(
      Object.entries(item).map(([name, value]) => [
        name,
        Array.isArray(value) && [...KEYED, "rights"].includes(name) ? withNulls(name, value) : value,
      ]),
    ),
  }));

describe("a register document with what must be there and nothing else", () => {
  beforeAll(async () => {
    ImportDocument.parse(least);
    const answer = await importRegister(compliance, least);
    expect(answer.created).toEqual({
      sources: 1,
      segments: 1,
      parties: 2,
      partnerships: 1,
      rights: 1,
      rounds: 1,
      co_holdings: 1,
      products: 1,
      policies: 2,
      commitments: 1,
    });
  });

  it("is stored with everything else unknown", async () => {
    const { view: promise } = await getRecord(executive, entities.commitments, "promise");
    expect(promise.clauses).toEqual([{ key: "first", text: null, kind: null }]);
    const { view: held } = await getRecord(executive, entities.coHoldings, "held");
    expect(held).toMatchObject({ parties: [], named: [], at_least: null, visibility: "internal" });
    const { items } = await listRecords(executive, entities.policies, { sort: "version" });
    expect(items.map(({ rule }) => rule)).toEqual([{ kind: "cheapest_within" }, { kind: "min_cost_above" }]);
    const { view: round } = await getRecord(executive, entities.rounds, "eta-a");
    expect(round).toMatchObject({
      bound: "unknown",
      participations: [{ amount: null, bound: "unknown", share_after: null }],
    });
    const { view: product } = await getRecord(executive, entities.products, "eta-chat");
    expect(product).toMatchObject({
      models: [{ patterns: ["eta-1"] }],
      availability: [{ exclusive: null }],
    });
  });

  it("says the same with null in every other field", async () => {
    const document = Object.fromEntries(
      Object.entries(least).map(([list, items]) => [list, withNulls(list, items)]),
    );
    const answer = await importRegister(compliance, ImportDocument.parse(document));
    expect(Object.values(answer.updated).every((n) => n === 0)).toBe(true);
    expect(Object.values(answer.created).every((n) => n === 0)).toBe(true);
  });
});

describe("null in an import", () => {
  it("clears a clause's kind and leaves what is absent alone", async () => {
    const clauses = (kind: unknown) => ({
      commitments: [{ key: "promise", clauses: [{ key: "first", ...(kind === undefined ? {} : { kind }) }] }],
    });
    const kind = async () =>
      (await getRecord(compliance, entities.commitments, "promise")).view.clauses[0]?.kind;
    await importRegister(compliance, clauses("routing"));
    expect(await kind()).toBe("routing");
    await importRegister(compliance, clauses(undefined));
    expect(await kind()).toBe("routing");
    await importRegister(compliance, clauses(null));
    expect(await kind()).toBeNull();
  });

  it("retires the rights of a partnership, which are records of their own, with a reason", async () => {
    const document = { partnerships: [{ key: "cloud-eta", rights: null }] };
    const dry = await importRegister(compliance, document, { dry_run: true });
    expect((await getRecord(compliance, entities.rights, "seat")).meta.retired_at).toBeNull();
    const answer = await importRegister(compliance, document);
    expect(answer).toEqual(dry);
    expect(answer).toMatchObject({ updated: { rights: 1 }, unchanged: { partnerships: 1 } });
    const { meta } = await getRecord(compliance, entities.rights, "seat");
    expect(meta).toMatchObject({ version: 2, retired_reason: expect.stringContaining("import") });
    expect((await importRegister(compliance, document)).updated).toMatchObject({ rights: 0 });
  });
});

describe("a public fact", () => {
  it("of a round is stated by what its participations report", async () => {
    const round = (visibility: string, source?: string) => ({
      rounds: [
        {
          key: `eta-${source ?? "bare"}`,
          investee: "eta",
          visibility,
          participations: [{ investor: "cloud", ...(source ? { reported: [{ source }] } : {}) }],
        },
      ],
    });
    await importRegister(compliance, round("public", "s"));
    await expect(importRegister(compliance, round("public"))).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: "/rounds/0/visibility" }],
    });
  });
});
