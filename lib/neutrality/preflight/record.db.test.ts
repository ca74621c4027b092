import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { entities, preflightHash, retireRecord, updateRecord } from "@/lib/register/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { getPreflight, listPreflights, preflightPolicy } from "../server";
import { compliance, draft, seedPreflights } from "./testing/seed";

beforeAll(seedPreflights);

describe("a run", () => {
  it("that was made before the policy in force was replayed stays readable, and says so", async () => {
    const { id } = await draft({});
    const old = await withActor(compliance, async (tx) => {
      const row = await tx.policyPreflight.findUniqueOrThrow({ where: { id } });
      const { compared_with, in_force, in_force_missing, not_compared, ...result } = row.result as Record<
        string,
        unknown
      >;
      const first_party = { now: 1, draft: 2, change: 1, now_share: 0.2, draft_share: 0.4 };
      const copy = { ...row, id: uuidv7(), draft: row.draft as object, result: { ...result, first_party } };
      return (await tx.policyPreflight.create({ data: copy as never })).id;
    });
    const { result } = await getPreflight(compliance, old);
    expect([result.compared_with, result.in_force, result.in_force_missing]).toEqual([
      "past",
      null,
      { reason: "not_kept", policy: null },
    ]);
    expect(result.first_party).toMatchObject({ draft: 2, change: 1, in_force: null, in_force_share: null });
  });

  it("has a hash of all that is kept, which the policy in force is a part of", async () => {
    const run = await draft({});
    const again = await draft({});
    expect(run.record_hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await getPreflight(compliance, run.id)).record_hash).toBe(run.record_hash);
    expect([again.content_hash, again.record_hash === run.record_hash]).toEqual([run.content_hash, false]);
    const row = await withActor(compliance, (tx) =>
      tx.policyPreflight.findUniqueOrThrow({ where: { id: run.id } }),
    );
    expect(preflightHash(row)).toBe(run.record_hash);
    const { in_force, ...others } = row.result as Record<string, unknown>;
    expect(preflightHash({ ...row, result: others as never })).not.toBe(run.record_hash);
  });

  it("is kept with its policy, and found again", async () => {
    const run = await preflightPolicy(compliance, "main@v1", { weeks: 4 });
    expect(run).toMatchObject({ policy: "main@v1", created_by_label: expect.any(String) });
    const { items, content_hash } = await listPreflights(testActor("executive"), "main@v1");
    expect(items[0]).toEqual(run);
    expect(run.content_hash).toBe(content_hash);
    expect(await getPreflight(testActor("auditor"), run.id)).toEqual(run);
  });

  it("of a draft counts for the policy that says the same, and no longer when that changes", async () => {
    const same = await draft({
      rule: { kind: "cheapest_within", band: 0.1 },
      models: ["meta", "own", "open"],
    });
    const before = await listPreflights(compliance, "main@v1");
    expect(before.items.map(({ id }) => id)).toContain(same.id);
    await updateRecord(OPERATOR, entities.policies, "main@v1", { models: ["own", "open"] }, 1);
    const after = await listPreflights(compliance, "main@v1");
    expect(after.items.map(({ id }) => id)).not.toContain(same.id);
    expect(after.items.every(({ content_hash }) => content_hash !== after.content_hash)).toBe(true);
    expect(after.items).toHaveLength(1);
  });

  it("is written in the audit log, and cannot be changed as the application", async () => {
    const { id, result } = await draft({});
    const [entry] = await withActor(OPERATOR, (tx) =>
      tx.auditEntry.findMany({ where: { entity: "policy_preflight", entity_id: id } }),
    );
    expect(entry).toMatchObject({ action: "policy:preflight", actor_id: compliance.id });
    expect(JSON.parse(Buffer.from(entry?.bytes ?? []).toString())).toMatchObject({ after: { result } });
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL ?? "" });
    await client.connect();
    try {
      expect((await client.query("SELECT 1 FROM policy_preflight")).rowCount).toBe(0);
      await client.query("SELECT set_config('evenhand.actor', 'system:operator', false)");
      expect((await client.query("SELECT 1 FROM policy_preflight")).rowCount).toBeGreaterThan(0);
      for (const sql of ["UPDATE policy_preflight SET weeks = 8", "DELETE FROM policy_preflight"])
        await expect(client.query(sql), sql).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  });

  it("is for who may write policies, of a rule that says enough and a router that has decided", async () => {
    for (const role of ["executive", "auditor", "partner_manager"] as const)
      await expect(preflightPolicy(testActor(role), "main@v1", { weeks: 4 })).rejects.toMatchObject({
        status: 403,
      });
    await expect(listPreflights(testActor("partner"), "main@v1")).rejects.toMatchObject({ status: 403 });
    const faulty = (id: string) => preflightPolicy(compliance, id, { weeks: 4 });
    await expect(faulty("main@v9")).rejects.toMatchObject({ status: 404 });
    await expect(faulty("main@v2")).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/rule" }] });
    await expect(faulty("quiet@v1")).rejects.toMatchObject({ status: 422, errors: [{ pointer: "/router" }] });
    await expect(getPreflight(compliance, "no-id")).rejects.toMatchObject({ status: 404 });
    expect((await listPreflights(compliance, "quiet@v1")).items).toEqual([]);
    await retireRecord(OPERATOR, entities.policies, "main@v2", "never used", null);
  });
});
