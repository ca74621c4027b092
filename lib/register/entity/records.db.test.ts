import { beforeAll, describe, expect, it } from "vitest";
import {
  createRecord,
  entities,
  exportRecords,
  getRecord,
  importRegister,
  listRecords,
  recordHistory,
  retireRecord,
  updateRecord,
} from "../server";
import { compliance, executive, manager, sampleDocument, stranger } from "../testing/sample";

beforeAll(async () => {
  await importRegister(compliance, sampleDocument());
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

  it("stay as they were when they were retired", async () => {
    const { meta } = await createRecord(compliance, entities.segments, { key: "past", name: "Past" });
    await retireRecord(compliance, entities.segments, "past", "No product is left.");
    for (const version of [meta.version, meta.version + 1])
      await expect(
        updateRecord(compliance, entities.segments, "past", { name: "Present" }, version),
      ).rejects.toMatchObject({ status: 409, type: "retired" });
    expect((await getRecord(compliance, entities.segments, "past")).view).toMatchObject({
      name: "Past",
      version: 2,
    });
    // Who may not change it learns no more than before.
    await expect(
      updateRecord(executive, entities.segments, "past", { name: "Present" }, 2),
    ).rejects.toMatchObject({ status: 403 });
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

describe("writers at the same time", () => {
  const settle = async (writes: Promise<unknown>[]) =>
    (await Promise.allSettled(writes))
      .map((one) => (one.status === "fulfilled" ? 200 : one.reason.status))
      .sort();

  it("never save over each other", async () => {
    const { meta } = await getRecord(compliance, entities.products, "zeta-chat");
    const notes = ["a", "b", "c"].map((note) =>
      updateRecord(compliance, entities.products, "zeta-chat", { note }, meta.version),
    );
    expect(await settle(notes)).toEqual([200, 412, 412]);
  });

  it("never make two platforms, or two records of one key", async () => {
    const { meta } = await getRecord(compliance, entities.parties, "acme");
    await updateRecord(compliance, entities.parties, "acme", { kinds: ["customer"] }, meta.version);
    const platform = (key: string) => ({ key, name: `Cloud ${key}`, kinds: ["platform"] });
    const made = ["p1", "p2", "p3"].map((key) => createRecord(compliance, entities.parties, platform(key)));
    expect(await settle(made)).toEqual([200, 422, 422]);
    const twins = [1, 2].map(() =>
      createRecord(compliance, entities.segments, { key: "twin", name: "Twin" }),
    );
    expect(await settle(twins)).toEqual([200, 422]);
  });
});

describe("a partner manager", () => {
  it("does not decide what the partner is, whose it is or who else manages it", async () => {
    const { meta } = await getRecord(manager, entities.parties, "zeta");
    for (const change of [
      { kinds: ["platform"] },
      { parent: "lab" },
      { managers: ["pm@example.com", "x@example.com"] },
    ])
      await expect(
        updateRecord(manager, entities.parties, "zeta", change, meta.version),
      ).rejects.toMatchObject({
        status: 403,
      });
  });

  it("cannot tell a partnership behind a wall from one that never was", async () => {
    const right = (partnership: string) => ({
      key: "r-new",
      partnership,
      holder: "acme",
      type: "veto",
      state: "agreed",
    });
    const answers = await Promise.allSettled(
      ["acme-zeta", "never-was"].map((key) => createRecord(stranger, entities.rights, right(key))),
    );
    const [hidden, unknown] = answers.map((one) =>
      one.status === "rejected" ? [one.reason.status, one.reason.message] : one,
    );
    expect(hidden).toEqual(unknown);
    for (const attempt of [
      () => updateRecord(stranger, entities.partnerships, "acme-zeta", { notes: "x" }, 1),
      () => retireRecord(stranger, entities.partnerships, "acme-zeta", "x"),
      () => recordHistory(stranger, entities.partnerships, "acme-zeta"),
    ])
      await expect(attempt()).rejects.toMatchObject({ status: 404 });
  });

  it("adds sources, and changes none", async () => {
    const { meta } = await createRecord(manager, entities.sources, { key: "s-pm", title: "A filing" });
    await expect(
      updateRecord(manager, entities.sources, meta.id, { title: "x" }, meta.version),
    ).rejects.toMatchObject({
      status: 403,
    });
    await expect(
      createRecord(executive, entities.sources, { key: "s-ex", title: "x" }),
    ).rejects.toMatchObject({
      status: 403,
    });
  });

  it("makes a fact confidential and public only with a source", async () => {
    const { meta } = await getRecord(manager, entities.rounds, "zeta-f");
    await expect(
      updateRecord(
        manager,
        entities.rounds,
        "zeta-f",
        { visibility: "public", sources: [], participations: [{ investor: "acme" }] },
        meta.version,
      ),
    ).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/visibility" }] });
    await updateRecord(manager, entities.rounds, "zeta-f", { visibility: "confidential" }, meta.version);
    await expect(getRecord(executive, entities.rounds, "zeta-f")).rejects.toMatchObject({ status: 404 });
    await updateRecord(
      compliance,
      entities.rounds,
      "zeta-f",
      { visibility: "public", sources: ["s0"] },
      meta.version + 1,
    );
    expect((await getRecord(executive, entities.rounds, "zeta-f")).view.participations).toHaveLength(1);
  });
});
