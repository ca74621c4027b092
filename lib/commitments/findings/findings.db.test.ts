import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { createPerson, grantRole } from "@/lib/identity/server";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import type { LoadedCheck } from "../checks/store";
import {
  closeFinding,
  commentFinding,
  decideRisk,
  getFinding,
  listFindings,
  patchFinding,
  remedyFinding,
  requestRisk,
} from "../server";
import { makeCheck, makeCommitment, setClock, writeResult } from "../testing/promise";
import { refusedWith } from "../testing/refusal";
import { endRisks } from "./end-risks";

const anna = testActor("compliance");
const berta = testActor("compliance");
const executive = testActor("executive");

const tilt = (first_day: string) => ({
  test: { metric: "routing_tilt", baseline: "owner_blind", focus: "first_party" },
  first_day,
  window_days: 30,
});

const findingsOf = async (check: LoadedCheck) =>
  (await listFindings(anna, { check: check.id, limit: 10 })).items;

async function onlyFinding(check: LoadedCheck): Promise<string> {
  const [finding, ...more] = await findingsOf(check);
  if (!finding || more.length > 0) throw new Error(`${more.length + (finding ? 1 : 0)} findings.`);
  return finding.id;
}

let day = 0;
/** Moves the clock to the morning after the n-th day of the test, and returns that day. */
async function nightAfter(n: number): Promise<string> {
  day = Math.max(day, n);
  await setClock(new Date(Date.UTC(2026, 0, 2 + day, 6)).toISOString());
  return new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
}

let checks: Record<"tilt" | "failing" | "risk" | "retest" | "innocent" | "kept", LoadedCheck>;

beforeAll(async () => {
  await setClock("2025-12-31T12:00:00Z");
  await makeCommitment("promise", ["routing", "other"]);
  const make = (name: string, clause = "routing", first_day = "2026-01-01") =>
    makeCheck({ key: name, commitment: "promise", clause, definition: tilt(first_day) });
  checks = {
    tilt: await make("tilt"),
    failing: await make("failing", "other"),
    risk: await make("risk", "other"),
    kept: await make("kept", "other"),
    retest: await make("retest", "routing", "2026-01-08"),
    innocent: await makeCheck({
      ...{ key: "innocent", commitment: "promise", clause: "routing" },
      definition: { ...tilt("2026-01-08"), test: { ...tilt("2026-01-08").test, scope: { router: "other" } } },
    }),
  };
});

describe("a result", () => {
  it("opens one finding for watch, and makes it worse with breach, once", async () => {
    const first = await nightAfter(0);
    await writeResult(checks.tilt, { day: first, verdict: "watch" });
    for (const n of [1, 2, 3])
      await writeResult(checks.tilt, { day: await nightAfter(n), verdict: n === 1 ? "watch" : "breach" });
    const view = await getFinding(executive, await onlyFinding(checks.tilt));
    expect(view).toMatchObject({
      kind: "tilt",
      verdict: "breach",
      status: "open",
      opened_day: first,
      version: 2,
    });
    expect(view.events.map(({ kind }) => kind)).toEqual(["opened", "worsened"]);
    expect(view.events[0]?.actor_label).toBe("System, checks");
  });

  it("opens none when it is kept, inconclusive or without data", async () => {
    for (const [n, verdict] of [
      [0, "kept"],
      [1, "inconclusive"],
      [2, "no_data"],
    ] as const)
      await writeResult(checks.kept, { day: await nightAfter(n), verdict });
    expect(await findingsOf(checks.kept)).toEqual([]);
  });

  it("that failed opens another finding when the one before was closed", async () => {
    await writeResult(checks.failing, { day: await nightAfter(3), verdict: "failed" });
    await writeResult(checks.failing, { day: await nightAfter(4), verdict: "failed" });
    const id = await onlyFinding(checks.failing);
    const ran = await writeResult(checks.failing, { day: await nightAfter(5), verdict: "kept" });
    expect((await getFinding(anna, id)).closing_candidates.map((one) => one.id)).toEqual([ran]);
    expect(await closeFinding(anna, id, { result: ran })).toMatchObject({
      status: "closed",
      closing_result: ran,
    });
    await writeResult(checks.failing, { day: await nightAfter(6), verdict: "failed" });
    expect((await findingsOf(checks.failing)).map(({ status }) => status)).toEqual(["open", "closed"]);
  });
});

describe("from evidence to closure", () => {
  it("is owned, explained, mended and closed by a window that began after the remedy", async () => {
    const id = await onlyFinding(checks.tilt);
    const person = await createPerson(OPERATOR, { email: "owner@example.com", name: "An owner" });
    expect(await refusedWith(patchFinding(anna, id, { owner: "owner@example.com" }, 2))).toEqual([
      422,
      "invalid",
    ]);
    // Who may read findings and not act on them cannot own one.
    const reader = await createPerson(OPERATOR, { email: "reader@example.com", name: "A reader" });
    await grantRole(OPERATOR, reader.person.id, { role: "executive" });
    expect(await refusedWith(patchFinding(anna, id, { owner: "reader@example.com" }, 2))).toEqual([
      422,
      "invalid",
    ]);
    await grantRole(OPERATOR, person.person.id, { role: "compliance" });
    const owned = await patchFinding(
      anna,
      id,
      { owner: "owner@example.com", cause: "A weight was added.", due_on: "2026-02-01" },
      2,
    );
    expect(owned).toMatchObject({
      owner_label: "An owner",
      due_on: "2026-02-01",
      overdue: false,
      version: 3,
    });
    expect(await refusedWith(patchFinding(anna, id, { owner: null }, 2))).toEqual([412, "stale_version"]);
    expect((await patchFinding(anna, id, { cause: "A weight was added." }, 3)).version).toBe(3);

    const early = await writeResult(checks.tilt, { day: await nightAfter(7), verdict: "kept" });
    expect(await refusedWith(closeFinding(anna, id, { result: early }))).toEqual([409, "not_shown"]);
    expect(
      await refusedWith(remedyFinding(anna, id, { remedy: "Taken out.", remedied_on: "2026-01-20" })),
    ).toEqual([422, "invalid"]);
    expect(
      await refusedWith(remedyFinding(anna, id, { remedy: "Taken out.", remedied_on: "2025-12-31" })),
    ).toEqual([422, "invalid"]);
    const remedied = await remedyFinding(anna, id, { remedy: "Taken out.", remedied_on: "2026-01-07" });
    expect(remedied).toMatchObject({ status: "remedied", closing_candidates: [] });
    expect(await refusedWith(closeFinding(anna, id, { result: early }))).toEqual([409, "not_shown"]);

    for (const [n, verdict] of [
      [8, "inconclusive"],
      [9, "inconclusive"],
      [10, "kept"],
    ] as const)
      await writeResult(checks.retest, { day: await nightAfter(n), window_from: "2026-01-08", verdict });
    const innocent = await writeResult(checks.innocent, {
      ...{ day: await nightAfter(10), window_from: "2026-01-08", verdict: "kept" },
    });
    expect(await refusedWith(closeFinding(anna, id, { result: innocent }))).toEqual([409, "not_shown"]);
    await expect(
      withActor(
        anna,
        (tx) =>
          tx.$executeRaw`UPDATE finding SET status = 'closed', closed_at = now(), closing_result_id = ${innocent}::uuid WHERE id = ${id}::uuid`,
      ),
    ).rejects.toThrow(/only a later result/);
    const shown = await getFinding(anna, id);
    const [candidate] = shown.closing_candidates;
    expect(shown.events.filter(({ kind }) => kind === "retest").map(({ detail }) => detail.verdict)).toEqual([
      "inconclusive",
      "kept",
    ]);
    const closed = await closeFinding(anna, id, { result: candidate?.id ?? "" });
    expect(closed).toMatchObject({ status: "closed", closing_candidates: [] });
    expect(closed.closed_at).not.toBeNull();
    expect(await refusedWith(patchFinding(anna, id, { cause: null }, closed.version))).toEqual([
      409,
      "finding_closed",
    ]);
    const said = await commentFinding(anna, id, { text: "Told the partners." });
    expect(said.events.at(-1)).toMatchObject({ kind: "commented", actor: `person:${anna.id}` });

    const entries = await withActor(OPERATOR, (tx) =>
      tx.auditEntry.findMany({ where: { entity_id: id }, orderBy: { seq: "asc" }, select: { action: true } }),
    );
    expect(entries.map(({ action }) => action)).toEqual([
      "finding:open",
      "finding:worsen",
      "finding:change",
      "finding:remedy",
      "finding:close",
      "finding:comment",
    ]);
  });

  it("says when it is overdue", async () => {
    const id = await onlyFinding({ ...checks.risk, id: (await openRisk()).id });
    const { version } = await getFinding(anna, id);
    await patchFinding(anna, id, { due_on: await nightAfter(11) }, version).catch(() => null);
    await patchFinding(anna, id, { due_on: "2026-01-13" }, version);
    await nightAfter(14);
    expect(await getFinding(anna, id)).toMatchObject({ due_on: "2026-01-13", overdue: true });
    const numbers = async (overdue: "true" | "false") =>
      (await listFindings(anna, { overdue, limit: 10 })).items.filter((one) => one.id === id).length;
    expect([await numbers("true"), await numbers("false")]).toEqual([1, 0]);
  });
});

async function openRisk(): Promise<LoadedCheck> {
  await writeResult(checks.risk, { day: await nightAfter(10), verdict: "watch" });
  return checks.risk;
}

describe("accepting a risk", () => {
  it("takes two people and an end date, and ends on the day", async () => {
    const id = await onlyFinding(checks.risk);
    const until = "2026-01-17";
    expect(await refusedWith(decideRisk(berta, id, { outcome: "accepted" }))).toEqual([409, "no_request"]);
    expect(await refusedWith(requestRisk(anna, id, { until: "2026-01-10", reason: "late" }))).toEqual([
      422,
      "invalid",
    ]);
    const asked = await requestRisk(anna, id, { until, reason: "The fix ships then." });
    expect(asked.risk_request).toMatchObject({ until, reason: "The fix ships then." });
    expect(await refusedWith(decideRisk(anna, id, { outcome: "accepted" }))).toEqual([409, "self_approval"]);
    const accepted = await decideRisk(berta, id, { outcome: "accepted", note: "Once." });
    expect(accepted).toMatchObject({
      status: "risk_accepted",
      risk_until: until,
      risk_request: null,
      overdue: false,
    });

    await nightAfter(16);
    expect(await endRisks(Date.UTC(2026, 0, 17, 23, 59))).toBe(0);
    expect(await endRisks(Date.UTC(2026, 0, 18))).toBe(1);
    const ended = await getFinding(anna, id);
    expect(ended).toMatchObject({ status: "open", risk_until: null });
    expect(ended.events.at(-1)).toMatchObject({ kind: "risk_ended", actor: "system:checks" });
  });

  it("can be refused, and what was accepted as a watch ends with a breach", async () => {
    const id = await onlyFinding(checks.risk);
    await requestRisk(anna, id, { until: "2026-03-01", reason: "Again." });
    expect((await decideRisk(berta, id, { outcome: "refused" })).risk_request).toBeNull();
    await requestRisk(anna, id, { until: "2026-03-01", reason: "Once more." });
    await decideRisk(berta, id, { outcome: "accepted" });
    await writeResult(checks.risk, { day: await nightAfter(17), verdict: "breach" });
    expect(await getFinding(anna, id)).toMatchObject({ verdict: "breach", status: "open", risk_until: null });
  });

  it("is refused by the database when one person does both, or moves the end alone", async () => {
    const id = await onlyFinding(checks.risk);
    const update = (actor: typeof anna, until: string) =>
      withActor(
        actor,
        (tx) =>
          tx.$executeRaw`UPDATE finding SET status = 'risk_accepted', risk_until = ${until}::date WHERE id = ${id}::uuid`,
      );
    await expect(update(anna, "2026-03-02")).rejects.toThrow(/second person/);
    await requestRisk(anna, id, { until: "2026-03-02", reason: "Again." });
    await expect(update(anna, "2026-03-02")).rejects.toThrow(/second person/);
    await decideRisk(berta, id, { outcome: "accepted" });
    await expect(update(berta, "2027-01-01")).rejects.toThrow(/second person/);
  });
});

it("lists page by page, newest first, with filters", async () => {
  const all = (await listFindings(executive, { limit: 100 })).items;
  const first = await listFindings(executive, { limit: 1 });
  const second = await listFindings(executive, { limit: 1, cursor: first.next_cursor ?? "" });
  expect([...first.items, ...second.items]).toEqual(all.slice(0, 2));
  const closed = await listFindings(executive, { status: ["closed"], limit: 10 });
  expect(closed.items.map(({ status }) => status)).toEqual(["closed", "closed"]);
  const owned = await listFindings(executive, { owner: "owner@example.com", check: "tilt", limit: 10 });
  expect(owned.items).toHaveLength(1);
  const unowned = await listFindings(executive, { owner: "none", limit: 10 });
  expect(unowned.items.length + owned.items.length).toBe(all.length);
});
