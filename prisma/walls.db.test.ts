import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, standsAbove } from "@/lib/access";
import { prisma } from "@/lib/db/client";
import { asDetection, type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor } from "@/lib/testing/actors";

const by = { updated_by: "test" };
const ids = { platform: uuidv7(), zeta: uuidv7(), eta: uuidv7() };
const compliance = testActor("compliance");
const executive = testActor("executive");
const ofZeta = testActor("partner_manager", "zeta@example.com");
const ofBoth = testActor("partner_manager", "both@example.com");

const WALLED = [
  "partnership",
  "contractRight",
  "investmentRound",
  "participation",
  "coHolding",
  "coHoldingParty",
  "overlap",
  "overlapParty",
  "factSource",
  "source",
] as const;

/** How many rows of each walled table the transaction sees; one at a time, on one connection. */
async function counts(tx: Tx): Promise<Record<(typeof WALLED)[number], number>> {
  return {
    partnership: await tx.partnership.count(),
    contractRight: await tx.contractRight.count(),
    investmentRound: await tx.investmentRound.count(),
    participation: await tx.participation.count(),
    coHolding: await tx.coHolding.count(),
    coHoldingParty: await tx.coHoldingParty.count(),
    overlap: await tx.overlap.count(),
    overlapParty: await tx.overlapParty.count(),
    factSource: await tx.factSource.count(),
    source: await tx.source.count(),
  };
}

const all = (n: Partial<Record<(typeof WALLED)[number], number>>, rest: number) =>
  Object.fromEntries(WALLED.map((name) => [name, n[name] ?? rest]));

const overlap = {
  kind: "rival_investees",
  title: "Zeta and Eta",
  severity: 3,
  points: 5,
  points_max: 10,
  known: 1,
  factor_count: 5,
  factors: {},
  points_table: 1,
  path: [],
  facts_hash: "x",
  status: "detected",
  rule: "rival_investees",
  rule_version: "1",
  visibility: "confidential",
};

async function plant(tx: Tx): Promise<void> {
  const parties = [
    { id: ids.platform, key: "acme", name: "Acme", kinds: ["platform"] },
    { id: ids.zeta, key: "zeta", name: "Zeta", kinds: ["partner"] },
    { id: ids.eta, key: "eta", name: "Eta", kinds: ["partner"] },
  ];
  await tx.party.createMany({ data: parties.map((party) => ({ ...party, ...by })) });
  await tx.partyManager.createMany({
    data: [
      { party_id: ids.zeta, email: ofZeta.email },
      { party_id: ids.zeta, email: ofBoth.email },
      { party_id: ids.eta, email: ofBoth.email },
    ],
  });
  const secret = { visibility: "confidential", ...by };
  const partnership = {
    id: uuidv7(),
    key: "acme-zeta",
    partner_id: ids.zeta,
    kinds: ["investee"],
    ...secret,
  };
  await tx.partnership.create({ data: partnership });
  const right = { id: uuidv7(), key: "right", partnership_id: partnership.id, holder_id: ids.platform };
  // The right itself is not confidential, but what it hangs on is.
  await tx.contractRight.create({ data: { ...right, type: "information", state: "agreed", ...by } });
  const round = { id: uuidv7(), key: "zeta-f", investee_id: ids.zeta, ...secret };
  await tx.investmentRound.create({ data: round });
  await tx.participation.create({ data: { id: uuidv7(), round_id: round.id, investor_id: ids.platform } });
  const holding = { id: uuidv7(), key: "zeta-eta", ...secret };
  await tx.coHolding.create({ data: holding });
  await tx.coHoldingParty.createMany({
    data: [ids.zeta, ids.eta].map((party_id) => ({ co_holding_id: holding.id, party_id })),
  });
  const source = await tx.source.create({ data: { id: uuidv7(), key: "s0", title: "S", ...by } });
  await tx.factSource.create({
    data: { entity: "partnership", entity_id: partnership.id, source_id: source.id },
  });
  await asDetection(tx, async () => {
    const found = await tx.overlap.create({ data: { id: uuidv7(), identity: "o", ...overlap } });
    await tx.overlapParty.createMany({
      data: [ids.zeta, ids.eta].map((party_id) => ({
        overlap_id: found.id,
        party_id,
        role: "investee",
        confidential: true,
      })),
    });
  });
}

const seen = (actor: Actor) => withActor(actor, counts);

describe("walls in the database", () => {
  beforeAll(() => withActor(OPERATOR, plant));

  it("show nothing at all without an actor", async () => {
    expect(await prisma().$transaction(counts)).toEqual(all({}, 0));
    for (const count of [
      await prisma().party.count(),
      await prisma().source.count(),
      await prisma().person.count(),
      await prisma().setting.count(),
      await prisma().auditEntry.count(),
    ])
      expect(count).toBe(0);
    await expect(
      prisma().segment.create({ data: { id: uuidv7(), key: "x", name: "X", ...by } }),
    ).rejects.toThrow(/row-level security/);
  });

  it("show everything above them", async () => {
    expect(standsAbove(compliance)).toBe(true);
    expect(await seen(compliance)).toEqual(all({ coHoldingParty: 2, overlapParty: 2 }, 1));
  });

  it("show what is confidential neither to an executive nor to a manager of nobody", async () => {
    expect(await seen(executive)).toEqual(all({}, 0));
    expect(await seen(testActor("partner_manager"))).toEqual(all({}, 0));
  });

  it("let a manager in to the own partner's facts, but not to facts behind a second wall", async () => {
    const inside = all({ coHolding: 0, coHoldingParty: 0, overlap: 0, overlapParty: 0 }, 1);
    expect(await seen(ofZeta)).toEqual(inside);
    expect(await seen(ofBoth)).toEqual(all({ coHoldingParty: 2, overlapParty: 2 }, 1));
  });

  it("keep a manager from writing what the manager may not see", async () => {
    const row = { id: uuidv7(), key: "acme-eta", kinds: ["investee"], visibility: "confidential", ...by };
    await expect(
      withActor(ofZeta, (tx) => tx.partnership.create({ data: { ...row, partner_id: ids.eta } })),
    ).rejects.toThrow(/row-level security/);
    const { count } = await withActor(executive, (tx) => tx.partnership.updateMany({ data: { notes: "x" } }));
    expect(count).toBe(0);
  });

  it("let detection see everything for one step of whoever saves, and no longer", async () => {
    await withActor(executive, async (tx) => {
      expect(await asDetection(tx, counts)).toEqual(all({ coHoldingParty: 2, overlapParty: 2 }, 1));
      expect(await counts(tx)).toEqual(all({}, 0));
    });
    await expect(
      withActor(executive, (tx) =>
        asDetection(tx, (inner) => inner.party.updateMany({ data: { note: "x" } })),
      ),
    ).rejects.toThrow(/permission denied/);
  });

  it("show a document that nobody cites, and one that states a fact that may be seen", async () => {
    const titles = (actor: Actor) =>
      withActor(actor, async (tx) =>
        (await tx.source.findMany({ orderBy: { key: "asc" } })).map(({ key }) => key),
      );
    const add = (key: string) =>
      withActor(OPERATOR, (tx) => tx.source.create({ data: { id: uuidv7(), key, title: key, ...by } }));
    const cite = (source_id: string, entity: string, entity_id: string) =>
      withActor(OPERATOR, (tx) => tx.factSource.create({ data: { entity, entity_id, source_id } }));
    const [s1] = [await add("s1"), await add("s2")];
    expect(await titles(executive)).toEqual(["s1", "s2"]);
    const holding = await withActor(OPERATOR, (tx) => tx.coHolding.findFirstOrThrow());
    await cite(s1.id, "co_holding", holding.id);
    expect(await titles(executive)).toEqual(["s2"]);
    expect(await titles(ofZeta)).toEqual(["s0", "s2"]);
    expect(await titles(ofBoth)).toEqual(["s0", "s1", "s2"]);
    expect(await titles(compliance)).toEqual(["s0", "s1", "s2"]);
    await cite(s1.id, "party", ids.eta);
    expect(await titles(executive)).toEqual(["s1", "s2"]);
  });

  it("let nobody in to a confidential co-holding of which no party is known", async () => {
    const bare = { id: uuidv7(), key: "bare", visibility: "confidential", ...by };
    await withActor(OPERATOR, (tx) => tx.coHolding.create({ data: bare }));
    const sees = (actor: Actor) => withActor(actor, (tx) => tx.coHolding.count({ where: { id: bare.id } }));
    expect([await sees(ofBoth), await sees(executive), await sees(compliance)]).toEqual([0, 0, 1]);
  });
});

describe("promises of the database", () => {
  const execute = (sql: string) => withActor(OPERATOR, (tx) => tx.$executeRawUnsafe(sql));

  it("keep one live platform", async () => {
    const second = { id: uuidv7(), key: "other", name: "Other", kinds: ["platform"], ...by };
    await expect(withActor(OPERATOR, (tx) => tx.party.create({ data: second }))).rejects.toThrow(
      /Unique constraint/,
    );
    const retired = { ...second, retired_at: new Date(), retired_reason: "sold" };
    await withActor(OPERATOR, (tx) => tx.party.create({ data: retired }));
  });

  it("never delete a record, and let the audit log grow only", async () => {
    for (const sql of [
      "DELETE FROM party",
      "DELETE FROM overlap",
      "DELETE FROM person",
      "TRUNCATE party CASCADE",
    ])
      await expect(execute(sql)).rejects.toThrow(/permission denied/);
    for (const sql of [
      "UPDATE audit_entry SET reason = 'x'",
      "DELETE FROM audit_entry",
      "TRUNCATE audit_entry",
    ])
      await expect(execute(sql)).rejects.toThrow(/permission denied|append-only/);
  });

  it("refuse words that are not in the domain", async () => {
    await expect(execute("UPDATE party SET kinds = '{friend}'")).rejects.toThrow(/party_kinds/);
    await expect(execute("UPDATE contract_right SET type = 'handshake'")).rejects.toThrow(
      /contract_right_type/,
    );
    await expect(execute("UPDATE investment_round SET bound = 'roughly'")).rejects.toThrow(
      /investment_round_bound/,
    );
  });

  it("give the application's role no way around them", async () => {
    const [role] = await prisma().$queryRaw<Record<string, boolean>[]>`
      SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user`;
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    const open = await prisma().$queryRaw<{ relname: string }[]>`
      SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
      AND NOT (relrowsecurity AND relforcerowsecurity)`;
    expect(open.map(({ relname }) => relname)).toEqual(["_prisma_migrations"]);
  });
});
