import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { aprilDocument } from "../overlaps/testing/april-document";
import {
  createRecord,
  entities,
  getLaunchGate,
  getRecord,
  importRegister,
  listOverlaps,
  retireRecord,
  updateRecord,
} from "../server";

const compliance = testActor("compliance");
const executive = testActor("executive");
const auditor = testActor("auditor");
const anthropicManager = testActor("partner_manager", "anthropic@example.com");
const openaiManager = testActor("partner_manager", "openai@example.com");

const gate = (actor = compliance) => getLaunchGate(actor, "nova-next");
const change = async (input: object) => {
  const { meta } = await getRecord(compliance, entities.products, "nova-next");
  return updateRecord(compliance, entities.products, "nova-next", input, meta.version);
};

beforeAll(async () => {
  await importRegister(compliance, aprilDocument(), { dry_run: false });
  await createRecord(compliance, entities.products, {
    key: "nova-next",
    owner: "aws",
    name: "Nova Next",
    segments: ["foundation-models"],
    ga: "2099-02",
  });
});

describe("the launch gate of a draft", () => {
  it("shows the overlaps that it will make, and the register has none of them yet", async () => {
    const view = await gate();
    expect(view).toMatchObject({
      stage: "draft",
      launch_on: "2099-02",
      as_of: "2099-02-01",
      sees_all: true,
      segments: ["Foundation models"],
    });
    expect(
      view.overlaps.map(({ title, effect, already, overlap }) => [title, effect, already, overlap]),
    ).toEqual(
      expect.arrayContaining([
        ["Our own Nova Next competes with Claude of Anthropic, in which we invest.", "new", false, null],
        ["Our own Nova Next competes with GPT of OpenAI, in which we invest.", "new", false, null],
      ]),
    );
    expect(view.overlaps).toHaveLength(2);
    expect(view.overlaps[0]).toMatchObject({ severity: 4, severity_before: null, factor_count: 5 });
    expect(view.partners.map(({ key, investee, overlaps }) => [key, investee, overlaps])).toEqual([
      ["openai", true, 1],
      ["anthropic", true, 1],
    ]);
    expect(JSON.stringify(view)).not.toContain("substance");
    const { items } = await listOverlaps(compliance, { product: "nova-next" });
    expect(items).toEqual([]);
  });

  it("foretells what detection then finds", async () => {
    const foretold = (await gate()).overlaps.map(({ title }) => title).sort();
    await change({ lifecycle: "ga", ga: "2026-11-01" });
    const { items } = await listOverlaps(compliance, { product: "nova-next", status: "open" });
    expect(items.map(({ title }) => title).sort()).toEqual(foretold);
    expect(await gate()).toMatchObject({ stage: "available", overlaps: [], partners: [], walls: [] });
    await change({ lifecycle: null, ga: "2099-02" });
  });

  it("names the overlap that was there before, and what a preview has made already", async () => {
    const [ended] = (await gate()).overlaps;
    expect(ended?.overlap).toMatchObject({ status: "superseded" });
    await change({ lifecycle: "preview" });
    const view = await gate();
    expect(view.stage).toBe("preview");
    expect(view.overlaps.map(({ already, overlap }) => [already, overlap?.status])).toEqual([
      [true, "detected"],
      [true, "detected"],
    ]);
    await change({ lifecycle: null });
  });

  it("has nothing to say of other products, and does not know the unknown", async () => {
    expect(await getLaunchGate(compliance, "claude")).toMatchObject({ stage: "not_ours", overlaps: [] });
    expect(await getLaunchGate(compliance, "titan")).toMatchObject({ stage: "available", overlaps: [] });
    await expect(getLaunchGate(compliance, "nothing")).rejects.toMatchObject({ status: 404 });
    for (const role of ["admin", "partner"] as const)
      expect(() => getLaunchGate(testActor(role), "nova-next")).toThrow("does not allow");
  });

  it("writes nothing", async () => {
    const count = () => withActor(OPERATOR, (tx) => tx.auditEntry.count());
    const before = await count();
    await gate();
    expect(await count()).toBe(before);
  });
});

describe("the wall", () => {
  beforeAll(async () => {
    await createRecord(compliance, entities.rights, {
      key: "aws-openai-secret",
      partnership: "aws-openai",
      holder: "aws",
      type: "information",
      state: "agreed",
      visibility: "confidential",
    });
    await createRecord(compliance, entities.rights, {
      key: "aws-anthropic-data",
      partnership: "aws-anthropic",
      holder: "aws",
      type: "data_access",
      state: "unknown",
    });
  });

  it("is named as needed to those who stand above it, and to the partner's own manager", async () => {
    for (const actor of [compliance, auditor]) {
      const { walls, sees_all } = await gate(actor);
      expect(sees_all).toBe(true);
      expect(walls.map(({ right, state, partner }) => [right, state, partner])).toEqual([
        ["aws-openai-secret", "agreed", "openai"],
        ["aws-anthropic-data", "unknown", "anthropic"],
      ]);
      expect(walls[1]?.sentence).toBe("Amazon Web Services may hold access to data over Anthropic");
    }
    const own = await gate(openaiManager);
    expect(own.sees_all).toBe(false);
    expect(own.walls.map(({ right }) => right)).toContain("aws-openai-secret");
  });

  it("does not exist for others: the answer is the same but for what hangs on the hidden fact", async () => {
    for (const actor of [executive, anthropicManager]) {
      const view = await gate(actor);
      const text = JSON.stringify(view);
      expect(text).not.toContain("aws-openai-secret");
      expect(text).not.toContain("information right");
      expect(text).not.toContain("confidential");
      expect(view.overlaps.map(({ title }) => title)).toEqual([
        "Our own Nova Next competes with Claude of Anthropic, in which we invest.",
      ]);
      expect(view.partners.map(({ key }) => key)).toEqual(["anthropic"]);
      expect(view.sees_all).toBe(false);
    }
  });

  it("says to everybody below that there could be more, whether there is or not", async () => {
    await retireRecord(compliance, entities.rights, "aws-openai-secret", "Ended by letter.");
    expect((await gate(executive)).sees_all).toBe(false);
    expect((await gate(executive)).partners.map(({ key }) => key)).toEqual(["openai", "anthropic"]);
  });
});
