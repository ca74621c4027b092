import { beforeAll, describe, expect, it } from "vitest";
import { testActor } from "@/lib/testing/actors";
import {
  createRecord,
  entities,
  exportRecords,
  factsOfSource,
  getRecord,
  importRegister,
  listRecords,
  readReferences,
  recordHistory,
  search,
  updateRecord,
} from "../server";
import { compliance, executive, manager, sampleDocument } from "../testing/sample";

/** Manages lab, and stands outside zeta's wall. */
const outside = testActor("partner_manager", "lab@example.com");

beforeAll(async () => {
  await importRegister(compliance, sampleDocument());
  await importRegister(compliance, {
    sources: [
      { key: "secret-deal", title: "Term sheet of the zeta deal" },
      { key: "secret-round", title: "Side letter of the zeta round" },
      { key: "both", title: "Filing that states both" },
      { key: "uncited", title: "Filing that nobody has cited" },
    ],
    parties: [{ key: "lab", managers: [outside.email], sources: ["both"] }],
    partnerships: [{ key: "acme-zeta", sources: ["secret-deal", "both"] }],
    rounds: [
      {
        key: "zeta-g",
        investee: "zeta",
        visibility: "confidential",
        participations: [{ investor: "acme", reported: [{ source: "secret-round" }] }],
      },
    ],
  });
});

const attempt = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { status?: number; errors?: unknown; message: string }) => [
      error.status,
      error.message.replaceAll(/“[^”]*”/g, "“…”"),
    ],
  );

describe("the key of a new record", () => {
  const partnership = (key: string) =>
    createRecord(outside, entities.partnerships, { key, partner: "lab", kinds: ["reseller"] });

  it("tells nobody outside whether one behind a wall has it", async () => {
    for (const asked of ["acme-zeta", "never-was"]) {
      const { view } = await partnership(asked);
      expect(view.key).toMatch(new RegExp(`^${asked}-[a-z0-9]{4}$`));
      expect(await getRecord(outside, entities.partnerships, view.key)).toMatchObject({ view });
    }
    for (const asked of ["zeta-g", "lab-a"]) {
      const { view } = await createRecord(outside, entities.rounds, { key: asked, investee: "lab" });
      expect(view.key).toMatch(new RegExp(`^${asked}-[a-z0-9]{4}$`));
    }
    for (const asked of ["secret-deal", "new-filing"]) {
      const { view } = await createRecord(outside, entities.sources, { key: asked, title: "A filing" });
      expect(view.key).toMatch(new RegExp(`^${asked}-[a-z0-9]{4}$`));
    }
  });

  it("stays within its length", async () => {
    const { view } = await partnership("k".repeat(128));
    expect(view.key).toMatch(/^k{123}-[a-z0-9]{4}$/);
  });

  it("is taken as it is given where there are no walls, and above them", async () => {
    const product = { key: "lab-chat", owner: "lab", name: "Lab Chat", segments: [] };
    expect((await createRecord(outside, entities.products, product)).view.key).toBe("lab-chat");
    await expect(createRecord(outside, entities.products, product)).rejects.toMatchObject({ status: 422 });
    const above = { key: "acme-zeta", partner: "zeta", kinds: ["reseller"] };
    await expect(createRecord(compliance, entities.partnerships, above)).rejects.toMatchObject({
      status: 422,
      errors: [{ pointer: "/key" }],
    });
  });
});

describe("a document that states confidential facts alone", () => {
  const keys = async (actor: typeof executive) =>
    (await listRecords(actor, entities.sources, {})).items
      .map(({ key }) => key)
      .filter((key) => !key.includes("filing-") && !key.startsWith("secret-deal-"));

  it("is not there for those outside, and is for those inside and above", async () => {
    for (const actor of [executive, outside]) expect(await keys(actor)).toEqual(["both", "s0", "uncited"]);
    for (const actor of [manager, compliance])
      expect(await keys(actor)).toEqual(["both", "s0", "secret-deal", "secret-round", "uncited"]);
  });

  it("is as unknown as one that never was, wherever it is asked for", async () => {
    for (const key of ["secret-deal", "secret-round"]) {
      await expect(getRecord(executive, entities.sources, key)).rejects.toMatchObject({ status: 404 });
      const cite = (source: string) =>
        attempt(createRecord(outside, entities.rounds, { key: "cites", investee: "lab", sources: [source] }));
      expect(await cite(key)).toEqual(await cite("never-was"));
    }
    expect(await exportRecords(outside, entities.sources, {})).not.toContain("zeta");
    expect(JSON.stringify(await readReferences(outside))).not.toContain("secret-round");
    expect(JSON.stringify(await search(executive, "term sheet"))).not.toContain("zeta deal");
    expect(JSON.stringify(await search(compliance, "term sheet"))).toContain("zeta deal");
  });

  it("shows itself with the first fact that may be seen, and that fact alone", async () => {
    const { meta } = await getRecord(outside, entities.sources, "both");
    expect((await factsOfSource(outside, meta.id)).map(({ key }) => key)).toEqual(["lab"]);
    const right = await getRecord(compliance, entities.parties, "zeta");
    await updateRecord(
      compliance,
      entities.parties,
      "zeta",
      { sources: ["secret-deal"] },
      right.meta.version,
    );
    expect(await keys(executive)).toContain("secret-deal");
  });

  it("can be cited by those inside, whose facts stay behind the wall", async () => {
    const { view } = await createRecord(manager, entities.sources, { key: "letter", title: "A letter" });
    expect(await listRecords(executive, entities.sources, { key: view.key })).toMatchObject({ total: 1 });
    await createRecord(manager, entities.rounds, {
      key: "zeta-h",
      investee: "zeta",
      visibility: "confidential",
      sources: [view.key],
    });
    expect(await listRecords(executive, entities.sources, { key: view.key })).toMatchObject({ total: 0 });
    expect((await getRecord(manager, entities.sources, view.key)).view.title).toBe("A letter");
  });
});

describe("the history of a record that came out from behind a wall", () => {
  it("tells those below nothing of what it was before, and all of what follows", async () => {
    const change = async (input: object) => {
      const { meta } = await getRecord(compliance, entities.partnerships, "acme-zeta");
      await updateRecord(compliance, entities.partnerships, "acme-zeta", input, meta.version);
    };
    const words = (items: Awaited<ReturnType<typeof recordHistory>>) =>
      JSON.stringify(
        items.map(({ action, reason, changes }) => [action, reason, changes.map(({ field }) => field)]),
      );
    const ofPartnership = async (actor: typeof executive) =>
      words(await recordHistory(actor, entities.partnerships, "acme-zeta"));
    const ofRight = async (actor: typeof executive) =>
      words(await recordHistory(actor, entities.rights, "acme-zeta-info"));
    await change({ notes: "Terms that few know" });
    expect(await ofPartnership(manager)).toContain("notes");
    await expect(ofPartnership(executive)).rejects.toMatchObject({ status: 404 });

    await change({ visibility: "internal", notes: null, sources: [] });
    await change({ status: "ended" });
    const [after, ...before] = JSON.parse(await ofPartnership(executive));
    expect(after).toEqual(["partnership:update", null, ["status"]]);
    expect(before.length).toBeGreaterThan(2);
    for (const [, reason, fields] of before) expect([reason, fields]).toEqual([null, []]);
    expect(await ofRight(executive)).toBe(JSON.stringify([["contract_right:create", null, []]]));
    for (const told of [ofPartnership, ofRight]) expect(await told(compliance)).toContain('"visibility"');
  });

  it("is told as ever where it was never behind one", async () => {
    const [made] = await recordHistory(executive, entities.rounds, "zeta-f");
    expect(made?.changes.map(({ field }) => field)).toContain("amount");
  });
});
