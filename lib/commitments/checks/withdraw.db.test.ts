import { beforeAll, describe, expect, it } from "vitest";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { asChecks, withActor } from "@/lib/db/server";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor, testKey } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { decideCheck, defineCheck, getCheck, supersedeCheck, withdrawCheck } from "../server";
import { CHECKS } from "../system";
import { ALLOWED, attempt } from "../testing/attempt";
import { makeCommitment, setClock } from "../testing/promise";
import { refusal } from "../testing/refusal";
import { date, insertResult } from "../testing/rows";
import { CheckInput, SupersedeInput } from "./definition";
import { listRunnableChecks } from "./store";

const anna = testActor("compliance");
const berta = testActor("compliance");

const COVERAGE = { metric: "coverage" };
const define = (key: string, test: object = COVERAGE) =>
  defineCheck(
    anna,
    CheckInput.parse({
      ...{ key, title: key, commitment: "promise", clause: "routing", test },
      ...{ first_day: "2026-03-02", window_days: 30 },
    }),
  );
const propose = (key: string) =>
  supersedeCheck(
    anna,
    key,
    SupersedeInput.parse({
      ...{ title: key, reason: "Better.", test: COVERAGE, first_day: "2026-03-20", window_days: 30 },
    }),
  );
const reason = "A slip in the router's name.";

beforeAll(async () => {
  await migrateClickhouse();
  await setClock("2026-03-01T09:00:00Z");
  await makeCommitment("promise", ["routing"]);
});

describe("withdrawing", () => {
  it("takes a version back for good before its first day, with the reason", async () => {
    const { id } = await define("slip");
    expect(await refusal(() => withdrawCheck(testActor("executive"), "slip", { reason }))).toEqual([
      ...[403, "forbidden"],
    ]);
    expect(await refusal(() => withdrawCheck(testKey("write"), "slip", { reason }))).toEqual([
      ...[403, "person_required"],
    ]);
    const gone = await withdrawCheck(anna, "slip", { reason });
    expect(gone).toMatchObject({ id, status: "withdrawn", decision: { outcome: "withdrawn", note: reason } });
    expect(await refusal(() => withdrawCheck(berta, "slip", { reason }))).toEqual([409, "decided"]);
    expect((await getCheck(anna, "slip")).status).toBe("withdrawn");
    expect((await propose("slip")).check_version).toBe(2);
  });

  it("leaves what runs, and what a second person agreed to", async () => {
    await define("runs");
    await define("agreed");
    await setClock("2026-03-03T09:00:00Z");
    expect(await refusal(() => withdrawCheck(anna, "runs", { reason }))).toEqual([409, "begun"]);
    const proposed = await propose("runs");
    // A key means the newest here: the one that runs is not taken back by whoever withdraws a proposal.
    expect(await withdrawCheck(anna, "runs", { reason })).toMatchObject({
      id: proposed.id,
      check_version: 2,
    });
    expect(await getCheck(anna, "runs")).toMatchObject({
      ...{ check_version: 1, status: "running", later: [{ check_version: 2, status: "withdrawn" }] },
    });
    await propose("agreed");
    await decideCheck(berta, "agreed", { outcome: "approved" });
    expect(await refusal(() => withdrawCheck(anna, "agreed", { reason }))).toEqual([409, "decided"]);
    const runnable = await withActor(anna, listRunnableChecks);
    expect(runnable.map(({ key, check_version }) => `${key} ${check_version}`)).toEqual([
      ...["agreed 1", "runs 1"],
    ]);
  });

  it("is kept by the database: no day of a withdrawn version is judged, and none is withdrawn once it has begun", async () => {
    const { id } = await withActor(anna, (tx) =>
      tx.promiseCheck.findFirstOrThrow({ where: { key: "slip", check_version: 1 } }),
    );
    const judged = await attempt(CHECKS, (tx) =>
      asChecks(tx, (inner) =>
        insertResult(inner, { check_id: id, window_from: "2026-03-02", day: "2026-03-02" }),
      ),
    );
    expect(judged).toMatch(/this version was withdrawn/);
    const withdraw = (check_id: string, note: string | null) =>
      attempt(anna, (tx) =>
        tx.checkDecision.create({
          data: {
            ...{ id: crypto.randomUUID(), check_id, outcome: "withdrawn", note },
            ...{ decided_by: "", decided_at: date("2026-01-01") },
          },
        }),
      );
    const { id: running } = await getCheck(anna, "runs");
    expect(await withdraw(running, reason)).toMatch(/its first day has come/);
    const { later } = await getCheck(anna, "slip");
    const proposed = later.at(-1)?.id ?? (await getCheck(anna, "slip")).id;
    expect(await withdraw(proposed, null)).toMatch(/check_decision_outcome/);
    expect(await withdraw(proposed, reason)).toBe(ALLOWED);
  });
});

describe("a router that nobody has heard of", () => {
  const scoped = (router: string) => ({ ...COVERAGE, scope: { router } });
  const warned = async (key: string, test: object) => {
    const made = await defineCheck(
      anna,
      CheckInput.parse({
        ...{ key, title: key, commitment: "promise", clause: "routing", test },
        ...{ first_day: "2026-04-02", window_days: 30 },
      }),
    );
    expect(await getCheck(anna, key)).toEqual(made);
    return made.warnings.map(({ pointer }) => pointer);
  };

  it("is warned of and not refused: it may be to come", async () => {
    expect(await warned("typo", scoped("Simulated Frge"))).toEqual(["/test/scope/router"]);
    const strata = [
      { router: "main", task: "chat" },
      { router: "main", task: "code" },
      { router: "", task: null },
    ];
    const tilt = { metric: "routing_tilt", baseline: "partner_revealed", strata };
    expect(await warned("strata", tilt)).toEqual(["/test/strata/1/router"]);
    expect(await warned("notice", { metric: "notice_period", router: "mian", days: 3 })).toEqual([
      ...["/test/router"],
    ]);
    expect(await warned("any", COVERAGE)).toEqual([]);
  });

  it("is known by a decision or a policy", async () => {
    await insertDecisions([
      { decision_id: "a", occurred_at: "2026-03-01T10:00:00Z", router: "main", chosen_model: "m" },
    ]);
    await importRegister(OPERATOR, {
      parties: [{ key: "platform", name: "Platform", kinds: ["platform"] }],
      policies: [{ router: "planned", version: "v1", from: "2026-05-01T00:00:00Z" }],
    });
    expect(await warned("by-log", scoped("main"))).toEqual([]);
    expect(await warned("by-register", scoped("planned"))).toEqual([]);
    expect((await getCheck(anna, "strata")).warnings).toEqual([]);
  });
});
