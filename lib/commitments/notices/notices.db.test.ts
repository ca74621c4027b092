import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { auditHistory } from "@/lib/audit/server";
import { migrateClickhouse } from "@/lib/clickhouse/server";
import { withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { importRegister } from "@/lib/register/server";
import { OPERATOR, testActor, testKey } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import { announceNotice, getNotice, listNotices, openNotice } from "../server";
import { ALLOWED, attempt } from "../testing/attempt";
import { setClock } from "../testing/promise";
import { refusal } from "../testing/refusal";
import { NoticeInput, NoticesQuery } from "./schema";
import { readNotices } from "./store";
import { type AnnouncedPolicy, newSalt, noticeHash, noticeText } from "./text";

const anna = testActor("compliance");
const executive = testActor("executive");
const key = testKey("write");

const policy = (version: string, over: Partial<AnnouncedPolicy> = {}): AnnouncedPolicy => ({
  ...{ router: "main", version, from: "2026-03-10T00:00:00Z", models: ["zeta-large", "acme-one"] },
  ...{ rule: { kind: "cheapest_within", band: 0.02 }, ...over },
});
const noticeOf = (text: string, version: string, over: object = {}) =>
  NoticeInput.parse({
    ...{ router: "main", policy_version: version, content_hash: noticeHash(text) },
    ...{ effective_from: "2026-03-10T00:00:00Z", ...over },
  });
const list = async (query: object = {}) =>
  (await listNotices(executive, NoticesQuery.parse(query))).items.map(({ policy_version, status }) =>
    [policy_version, status].join(" "),
  );
const texts = {
  v2: noticeText(policy("v2"), newSalt()),
  v3: noticeText(policy("v3"), newSalt()),
  v4: "Words.",
};
const ids = { v2: "", v3: "", v4: "" };

beforeAll(async () => {
  await migrateClickhouse();
  await setClock("2026-03-01T09:00:00Z");
});

describe("announcing", () => {
  it("keeps the hash, the time and who did it, and nothing of what it says", async () => {
    const made = await announceNotice(anna, noticeOf(texts.v2, "v2", { note: "By contract, thirty days." }));
    expect(made).toMatchObject({
      ...{ status: "announced", notice_days: 8, opening: null, first_decision_day: null },
      ...{ announced_at: "2026-03-01T09:00:00.000Z", announced_by: `person:${anna.id}` },
      ...{ content_hash: noticeHash(texts.v2), note: "By contract, thirty days." },
    });
    ids.v2 = made.id;
    ids.v3 = (await announceNotice(key, noticeOf(texts.v3, "v3"))).id;
    ids.v4 = (await announceNotice(anna, noticeOf(texts.v4, "v4"))).id;
    expect(await getNotice(executive, made.id)).toEqual(made);
    const history = await withActor(anna, (tx) => auditHistory(tx, "policy_notice", made.id));
    expect(history.map(({ action }) => action)).toEqual(["notice:announce"]);
  });

  it("comes before the change, once, and from who may", async () => {
    const other = noticeText(policy("v9"), newSalt());
    const announce = (actor: Actor, text: string, over = {}) =>
      refusal(() => announceNotice(actor, noticeOf(text, "v9", over)));
    expect(await announce(anna, other, { effective_from: "2026-03-01T09:00:00Z" })).toEqual([
      "/effective_from",
    ]);
    expect(await announce(anna, texts.v2)).toEqual(["/content_hash"]);
    expect(await announce(executive, other)).toEqual([403, "forbidden"]);
    expect(await refusal(() => getNotice(anna, uuidv7()))).toEqual([404, "not_found"]);
    expect(await refusal(() => getNotice(testActor("admin"), ids.v2))).toEqual([403, "forbidden"]);
  });
});

describe("opening", () => {
  it("is due on the day of the change and overdue after it", async () => {
    expect(await list()).toEqual(["v4 announced", "v3 announced", "v2 announced"]);
    await setClock("2026-03-10T00:00:00Z");
    expect(await list({ status: "due" })).toHaveLength(3);
    await setClock("2026-03-11T06:00:00Z");
    expect(await list({ status: "overdue", policy_version: "v2" })).toEqual(["v2 overdue"]);
  });

  it("shows the announced text, and whether the register says the same", async () => {
    await importRegister(OPERATOR, {
      policies: [
        {
          ...policy("v2"),
          rule: { kind: "cheapest_within", band: 0.02 },
          models: ["acme-one", "zeta-large"],
        },
        {
          ...policy("v3"),
          rule: { kind: "cheapest_within", band: 0.05 },
          models: ["acme-one", "zeta-large"],
        },
      ],
    });
    await insertDecisions([
      {
        decision_id: "a",
        occurred_at: "2026-03-10T11:00:00Z",
        chosen_model: "m",
        router: "main",
        policy_version: "v2",
      },
      {
        decision_id: "b",
        occurred_at: "2026-03-12T11:00:00Z",
        chosen_model: "m",
        router: "main",
        policy_version: "v3",
      },
    ]);
    expect(await refusal(() => openNotice(anna, ids.v2, { content: texts.v3 }))).toEqual(["/content"]);
    expect(await refusal(() => openNotice(executive, ids.v2, { content: texts.v2 }))).toEqual([
      403,
      "forbidden",
    ]);
    expect(await refusal(() => openNotice(anna, uuidv7(), { content: texts.v2 }))).toEqual([
      404,
      "not_found",
    ]);
    const opened = await openNotice(anna, ids.v2, { content: texts.v2 });
    expect(opened).toMatchObject({
      ...{ status: "opened", first_decision_day: "2026-03-10" },
      opening: { content: texts.v2, agrees: true, opened_at: "2026-03-11T06:00:00.000Z" },
    });
    const other = await openNotice(key, ids.v3, { content: texts.v3 });
    // Its first decision comes after now by the clock of checks.
    expect([other.opening?.agrees, other.first_decision_day]).toEqual([false, null]);
    expect((await openNotice(anna, ids.v4, { content: texts.v4 })).opening?.agrees).toBeNull();
    expect(await refusal(() => openNotice(anna, ids.v2, { content: texts.v2 }))).toEqual([409, "opened"]);
    const history = await withActor(anna, (tx) => auditHistory(tx, "policy_notice", ids.v2));
    expect(history.map(({ action }) => action)).toEqual(["notice:open", "notice:announce"]);
  });

  it("agrees with nothing that cannot be compared", async () => {
    await importRegister(OPERATOR, {
      policies: [{ router: "main", version: "v4", from: "2026-03-10T00:00:00Z" }],
    });
    expect((await getNotice(anna, ids.v4)).opening?.agrees).toBe(false);
  });
});

describe("reading", () => {
  it("lists a page at a time, and gives checks what they judge by", async () => {
    const page = await listNotices(executive, NoticesQuery.parse({ limit: "2" }));
    expect([page.items.length, page.next_cursor]).toEqual([2, "2"]);
    expect(await list({ cursor: "2" })).toEqual(["v2 opened"]);
    expect(await list({ router: "other" })).toEqual([]);
    const notices = await withActor(anna, readNotices);
    expect(notices.map(({ policy_version }) => policy_version)).toEqual(["v2", "v3", "v4"]);
    expect(notices.map(({ agrees }) => agrees)).toEqual([true, false, false]);
    expect(notices[0]).toMatchObject({
      announced_ms: Date.parse("2026-03-01T09:00:00Z"),
      effective_ms: Date.parse("2026-03-10T00:00:00Z"),
      opened_ms: Date.parse("2026-03-11T06:00:00Z"),
    });
  });

  it("counts days from when a notice was truly written, once there is real traffic", async () => {
    const told = await attempt(OPERATOR, async (tx) => {
      const row = { key: "real", name: "Real", generated: false, updated_by: "test" };
      await tx.trafficSource.create({ data: { id: uuidv7(), ...row } });
      for (const { policy_version, announced_ms } of await readNotices(tx))
        expect(Math.abs(Date.now() - announced_ms), policy_version).toBeLessThan(3_600_000);
    });
    expect(told).toBe(ALLOWED);
  });
});
