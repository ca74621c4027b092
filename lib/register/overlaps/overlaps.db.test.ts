import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import {
  conflictCard,
  conflictCards,
  createRecord,
  detectOverlaps,
  entities,
  exportOverlaps,
  getOverlap,
  getRecord,
  importRegister,
  listOverlaps,
  retireRecord,
  updateRecord,
} from "../server";
import { aprilDocument } from "./testing/april-document";

const compliance = testActor("compliance");
const executive = testActor("executive");
const anthropicManager = testActor("partner_manager", "anthropic@example.com");
const openaiManager = testActor("partner_manager", "openai@example.com");

const titles = async (query = {}) => (await listOverlaps(compliance, query)).items.map(({ title }) => title);
const find = async (kind: string, product?: string) => {
  const { items } = await listOverlaps(compliance, { status: "open", kind, ...(product ? { product } : {}) });
  const [only] = items;
  if (!only || items.length !== 1) throw new Error(`${items.length} of ${kind} ${product}`);
  return only;
};
const audits = (id: string) =>
  withActor(OPERATOR, (tx) => tx.auditEntry.findMany({ where: { entity_id: id }, orderBy: { seq: "asc" } }));
const update = async (entity: keyof typeof entities, key: string, input: object) => {
  const { meta } = await getRecord(compliance, entities[entity] as typeof entities.products, key);
  return updateRecord(compliance, entities[entity] as typeof entities.products, key, input, meta.version);
};

beforeAll(async () => {
  await importRegister(compliance, aprilDocument(), { dry_run: false });
});

describe("what the reports of April 2026 describe", () => {
  it("comes out by itself, in the transaction of the import", async () => {
    expect((await titles({ sort: "kind,title" })).sort()).toEqual([
      "At least 12 investors hold stakes in Anthropic and in OpenAI, which compete in foundation models.",
      "Claude of Anthropic is on Microsoft as well as on our platform, and since when is not known.",
      "GPT of OpenAI is on Microsoft as well as on our platform, and since when is not known.",
      "Microsoft holds stakes in Anthropic and in OpenAI, which compete in foundation models.",
      "Our own Titan competes with Claude of Anthropic, in which we invest.",
      "Our own Titan competes with GPT of OpenAI, in which we invest.",
      "We invest in Anthropic and in OpenAI, which compete in foundation models.",
      "We run the router Simulated Forge, which chooses between our own models and those of two partners in which we invest.",
    ]);
  });

  it("is audited, as the act of the detection", async () => {
    const { id } = await find("rival_investees");
    expect((await audits(id)).map(({ action, actor_id }) => [action, actor_id])).toEqual([
      ["overlap:detect", "detection"],
    ]);
  });

  it("writes nothing when nothing changed", async () => {
    const before = await withActor(OPERATOR, (tx) => tx.auditEntry.count());
    const outcome = await withActor(compliance, (tx) => detectOverlaps(tx, "again"));
    expect(outcome).toEqual({ detected: 0, changed: 0, reopened: 0, superseded: 0 });
    expect(await withActor(OPERATOR, (tx) => tx.auditEntry.count())).toBe(before);
  });

  it("is shown with path, sources, factors and history", async () => {
    const { key } = await find("product_overlap", "gpt");
    const view = await getOverlap(compliance, key.toLowerCase());
    const invested = view.path.find(({ relation }) => relation === "invested");
    expect(invested?.sentence).toBe(
      "Amazon Web Services invested USD\u00a050\u00a0bn (reports differ: up to USD\u00a050\u00a0bn) in OpenAI, announced 27 February 2026",
    );
    expect(invested?.sources.map(({ key }) => key)).toEqual(["s0", "s1"]);
    expect(view).toMatchObject({ severity: 4, points: 9, could_add: 7, could_reach: 5, weight: 1 });
    expect(view.factors.map(({ key, points }) => [key, points])).toEqual([
      ["closeness", 4],
      ["money", 4],
      ["rights", null],
      ["traffic", null],
      ["alternatives", 1],
    ]);
    expect(view.history).toHaveLength(1);
    expect(JSON.stringify(view)).not.toContain("substance");
    await expect(getOverlap(compliance, "OV-9999")).rejects.toMatchObject({ status: 404 });
    await expect(getOverlap(compliance, "nonsense")).rejects.toMatchObject({ status: 404 });
  });

  it("is listed by filter, sorted by weight, and exported as filtered", async () => {
    const all = await listOverlaps(compliance, {});
    expect(all.items.map(({ severity }) => severity)).toEqual([4, 4, 4, 4, 2, 2, 2, 2]);
    expect(await titles({ party: "oracle" })).toEqual([]);
    expect(await titles({ party: "microsoft", status: "open" })).toHaveLength(3);
    expect(await titles({ segment: "foundation-models", severity: ["4", "5"] })).toHaveLength(4);
    expect(await titles({ q: "simulated forge" })).toHaveLength(1);
    await expect(listOverlaps(compliance, { sort: "secret" })).rejects.toMatchObject({ status: 422 });
    const csv = await exportOverlaps(compliance, { kind: "channel_conflict", columns: "key,severity" });
    expect(csv.trim().split("\r\n")).toHaveLength(3);
  });
});

describe("a change of the register", () => {
  it("supersedes what no longer holds, never deletes it, and reopens it under the same name", async () => {
    const { key, id } = await find("product_overlap", "claude");
    await update("products", "titan", { lifecycle: "retired" });
    const gone = await getOverlap(compliance, key);
    expect(gone).toMatchObject({ id, status: "superseded", due: null });
    expect(gone.superseded_at).not.toBeNull();
    await update("products", "titan", { lifecycle: "ga" });
    expect(await getOverlap(compliance, key)).toMatchObject({ id, status: "detected", superseded_at: null });
    expect((await audits(id)).map(({ action }) => action)).toEqual([
      "overlap:detect",
      "overlap:supersede",
      "overlap:reopen",
    ]);
  });

  it("changes hash, severity and path with the facts, and the hash with nothing else", async () => {
    const before = await find("product_overlap", "claude");
    await update("parties", "anthropic", { name: "Anthropic PBC" });
    const renamed = await find("product_overlap", "claude");
    expect(renamed.title).toContain("Claude of Anthropic PBC");
    expect(renamed.facts_hash).toBe(before.facts_hash);
    await createRecord(compliance, entities.rights, {
      key: "aws-anthropic-observer",
      partnership: "aws-anthropic",
      holder: "aws",
      type: "board_observer",
      state: "agreed",
    });
    const weighed = await getOverlap(compliance, before.key);
    expect(weighed.facts_hash).not.toBe(before.facts_hash);
    expect([before.points, weighed.points, weighed.known]).toEqual([9, 11, 4]);
    const [latest] = weighed.history;
    expect(latest?.action).toBe("overlap:change");
    expect(latest?.changes.map(({ field }) => field)).toContain("facts");
    await update("parties", "anthropic", { name: "Anthropic" });
  });

  it("finds the missing wall with the right, and ends it with the right's retirement", async () => {
    await createRecord(compliance, entities.rights, {
      key: "aws-openai-info",
      partnership: "aws-openai",
      holder: "aws",
      type: "information",
      state: "agreed",
    });
    const wall = await find("wall_missing");
    expect(wall.title).toBe(
      "We hold an information right over OpenAI and sell Titan against its GPT, with no wall between.",
    );
    await retireRecord(compliance, entities.rights, "aws-openai-info", "Ended by letter.");
    expect(await getOverlap(compliance, wall.key)).toMatchObject({ status: "superseded" });
  });

  it("is seen by detection whole, also when it is made by somebody who sees less", async () => {
    await createRecord(compliance, entities.rights, {
      key: "aws-openai-secret",
      partnership: "aws-openai",
      holder: "aws",
      type: "information",
      state: "agreed",
      visibility: "confidential",
    });
    const { key } = await find("wall_missing", "gpt");
    const { meta } = await getRecord(anthropicManager, entities.products, "claude");
    await updateRecord(anthropicManager, entities.products, "claude", { note: "Seen." }, meta.version);
    expect(await getOverlap(compliance, key)).toMatchObject({
      status: "detected",
      visibility: "confidential",
    });
  });
});

describe("the wall", () => {
  it("hides an overlap from whom any fact of its path is hidden, everywhere", async () => {
    const hidden = (await listOverlaps(compliance, { visibility: "confidential", status: "open" })).items;
    expect(hidden.map(({ kind }) => kind).sort()).toEqual([
      "channel_conflict",
      "product_overlap",
      "rival_investees",
      "router_overlap",
      "wall_missing",
    ]);
    for (const actor of [executive, anthropicManager]) {
      const seen = await listOverlaps(actor, {});
      expect(seen.items.filter(({ visibility }) => visibility === "confidential")).toEqual([]);
      for (const { key, id } of hidden) {
        await expect(getOverlap(actor, key)).rejects.toMatchObject({ status: 404 });
        await expect(getOverlap(actor, id)).rejects.toMatchObject({ status: 404 });
      }
      const text = JSON.stringify([seen, await conflictCards(actor), await exportOverlaps(actor, {})]);
      expect(text).not.toContain("aws-openai-secret");
      expect(text).toContain("information right over OpenAI");
    }
    const own = await listOverlaps(openaiManager, { visibility: "confidential", status: "open" });
    expect(own.items.map(({ key }) => key).sort()).toEqual(hidden.map(({ key }) => key).sort());
  });

  it("closes over a superseded overlap when a fact of its old path goes behind it", async () => {
    const told = (await listOverlaps(executive, { kind: "wall_missing", status: "superseded" })).items;
    expect(told).toHaveLength(1);
    await update("partnerships", "aws-openai", { visibility: "confidential" });
    expect((await listOverlaps(executive, { kind: "wall_missing", status: "superseded" })).items).toEqual([]);
    expect(
      (await listOverlaps(openaiManager, { kind: "wall_missing", status: "superseded" })).items,
    ).toHaveLength(1);
    expect((await audits(told[0]?.id ?? "")).at(-1)?.action).toBe("overlap:wall");
    await update("partnerships", "aws-openai", { visibility: "internal" });
  });

  it("does not tell through the history what was once confidential", async () => {
    const { key } = await find("wall_missing", "gpt");
    const { meta } = await getRecord(compliance, entities.rights, "aws-openai-secret");
    await updateRecord(
      compliance,
      entities.rights,
      "aws-openai-secret",
      { visibility: "internal" },
      meta.version,
    );
    const view = await getOverlap(executive, key);
    // Of the time behind the wall nothing, and of its opening that there was a change.
    expect(view.history.map(({ action, changes }) => [action, changes])).toEqual([["overlap:change", []]]);
  });

  it("keeps administrators and partners out", async () => {
    for (const role of ["admin", "partner"] as const) {
      expect(() => getOverlap(testActor(role), "OV-0001")).toThrowError(
        expect.objectContaining({ status: 403 }),
      );
      await expect(listOverlaps(testActor(role), {})).rejects.toMatchObject({ status: 403 });
    }
  });
});

describe("the conflict card", () => {
  it("says money, rights, overlaps and the next date of a partner", async () => {
    const card = await conflictCard(compliance, "openai");
    expect(card.money).toEqual([
      { currency: "USD", amount: "50000000000", bound: "equal", unknown_amounts: 0, reports_differ: true },
    ]);
    expect(card.rights).toEqual([
      {
        key: "aws-openai-secret",
        type: "information",
        state: "agreed",
        holder: "Amazon Web Services",
        ours: true,
      },
    ]);
    expect(card.competes_with).toEqual({
      own_products: ["Titan"],
      segments: ["Foundation models"],
      parties: ["Anthropic"],
    });
    expect(card.overlaps.open).toBe(7);
    expect(card.next_date?.day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const oracle = await conflictCard(compliance, "oracle");
    expect(oracle).toMatchObject({ money: [], rights: [], next_date: null });
    expect(oracle.overlaps).toEqual({ open: 0, highest_severity: null, items: [] });
    expect((await conflictCards(compliance)).map(({ party }) => party.key)).toEqual([
      "openai",
      "anthropic",
      "oracle",
    ]);
    await expect(conflictCard(compliance, "nobody")).rejects.toMatchObject({ status: 404 });
  });
});
