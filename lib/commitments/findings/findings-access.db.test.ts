import { beforeAll, describe, expect, it } from "vitest";
import { asChecks, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { testActor, testKey } from "@/lib/testing/actors";
import type { LoadedCheck } from "../checks/store";
import {
  closeFinding,
  commentFinding,
  decideRisk,
  getFinding,
  listFindings,
  patchFinding,
  requestRisk,
} from "../server";
import { CHECKS } from "../system";
import { makeCheck, makeCommitment, setClock, writeResult } from "../testing/promise";
import { refusedWith } from "../testing/refusal";

const anna = testActor("compliance");
const executive = testActor("executive");

async function onlyFinding(check: LoadedCheck): Promise<string> {
  const [finding, ...more] = (await listFindings(anna, { check: check.id, limit: 10 })).items;
  if (!finding || more.length > 0) throw new Error(`${more.length + (finding ? 1 : 0)} findings.`);
  return finding.id;
}

let checks: Record<"risk", LoadedCheck>;

// One finding that is open, and one that was closed.
beforeAll(async () => {
  await setClock("2026-01-04T12:00:00Z");
  await makeCommitment("promise", ["routing"]);
  const make = (name: string) =>
    makeCheck({
      ...{ key: name, commitment: "promise", clause: "routing" },
      definition: { test: { metric: "coverage" }, first_day: "2026-01-05" },
    });
  const failing = await make("failing");
  checks = { risk: await make("risk") };
  await setClock("2026-01-06T12:00:00Z");
  await writeResult(failing, { day: "2026-01-05", verdict: "failed" });
  await writeResult(checks.risk, { day: "2026-01-05", verdict: "watch" });
  await setClock("2026-01-07T12:00:00Z");
  const result = await writeResult(failing, { day: "2026-01-06", verdict: "kept" });
  await closeFinding(anna, await onlyFinding(failing), { result });
});

describe("who may", () => {
  it.each([
    ["an executive", executive],
    ["an auditor", testActor("auditor")],
    ["a key that reads", testKey("read")],
  ])("%s reads and changes nothing", async (_, actor) => {
    const id = await onlyFinding(checks.risk);
    expect((await getFinding(actor, id)).id).toBe(id);
    for (const work of [
      () => commentFinding(actor, id, { text: "x" }),
      () => patchFinding(actor, id, { cause: "x" }, 1),
      () => closeFinding(actor, id, { result: uuidv7() }),
    ])
      expect(await refusedWith(Promise.resolve().then(work))).toEqual([403, "forbidden"]);
  });

  it("an administrator sees nothing", async () => {
    const admin = testActor("admin");
    expect(await refusedWith(Promise.resolve().then(() => listFindings(admin, { limit: 1 })))).toEqual([
      403,
      "forbidden",
    ]);
  });

  it("a key that writes may explain, and is no second person", async () => {
    const id = await onlyFinding(checks.risk);
    expect((await commentFinding(testKey("write"), id, { text: "From a script." })).events.at(-1)?.kind).toBe(
      "commented",
    );
    for (const work of [
      () => decideRisk(testKey("write"), id, { outcome: "accepted" }),
      () => requestRisk(testKey("write"), id, { until: "2026-06-01", reason: "x" }),
    ])
      expect(await refusedWith(Promise.resolve().then(work))).toEqual([403, "person_required"]);
  });

  it.each(["F-9999", "nothing", uuidv7()])("%s is not found", async (id) => {
    expect(await refusedWith(getFinding(anna, id))).toEqual([404, "not_found"]);
  });
});

describe("in SQL, as the application's role", () => {
  const sql = (text: string) => withActor(anna, (tx) => tx.$executeRawUnsafe(text));
  it.each([
    [
      "opening a finding",
      "INSERT INTO finding (id, check_id, window_from, kind, verdict, opened_result_id, updated_by) SELECT gen_random_uuid(), check_id, window_from, kind, verdict, opened_result_id, '' FROM finding LIMIT 1",
      /permission denied/,
    ],
    [
      "closing one without a result",
      "UPDATE finding SET status = 'closed', closed_at = now() WHERE status = 'open'",
      /only a later result|finding_closed/,
    ],
    [
      "closing one by what opened it",
      "UPDATE finding SET status = 'closed', closed_at = now(), closing_result_id = opened_result_id WHERE status <> 'closed'",
      /only a later result/,
    ],
    ["changing what opened it", "UPDATE finding SET window_from = window_from + 1", /not changed/],
    ["changing a closed one", "UPDATE finding SET cause = 'x' WHERE status = 'closed'", /not changed/],
    ["deleting one", "DELETE FROM finding", /permission denied|never changed/],
    ["changing its timeline", "UPDATE finding_event SET detail = '{}'", /permission denied|never changed/],
  ])("%s fails", async (_, text, message) => {
    await expect(sql(text)).rejects.toThrow(message);
  });

  it("fails as the role of checks too, without a result", async () => {
    const close = withActor(CHECKS, (tx) =>
      asChecks(
        tx,
        () =>
          tx.$executeRaw`UPDATE finding SET status = 'closed', closed_at = now(), closing_result_id = opened_result_id WHERE status <> 'closed'`,
      ),
    );
    await expect(close).rejects.toThrow(/only a later result/);
  });
});
