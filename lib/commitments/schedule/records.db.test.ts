import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { seedRegister } from "@/lib/neutrality/testing/seed";
import { OPERATOR, testActor } from "@/lib/testing/actors";
import { insertDecisions } from "@/lib/testing/decisions";
import type { LoadedCheck } from "../checks/store";
import { noticeHash, noticeText } from "../notices/text";
import { announceNotice, openNotice, verifyResult } from "../server";
import { makeCheck, makeCommitment, setClock } from "../testing/promise";
import { newWatch } from "./rejudge";
import { RUNNER } from "./runner";
import { tick } from "./tick";

// What the register and the notices say is looked at when it changes, not at the next due day a month later.
const anna = testActor("compliance");
const watch = newWatch();
let listing: LoadedCheck;
let notice: LoadedCheck;
let now = "2026-04-29T12:00:00Z";

const clock = (to: string) => {
  now = to;
  return setClock(to);
};

/** Two looks, since what has just changed is left until it is quiet. */
async function look(): Promise<number> {
  let again = 0;
  for (let n = 0; n < 2; n++) again += (await tick(Date.parse(now), { runner: RUNNER }, watch)).again;
  return again;
}

const results = (check: LoadedCheck) =>
  withActor(OPERATOR, (tx) =>
    tx.checkResult.findMany({ where: { check_id: check.id }, orderBy: { number: "asc" } }),
  );
const last = async (check: LoadedCheck) => {
  const row = (await results(check)).at(-1);
  if (!row) throw new Error("There is no result.");
  const { figures, day, ...rest } = row;
  return {
    ...rest,
    day: day.toISOString().slice(0, 10),
    because: (figures as { because: string[] }).because,
  };
};

const POLICY = { router: "main", version: "v2", from: "2026-05-20T00:00:00.000Z", rule: null };
const text = noticeText({ ...POLICY, aliases: [], models: [] }, "salt");

const product = (key: string, data: { ga?: string; listed?: string }) =>
  withActor(OPERATOR, async (tx) => {
    const { ga, listed } = data;
    const { id } = await tx.product.update({
      where: { key },
      data: { ...(ga ? { ga } : {}), version: { increment: 1 }, updated_at: new Date() },
    });
    const platform = await tx.party.findFirstOrThrow({ where: { kinds: { has: "platform" } } });
    const channel = { product_id: id, channel_id: platform.id };
    if (listed) await tx.availability.create({ data: { id: crypto.randomUUID(), ...channel, from: listed } });
  });

beforeAll(async () => {
  await seedRegister();
  await clock(now);
  await makeCommitment("promise", ["placement"]);
  const make = (key: string, test: object) =>
    makeCheck({
      ...{ key, commitment: "promise", clause: "placement" },
      definition: { test, first_day: "2026-05-01", window_days: 365, schedule: { every: "month" } },
    });
  listing = await make("listing", { metric: "listing_time" });
  notice = await make("notice", { metric: "notice_period", days: 10 });
  await announceNotice(anna, {
    ...{ router: "main", policy_version: "v2", content_hash: noticeHash(text) },
    effective_from: POLICY.from,
  });
  await withActor(OPERATOR, (tx) =>
    tx.policy.create({
      data: {
        ...{ id: crypto.randomUUID(), key: "main@v2", router: "main", policy_version: "v2", models: [] },
        ...{ from: new Date(POLICY.from), updated_by: "system:operator" },
      },
    }),
  );
  await product("amazon", { ga: "2026-05-02", listed: "2026-05-03" });
  await clock("2026-06-01T12:00:00Z");
  await look();
});

describe("time to listing", () => {
  it("is judged again when a release is recorded, also of what was never listed", async () => {
    expect(await last(listing)).toMatchObject({ number: 1, verdict: "inconclusive", day: "2026-05-31" });
    await product("openai", { ga: "2025-08-04" });
    expect([await look(), await look()]).toEqual([1, 0]);
    // Three hundred days without a listing are the worst treatment, and no way to keep the promise.
    expect(await last(listing)).toMatchObject({
      ...{ number: 2, verdict: "breach", trigger: "catalogue_change", day: "2026-05-31" },
      why: "The register gives other releases or listings than when it was measured; measured again: 1 day, from 2026-05-31 to 2026-05-31.",
    });
  });

  it("is judged again when a listing is recorded, and not when nothing changes it", async () => {
    await product("openai", { listed: "2026-05-05" });
    expect([await look(), await look()]).toEqual([1, 0]);
    await product("meta", {});
    expect(await look()).toBe(0);
    expect((await results(notice)).length).toBe(1);
    for (const { id } of await results(listing))
      expect(await verifyResult(anna, id)).toMatchObject({ verified: true, recomputed: true });
  });
});

describe("a notice", () => {
  it("that is opened late is judged again, and says so whatever day it is judged", async () => {
    expect(await last(notice)).toMatchObject({
      ...{ number: 1, verdict: "watch", because: ["notice_not_opened: main v2"] },
    });
    const row = await withActor(OPERATOR, (tx) => tx.policyNotice.findFirstOrThrow());
    await openNotice(anna, row.id, { content: text });
    expect([await look(), await look()]).toEqual([1, 0]);
    expect(await last(notice)).toMatchObject({
      ...{ verdict: "watch", trigger: "catalogue_change", because: ["notice_opened_late: main v2"] },
    });
  });

  it("is not lengthened by a later time in the register", async () => {
    const to = (from: string) =>
      withActor(OPERATOR, (tx) =>
        tx.policy.update({
          where: { key: "main@v2" },
          data: { from: new Date(from), version: { increment: 1 }, updated_at: new Date() },
        }),
      );
    const chosen_model = "gpt-mini";
    await insertDecisions([
      {
        decision_id: "a",
        occurred_at: "2026-05-04T10:00:00Z",
        router: "main",
        policy_version: "v2",
        chosen_model,
      },
      {
        decision_id: "b",
        occurred_at: "2026-05-06T10:00:00Z",
        router: "main",
        policy_version: "v3",
        chosen_model,
      },
      {
        decision_id: "c",
        occurred_at: "2026-05-06T10:00:00Z",
        router: "main",
        policy_version: "",
        chosen_model,
      },
    ]);
    await to("2026-05-21T00:00:00Z");
    expect(await look()).toBe(1);
    // The text that was opened gives another time than the register now: and the log another than both.
    expect((await last(notice)).because).toEqual([
      ...["notice_says_other: main v2", "no_notice: main v3"],
      ...["not_in_register: main v3", "decided_before: main v2"],
    ]);
    await to(POLICY.from);
    expect(await look()).toBe(1);
    const { verdict, because } = await last(notice);
    expect([verdict, because]).toEqual([
      "breach",
      [
        ...["notice_too_short: main v2", "no_notice: main v3", "notice_opened_late: main v2"],
        ...["not_in_register: main v3", "decided_before: main v2"],
      ],
    ]);
    for (const { id } of await results(notice))
      expect(await verifyResult(anna, id)).toMatchObject({ verified: true, recomputed: true });
  });
});
