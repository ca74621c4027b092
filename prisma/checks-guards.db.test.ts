import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { type Actor, actorRef } from "@/lib/access";
import { CheckDefinition } from "@/lib/commitments";
import type { LoadedCheck } from "@/lib/commitments/checks/store";
import { CHECKS } from "@/lib/commitments/system";
import { ALLOWED, attempt } from "@/lib/commitments/testing/attempt";
import { makeCheck, makeCommitment, setClock, writeResult } from "@/lib/commitments/testing/promise";
import {
  date,
  decide,
  insertDay,
  insertFit,
  insertResult,
  insertVersion,
  type ResultRow,
  type VersionRow as Row,
} from "@/lib/commitments/testing/rows";
import { prisma } from "@/lib/db/client";
import { asChecks, Prisma, type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor } from "@/lib/testing/actors";

// What the service refuses, asked of Postgres itself as the application's role: each beside a neighbour that is allowed.
const anna = testActor("compliance");
const berta = testActor("compliance");
const key: Actor = {
  ...{ kind: "key", id: uuidv7(), name: "key", scope: "write", roles: ["compliance"] },
  traffic_source_id: null,
};

const WRITTEN_ONCE = [
  ...["promise_check", "check_decision", "check_fit", "check_day", "check_result", "finding_event"],
  ...["policy_notice", "policy_notice_opening", "attestation_answer"],
] as const;
const defined = (first_day: string, test: object = {}) =>
  CheckDefinition.parse({
    test: { metric: "routing_tilt", baseline: "owner_blind", ...test },
    ...{ first_day, window_days: 30 },
  });

const made: Record<string, LoadedCheck> = {};
const check = (name: string): LoadedCheck => {
  const found = made[name];
  if (!found) throw new Error(`There is no check ${name}.`);
  return found;
};

const LATER = defined("2026-03-15");
const second = (tx: Tx, of: string, row: Row = {}, given = LATER) =>
  insertVersion(
    tx,
    { key: of, check_version: 2, supersedes_id: check(of).id, reason: "Stricter.", ...row },
    given,
  );
/** A version that a key recorded, and the word of whoever runs the transaction on it. */
async function decideByKey(tx: Tx, made_by: Actor): Promise<void> {
  const made = {
    ...{ id: key.id, name: "k", prefix: "p", scope: "write", role: "compliance" },
    hash: new Uint8Array(1),
  };
  const [as] = await tx.$queryRaw<{ ref: string }[]>`SELECT current_setting('evenhand.actor') AS ref`;
  await tx.$executeRaw`SELECT set_config('evenhand.actor', ${actorRef(made_by)}, true)`;
  await tx.apiKey.create({ data: { ...made, created_by: actorRef(made_by) } });
  await tx.$executeRaw`SELECT set_config('evenhand.actor', ${actorRef(key)}, true)`;
  const id = await second(tx, "plain");
  await tx.$executeRaw`SELECT set_config('evenhand.actor', ${as?.ref ?? ""}, true)`;
  await decide(tx, id);
}

const judge = (row: ResultRow) => attempt(CHECKS, (tx) => asChecks(tx, (inner) => insertResult(inner, row)));
const measure = (check_id: string, window_from: string, day: string) =>
  attempt(CHECKS, (tx) => asChecks(tx, (inner) => insertDay(inner, check_id, window_from, day)));
const learn = (check_id: string, window_from: string, day: string) =>
  attempt(CHECKS, (tx) => asChecks(tx, (inner) => insertFit(inner, check_id, window_from, day, day)));

beforeAll(async () => {
  await setClock("2026-03-01T09:00:00Z");
  await makeCommitment("promise", ["routing", "launch"]);
  for (const name of ["plain", "proposed", "replaced"])
    made[name] = await makeCheck({
      ...{ key: name, commitment: "promise", clause: "routing", definition: defined("2026-03-02"), by: anna },
    });
  await withActor(anna, (tx) => second(tx, "proposed"));
  const id = await withActor(anna, (tx) => second(tx, "replaced"));
  await withActor(berta, (tx) => decide(tx, id));
  made.replacing = { ...check("replaced"), id };
});

describe("what is written once", () => {
  it.each(WRITTEN_ONCE)(
    "%s is neither changed nor deleted by the application, nor by its owner",
    async (name) => {
      const table = Prisma.raw(name);
      const touch = [Prisma.sql`UPDATE ${table} SET id = id`, Prisma.sql`DELETE FROM ${table}`];
      for (const sql of [...touch, Prisma.sql`TRUNCATE ${table}`])
        expect(await attempt(anna, (tx) => tx.$executeRaw(sql))).toMatch(/permission denied/);
      for (const sql of touch)
        expect(await attempt(CHECKS, (tx) => asChecks(tx, (inner) => inner.$executeRaw(sql)))).toMatch(
          /permission denied/,
        );
      expect(await attempt(anna, (tx) => tx.$queryRaw`SELECT count(*) FROM ${table}`)).toBe(ALLOWED);
      const owner = new pg.Client({ connectionString: process.env.DATABASE_MIGRATION_URL });
      await owner.connect();
      for (const sql of [`UPDATE ${name} SET id = id`, `DELETE FROM ${name}`])
        await expect(owner.query(sql)).rejects.toThrow("is written once and never changed");
      await owner.end();
    },
  );

  it("is nobody's without an actor", async () => {
    const rows = await prisma().$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM promise_check`;
    expect(Number(rows[0]?.n)).toBe(0);
    expect(await withActor(anna, (tx) => tx.promiseCheck.count())).toBe(5);
  });
});

describe("a check", () => {
  it("is recorded before its first day, by the database's own clock and actor", async () => {
    const backdated = { recorded_at: new Date("2025-01-01"), created_by: "person:other" };
    const on = (day: string) => attempt(anna, (tx) => insertVersion(tx, backdated, defined(day)));
    for (const day of ["2026-03-01", "2025-02-01"])
      expect(await on(day)).toMatch(/recorded before the first day/);
    expect(await on("2026-03-02")).toBe(ALLOWED);
    const stamped = await attempt(anna, async (tx) => {
      const id = await insertVersion(tx, backdated, LATER);
      const row = await tx.promiseCheck.findUniqueOrThrow({ where: { id } });
      expect([row.recorded_at.toISOString(), row.created_by]).toEqual([
        "2026-03-01T09:00:00.000Z",
        `person:${anna.id}`,
      ]);
    });
    expect(stamped).toBe(ALLOWED);
  });

  it.each([
    { first_day: date("2026-03-16") },
    { window_days: 31 },
    { schedule: "week" },
    { metric: "coverage" },
  ])("is what its definition says, not %j", async (row) => {
    expect(await attempt(anna, (tx) => insertVersion(tx, row, LATER))).toMatch(/what its definition says/);
    expect(await attempt(anna, (tx) => insertVersion(tx, {}, LATER))).toBe(ALLOWED);
  });

  it("tests a clause that is there, as long as there is the check", async () => {
    expect(await attempt(anna, (tx) => insertVersion(tx, { clause_key: "nothing" }, LATER))).toMatch(
      /tests a clause/,
    );
    const clause = (sql: Prisma.Sql) => attempt(anna, (tx) => tx.$executeRaw(sql));
    expect(await clause(Prisma.sql`DELETE FROM clause WHERE key = 'routing'`)).toMatch(/tests a clause/);
    expect(await clause(Prisma.sql`UPDATE clause SET key = 'other' WHERE key = 'routing'`)).toMatch(
      /tests a clause/,
    );
    expect(await clause(Prisma.sql`DELETE FROM clause WHERE key = 'launch'`)).toBe(ALLOWED);
    expect(await clause(Prisma.sql`UPDATE clause SET text = 'Better said.' WHERE key = 'routing'`)).toBe(
      ALLOWED,
    );
    // One who takes the clause away while a check of it is being written waits, and is refused.
    const { removal } = await withActor(anna, async (tx) => {
      await insertVersion(tx, { key: "raced", clause_key: "launch" }, LATER);
      const other = attempt(berta, (inner) => inner.clause.deleteMany({ where: { key: "launch" } }));
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { removal: other };
    });
    expect(await removal).toMatch(/tests a clause/);
    const rewritten = await attempt(anna, async (tx) => {
      const row = await tx.clause.findFirstOrThrow({ where: { key: "routing" } });
      await tx.clause.deleteMany({ where: { key: "routing" } });
      await tx.clause.create({ data: row });
    });
    expect(rewritten).toBe(ALLOWED);
  });
});

describe("another version", () => {
  it("supersedes the one before it, with a reason", async () => {
    const propose = (row: Row) => attempt(anna, (tx) => second(tx, "plain", row));
    expect(await propose({})).toBe(ALLOWED);
    for (const reason of [null, ""]) expect(await propose({ reason })).toMatch(/promise_check_reason/);
    for (const row of [
      { check_version: 3 },
      { supersedes_id: null },
      { supersedes_id: check("proposed").id },
    ])
      expect(await propose(row)).toMatch(/supersedes the one before/);
    expect(await attempt(anna, (tx) => second(tx, "proposed"))).toMatch(/supersedes the one before/);
    expect(await propose({ clause_key: "launch" })).toMatch(/tests the same clause/);
  });

  it("is approved by a second person, before its first day, and once", async () => {
    const approve = (actor: Actor, outcome = "approved") =>
      attempt(actor, async (tx) => {
        const { id } = await tx.promiseCheck.findFirstOrThrow({
          where: { key: "proposed", check_version: 2 },
        });
        await decide(tx, id, outcome);
      });
    expect(await approve(anna)).toMatch(/a second person decides/);
    expect(await approve(key)).toMatch(/check_decision_person/);
    const byKey = (made_by: Actor) => attempt(berta, (tx) => decideByKey(tx, made_by));
    expect([await byKey(berta), await byKey(anna)]).toEqual([
      expect.stringMatching(/a second person/),
      ALLOWED,
    ]);
    expect(await approve(berta, "maybe")).toMatch(/check_decision_outcome/);
    expect(await approve(berta)).toBe(ALLOWED);
    expect(await attempt(berta, (tx) => decide(tx, check("plain").id))).toMatch(/nothing to decide/);
    expect(await attempt(berta, (tx) => decide(tx, check("replacing").id, "refused"))).toMatch(
      /Unique constraint/,
    );
  });

  it("needs nobody else before a share that people set themselves, which always does", async () => {
    const share = defined("2026-03-15", { baseline: "reference_share", reference: "0.2" });
    const propose = (reason: string | null) => attempt(anna, (tx) => insertVersion(tx, { reason }, share));
    expect(await propose(null)).toMatch(/promise_check_reason/);
    expect(await propose("The contract says so.")).toBe(ALLOWED);
    const own = (given: CheckDefinition) =>
      attempt(anna, async (tx) => decide(tx, await insertVersion(tx, { reason: "x" }, given)));
    expect(await own(share)).toMatch(/a second person decides/);
    expect(await own(defined("2026-03-15"))).toMatch(/nothing to decide/);
  });
});

describe("a result", () => {
  beforeAll(() => setClock("2026-03-05T09:00:00Z"));
  const window_from = "2026-03-02";

  it("is written by the role of checks alone", async () => {
    const row = { check_id: check("plain").id, window_from, day: "2026-03-02" };
    expect(await attempt(CHECKS, (tx) => insertResult(tx, row))).toMatch(
      /permission denied|row-level|denied access/i,
    );
    expect(await attempt(anna, (tx) => insertResult(tx, row))).toMatch(/permission denied|denied access/i);
    expect(await judge(row)).toBe(ALLOWED);
  });

  it.each([
    ["before the first day", "2026-03-01", "2026-03-01", /days of its own windows/],
    ["before its window", window_from, "2026-03-01", /days of its own windows/],
    ["in a window that is none", "2026-03-03", "2026-03-04", /days of its own windows/],
    ["after its window", window_from, "2026-04-01", /days of its own windows/],
    ["that is not over", window_from, "2026-03-05", /judged when it is over/],
    ["that has not come", window_from, "2026-03-20", /judged when it is over/],
    ["that is over", window_from, "2026-03-04", null],
  ])("judges no day %s, nor is one measured or learnt from", async (_name, from, day, refusal) => {
    const { id } = check("plain");
    const judged = await judge({ check_id: id, window_from: from, day });
    for (const said of [judged, await measure(id, from, day), await learn(id, from, day)])
      if (refusal) expect(said).toMatch(refusal);
      else expect(said).toBe(ALLOWED);
  });

  it("comes in order, once for each due day, and says why where nobody had planned it", async () => {
    await writeResult(check("plain"), { day: "2026-03-03", verdict: "kept" });
    const next = (row: Partial<ResultRow>) =>
      judge({ check_id: check("plain").id, window_from, day: "2026-03-04", number: 2, ...row });
    expect(await next({})).toBe(ALLOWED);
    expect(await next({ number: 1 })).toMatch(/numbered in order/);
    expect(await next({ number: 3 })).toMatch(/numbered in order/);
    expect(await next({ day: "2026-03-02" })).toMatch(/a later day is judged already|Unique constraint/);
    expect(await next({ day: "2026-03-03" })).toMatch(/a later day is judged already|Unique constraint/);
    expect(await next({ day: "2026-03-02", trigger: "on_demand", why: "Asked." })).toBe(ALLOWED);
    expect(await next({ day: "2026-03-02", trigger: "late_data" })).toMatch(/check_result_why/);
    expect(await next({ trigger: "late_data", why: "" })).toMatch(/check_result_why/);
  });

  it("is of a version that a second person approved, in a window that is still its own", async () => {
    await setClock("2026-04-20T09:00:00Z");
    const [from, day] = ["2026-03-15", "2026-03-16"];
    const where = { key: "proposed", check_version: 2 };
    const unapproved = await withActor(anna, (tx) => tx.promiseCheck.findFirstOrThrow({ where }));
    expect(await judge({ check_id: unapproved.id, window_from: from, day })).toMatch(/has not approved/);
    expect(await measure(unapproved.id, from, day)).toMatch(/has not approved/);
    expect(await judge({ check_id: check("replacing").id, window_from: from, day })).toBe(ALLOWED);
    expect(await attempt(berta, (tx) => decide(tx, unapproved.id))).toMatch(/its first day has come/);
    const old = { check_id: check("replaced").id };
    expect(await judge({ ...old, window_from, day: "2026-03-31" })).toBe(ALLOWED);
    expect(await judge({ ...old, window_from: "2026-04-01", day: "2026-04-02" })).toMatch(/taken its place/);
    expect(
      await judge({ check_id: check("plain").id, window_from: "2026-04-01", day: "2026-04-02", number: 2 }),
    ).toBe(ALLOWED);
  });
});

it("is asked as the application's role", async () => {
  const [row] = await withActor(
    OPERATOR,
    (tx) => tx.$queryRaw<{ who: string }[]>`SELECT current_user::text AS who`,
  );
  expect(row?.who).toBe("evenhand_app");
});
