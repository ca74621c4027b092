import { beforeAll, describe, expect, it } from "vitest";
import { auditHistory } from "@/lib/audit/server";
import { withActor } from "@/lib/db/server";
import { createPerson, grantRole } from "@/lib/identity/server";
import { Problem } from "@/lib/kernel/errors";
import { uuidv7 } from "@/lib/kernel/ids";
import { OPERATOR, testActor, testKey } from "@/lib/testing/actors";
import { decideCheck, defineCheck, getCheck, listChecks, supersedeCheck } from "../server";
import { makeCommitment, setClock, writeResult } from "../testing/promise";
import { refusal } from "../testing/refusal";
import { CheckInput, SupersedeInput } from "./definition";
import { ChecksQuery } from "./schema";
import { listRunnableChecks, loadCheck } from "./store";

const anna = testActor("compliance");
const berta = testActor("compliance");
const executive = testActor("executive");
const writeKey = testKey("write");

const TILT = { metric: "routing_tilt", baseline: "partner_revealed" };
const input = (key: string, over: object = {}) =>
  CheckInput.parse({
    ...{ key, title: `Check ${key}`, commitment: "promise", clause: "routing", test: TILT },
    ...{ first_day: "2026-03-02", window_days: 30 },
    ...over,
  });
const version = (over: object = {}) =>
  SupersedeInput.parse({
    ...{ title: "Stricter", reason: "A smaller tilt matters.", test: { ...TILT, materiality: 1.02 } },
    ...{ first_day: "2026-03-15", window_days: 30 },
    ...over,
  });

const actionsOf = (id: string) =>
  withActor(anna, async (tx) => (await auditHistory(tx, "promise_check", id)).map(({ action }) => action));

beforeAll(async () => {
  await setClock("2026-03-01T09:00:00Z");
  await makeCommitment("promise", ["routing", "launch"]);
  await makeCommitment("other", ["routing"]);
  await withActor(OPERATOR, (tx) =>
    tx.commitment.update({ where: { key: "other" }, data: { retired_at: new Date(), retired_reason: "x" } }),
  );
  const { person } = await createPerson(OPERATOR, {
    ...{ email: "asked@example.com", name: "Asked", password: "a long enough password" },
  });
  await grantRole(OPERATOR, person.id, { role: "executive" });
  await createPerson(OPERATOR, {
    email: "none@example.com",
    name: "None",
    password: "a long enough password",
  });
});

describe("defining", () => {
  it("fixes the definition with every default, its hash, and who did it when", async () => {
    const made = await defineCheck(anna, input("tilt"));
    expect(made).toMatchObject({
      ...{
        check_version: 1,
        status: "waiting",
        metric: "routing_tilt",
        window: null,
        latest: null,
        strip: [],
      },
      ...{ recorded_at: "2026-03-01T09:00:00.000Z", created_by: `person:${anna.id}`, reason: null },
      ...{ supersedes: null, superseded_by: null, decision: null, open_findings: 0 },
      clause: { key: "routing", text: "routing", kind: "routing" },
    });
    expect(made.definition.test).toMatchObject({ alpha: 0.01, materiality: 1.05, focus: "first_party" });
    expect(made.definition_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await getCheck(executive, "tilt")).toEqual(made);
    expect(await getCheck(executive, made.id)).toEqual(made);
    expect(await actionsOf(made.id)).toEqual(["check:define"]);
    const loaded = await withActor(anna, (tx) => loadCheck(tx, made.id));
    expect(loaded).toMatchObject({ key: "tilt", commitment_key: "promise", runs_until: null });
    expect(loaded.definition).toEqual(made.definition);
  });

  it("is for who may, a writing key among them", async () => {
    expect(await refusal(() => defineCheck(executive, input("x")))).toEqual([403, "forbidden"]);
    expect(await refusal(() => defineCheck(testKey("read"), input("x")))).toEqual([403, "forbidden"]);
    expect((await defineCheck(writeKey, input("by-key"))).created_by).toBe(`key:${writeKey.id}`);
  });

  it.each([
    [{ key: "tilt" }, ["/key"]],
    [{ commitment: "nothing" }, ["/commitment"]],
    [{ commitment: "other" }, ["/commitment"]],
    [{ clause: "nothing" }, ["/clause"]],
    [{ first_day: "2026-03-01" }, ["/first_day"]],
    [{ test: { ...TILT, focus: "party:nobody" } }, ["/test/focus"]],
    [{ test: { metric: "share_ceiling", ceiling: 0.3, focus: "party:nobody" } }, ["/test/focus"]],
    [{ test: { ...TILT, baseline: "reference_share" } }, ["/test/reference", "/reason"]],
    [{ test: { ...TILT, noise: "logit" } }, ["/test/noise"]],
    [
      {
        test: { metric: "attestation", question: "So?", people: ["asked@example.com", "none@example.com"] },
        schedule: { every: "month", grace_hours: 24 },
      },
      ["/test/people/1"],
    ],
    [
      { test: { metric: "attestation", question: "So?", people: ["asked@example.com"] } },
      ["/schedule/grace_hours"],
    ],
    [{ commitment: "nothing", first_day: "2025-01-01" }, ["/commitment", "/first_day"]],
  ])("refuses %j at %j", async (over, pointers) => {
    expect(await refusal(() => defineCheck(anna, input("faulty", over)))).toEqual(pointers);
  });

  it("asks people who may answer, by their address in small letters", async () => {
    const people = ["Asked@example.com"];
    const test = { metric: "attestation", question: "So?", people };
    const made = await defineCheck(
      anna,
      input("ask", { test, clause: "launch", schedule: { every: "month", grace_hours: 168 } }),
    );
    expect(made.definition.test).toMatchObject({ people: ["asked@example.com"] });
  });

  it("gives a key once, also to requests at one time", async () => {
    const both = await Promise.allSettled([
      defineCheck(anna, input("once")),
      defineCheck(berta, input("once")),
    ]);
    const failed = both.filter((one) => one.status === "rejected");
    expect(failed.map(({ reason }) => (reason instanceof Problem ? reason.status : reason))).toEqual([422]);
  });

  it("gives a version one successor, also to requests at one time", async () => {
    await defineCheck(anna, input("next"));
    const all = await Promise.allSettled(
      Array.from({ length: 4 }, () => supersedeCheck(anna, "next", version())),
    );
    const failed = all.filter((one) => one.status === "rejected");
    const types = failed.map(({ reason }) => (reason instanceof Problem ? reason.type : reason));
    expect(types).toEqual(Array(3).fill(expect.stringMatching(/undecided|not_the_latest/)));
  });

  it("finds nothing that is not there", async () => {
    for (const id of ["nothing", uuidv7()]) {
      expect(await refusal(() => getCheck(anna, id))).toEqual([404, "not_found"]);
      expect(await refusal(() => supersedeCheck(anna, id, version()))).toEqual([404, "not_found"]);
      expect(await refusal(() => decideCheck(anna, id, { outcome: "approved" }))).toEqual([404, "not_found"]);
    }
    expect(await refusal(() => getCheck(testActor("admin"), "tilt"))).toEqual([403, "forbidden"]);
  });
});

describe("a reference share", () => {
  const test = { ...TILT, baseline: "reference_share", reference: "0.2" };

  it("waits for a second person from its first version on", async () => {
    const made = await defineCheck(anna, input("share", { test, reason: "The contract of 2025 says so." }));
    expect([made.status, made.reason]).toEqual(["proposed", "The contract of 2025 says so."]);
    expect(await refusal(() => decideCheck(anna, "share", { outcome: "approved" }))).toEqual([
      409,
      "self_approval",
    ]);
    expect((await decideCheck(berta, "share", { outcome: "approved" })).status).toBe("waiting");
  });
});

describe("superseding", () => {
  it("needs another person, and a version only once", async () => {
    const first = await defineCheck(anna, input("twice"));
    expect(await refusal(() => decideCheck(berta, "twice", { outcome: "approved" }))).toEqual([
      409,
      "nothing_to_decide",
    ]);
    const second = await supersedeCheck(anna, "twice", version());
    expect(second).toMatchObject({
      ...{ key: "twice", check_version: 2, status: "proposed", reason: "A smaller tilt matters." },
      supersedes: { id: first.id, check_version: 1 },
    });
    expect(second.clause.key).toBe("routing");
    expect(await actionsOf(second.id)).toEqual(["check:supersede"]);
    expect(await refusal(() => supersedeCheck(berta, "twice", version()))).toEqual([409, "undecided"]);
    expect(await refusal(() => supersedeCheck(berta, first.id, version()))).toEqual([409, "not_the_latest"]);
    expect(await refusal(() => decideCheck(anna, "twice", { outcome: "approved" }))).toEqual([
      409,
      "self_approval",
    ]);
    expect(await refusal(() => decideCheck(writeKey, "twice", { outcome: "approved" }))).toEqual([
      403,
      "person_required",
    ]);
    expect(await refusal(() => decideCheck(executive, "twice", { outcome: "approved" }))).toEqual([
      403,
      "forbidden",
    ]);
    const decided = await decideCheck(berta, "twice", { outcome: "approved", note: "Agreed." });
    expect([decided.status, decided.decision?.decided_by]).toEqual(["waiting", `person:${berta.id}`]);
    expect(await refusal(() => decideCheck(berta, "twice", { outcome: "refused" }))).toEqual([
      409,
      "decided",
    ]);
    expect(await actionsOf(second.id)).toEqual(["check:approve", "check:supersede"]);
    const old = await getCheck(anna, first.id);
    expect([old.status, old.superseded_by?.status]).toEqual(["waiting", "waiting"]);
  });

  it("names faults as defining does", async () => {
    const test = { ...TILT, focus: "party:nobody" };
    expect(
      await refusal(() => supersedeCheck(anna, "tilt", version({ first_day: "2026-02-01", test }))),
    ).toEqual(["/first_day", "/test/focus"]);
    expect(await refusal(() => supersedeCheck(executive, "tilt", version()))).toEqual([403, "forbidden"]);
  });

  it("goes on from a version that was refused", async () => {
    await defineCheck(anna, input("refused"));
    await supersedeCheck(anna, "refused", version());
    expect((await decideCheck(berta, "refused", { outcome: "refused" })).status).toBe("refused");
    const third = await supersedeCheck(anna, "refused", version());
    expect([third.check_version, third.status]).toEqual([3, "proposed"]);
  });
});

describe("as days go by", () => {
  const runnable = async () =>
    (await withActor(anna, listRunnableChecks))
      .filter(({ key }) => ["twice", "refused", "share"].includes(key))
      .map(({ key, check_version }) => `${key} ${check_version}`);

  it("the old version runs on beside the new one to the end of its window", async () => {
    expect(await runnable()).toEqual([]);
    await setClock("2026-03-03T09:00:00Z");
    expect(await runnable()).toEqual(["refused 1", "share 1", "twice 1"]);
    const first = (await listChecks(anna, ChecksQuery.parse({ key: "twice" }))).items[1];
    if (!first) throw new Error("The first version is missing.");
    expect([first.status, first.window]).toEqual(["running", { from: "2026-03-02", to: "2026-04-01" }]);
    await writeResult(await withActor(anna, (tx) => loadCheck(tx, first.id)), {
      day: "2026-03-02",
      verdict: "watch",
    });
    await setClock("2026-03-20T09:00:00Z");
    const statuses = async () =>
      (await listChecks(anna, ChecksQuery.parse({ key: "twice" }))).items.map(
        ({ check_version, status, window }) => `${check_version} ${status} ${window?.to ?? "-"}`,
      );
    expect(await statuses()).toEqual(["2 running 2026-04-14", "1 superseded 2026-04-01"]);
    expect(await runnable()).toEqual(["refused 1", "share 1", "twice 1", "twice 2"]);
    await setClock("2026-04-01T09:00:00Z");
    expect(await statuses()).toEqual(["2 running 2026-04-14", "1 ended -"]);
    const view = await getCheck(anna, first.id);
    expect(view.strip.map(({ day, verdict, runs }) => [day, verdict, runs])).toEqual([
      ["2026-03-02", "watch", 1],
    ]);
    expect([view.open_findings, view.latest?.verdict]).toEqual([1, "watch"]);
  });

  it("what nobody decided lapses", async () => {
    const { later } = await getCheck(anna, "refused");
    const third = later.at(-1);
    if (!third) throw new Error("The third version is missing.");
    expect([third.check_version, third.status]).toEqual([3, "lapsed"]);
    expect(await refusal(() => decideCheck(berta, third.id, { outcome: "approved" }))).toEqual([
      409,
      "lapsed",
    ]);
    const again = version({ first_day: "2026-04-02" });
    expect((await supersedeCheck(anna, third.id, again)).check_version).toBe(4);
  });

  it("lists by key, status, metric and clause, a page at a time", async () => {
    const keys = async (query: object) =>
      (await listChecks(executive, ChecksQuery.parse(query))).items.map(
        ({ key, check_version }) => `${key} ${check_version}`,
      );
    expect(await keys({ metric: "attestation" })).toEqual(["ask 1"]);
    expect(await keys({ clause: "launch" })).toEqual(["ask 1"]);
    expect(await keys({ status: ["ended", "refused"] })).toEqual(["refused 2", "twice 1"]);
    expect(await keys({ status: "proposed", commitment: "promise" })).toEqual(["refused 4"]);
    expect(await keys({ commitment: "other" })).toEqual([]);
    const page = await listChecks(executive, ChecksQuery.parse({ limit: "3" }));
    expect([page.items.length, page.next_cursor]).toEqual([3, "3"]);
    expect(await keys({ cursor: "3", limit: "2" })).toHaveLength(2);
    expect(await refusal(() => listChecks(testActor("admin"), ChecksQuery.parse({})))).toEqual([
      403,
      "forbidden",
    ]);
  });
});
