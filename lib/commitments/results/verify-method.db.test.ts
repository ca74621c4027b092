import { beforeAll, expect, it } from "vitest";
import { asChecks, withActor } from "@/lib/db/server";
import { testActor } from "@/lib/testing/actors";
import { runCheck } from "../runs/run-check";
import { verifyResult } from "../server";
import { CHECKS } from "../system";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { tamper } from "../testing/tamper";

// What another method judged is as sound as it was: its hashes say so, and nobody claims to have worked it out again.
const anna = testActor("auditor");
let id = "";
let verdict = "";

beforeAll(async () => {
  await setClock("2026-01-01T09:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const check = await makeCheck({
    ...{ key: "listing", commitment: "promise", clause: "routing" },
    definition: { test: { metric: "listing_time" }, first_day: "2026-01-02", window_days: 30 },
  });
  await setClock("2026-01-05T09:00:00Z");
  ({ id, verdict } = await runCheck(check, { day: "2026-01-03", trigger: "scheduled", why: null }));
});

it("verifies a result of this method by working it out again", async () => {
  expect(await verifyResult(anna, id)).toEqual({
    ...{ verified: true, differences: [], recomputed: true, not_recomputed: null },
  });
});

it("verifies the hashes of a result that another method judged, and says that it was not worked out again", async () => {
  await tamper(`UPDATE check_result SET method_version = '0' WHERE id = '${id}'`);
  const said = await verifyResult(anna, id);
  expect(said).toMatchObject({ verified: true, differences: [], recomputed: false });
  expect(said.not_recomputed).toMatch(/^It was judged by method 0, and this program has /);
});

it("holds a result against what the audit log says was written", async () => {
  await tamper(
    `UPDATE check_result SET verdict = 'breach', trigger = 'on_demand', why = 'x' WHERE id = '${id}'`,
  );
  expect((await verifyResult(anna, id)).differences).toEqual([
    "The audit log says another trigger.",
    "The audit log says another verdict.",
  ]);
  const forged = await withActor(CHECKS, (tx) =>
    asChecks(tx, async (inner) => {
      await inner.$executeRaw`INSERT INTO check_result SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', r.number + 1))).*
        FROM check_result r WHERE r.id = ${id}::uuid`;
      return inner.checkResult.findFirstOrThrow({ where: { number: 2 }, select: { id: true } });
    }),
  );
  expect((await verifyResult(anna, forged.id)).differences).toContain("The audit log has no entry of it.");
  await tamper(
    `UPDATE check_result SET verdict = '${verdict}', trigger = 'scheduled', why = NULL WHERE id = '${id}'`,
  );
  expect((await verifyResult(anna, id)).verified).toBe(true);
});

it("still names what is not as it was hashed", async () => {
  await tamper(`UPDATE check_day SET content = '{"listings": [1]}'`);
  const said = await verifyResult(anna, id);
  expect([said.verified, said.recomputed, said.differences.length]).toEqual([false, false, 1]);
  await tamper("UPDATE check_result SET dataset_digest = 'another'");
  expect((await verifyResult(anna, id)).differences).toContain("The digest of the decisions is another.");
});
