import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { ALLOWED, attempt } from "@/lib/commitments/testing/attempt";
import { asDetection, type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import { recertificationDays } from "@/lib/register";
import type { ReviewStatus as Status } from "@/lib/register/reviews/schema";
import { approved } from "@/lib/register/reviews/testing/scene";
import {
  declare,
  insertDecision,
  type Reviews,
  setReviews,
  setStatus,
} from "@/lib/register/reviews/testing/sql";
import { declareInterest } from "@/lib/register/server";
import { makeKey } from "@/lib/register/testing/people";
import { OPERATOR } from "@/lib/testing/actors";

// What no service can be argued out of: asked of Postgres itself, as the application's role.

let all: Reviews;
beforeAll(async () => {
  all = await setReviews();
  await makeKey(all.people.clara);
});

describe("in SQL, as the application's role", () => {
  const run = (text: string) => attempt(all.people.clara, (tx) => tx.$executeRawUnsafe(text));
  it.each([
    [
      "a decision changed",
      "UPDATE review_decision SET outcome = 'approved'",
      /permission denied|never changed/,
    ],
    ["a decision deleted", "DELETE FROM review_decision", /permission denied|never changed/],
    [
      "a declaration changed",
      "UPDATE review_interest SET has_interest = false",
      /permission denied|never changed/,
    ],
    ["a review deleted", "DELETE FROM review", /permission denied|never changed/],
    ["a comment changed", "UPDATE overlap_comment SET text = 'x'", /permission denied|never changed/],
    [
      "a review given to somebody else",
      "UPDATE review SET requested_by = 'person:x'",
      /not changed|changes it|is over/,
    ],
    ["a delegation deleted", "DELETE FROM review_delegation", /permission denied/],
    ["an overlap cleared", "UPDATE overlap SET status = 'cleared'", /outcome that an approved review/],
    ["an overlap taken for superseded", "UPDATE overlap SET status = 'superseded'", /say where it stands/],
    [
      "an overlap taken for new",
      "UPDATE overlap SET status = 'detected' WHERE status = 'under_review'",
      /say where it stands/,
    ],
    ["an overlap's facts changed", "UPDATE overlap SET facts_hash = repeat('b', 64)", /rules write/],
    ["an overlap's severity changed", "UPDATE overlap SET severity = 1", /rules write/],
    [
      "an overlap found by hand",
      `INSERT INTO overlap SELECT (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'identity', 'x',
        'number', 9999, 'status', 'detected'))).* FROM overlap o LIMIT 1`,
      /rules find overlaps/,
    ],
    ["a key given another maker", "UPDATE api_key SET created_by = 'person:x'", /who made a key/],
    ["the memory of walls read", "SELECT * FROM overlap_wall", /permission denied/],
  ])("%s is refused", async (_, text, message) => {
    expect(await run(text)).toMatch(message);
  });

  it("as the detection role no outcome is given, and none decided", async () => {
    const as = (work: (tx: Tx) => Promise<unknown>) =>
      attempt(all.people.clara, (tx) => asDetection(tx, work));
    const { overlap_id, id } = all.at.submitted;
    expect(
      await as((tx) => tx.$executeRaw`UPDATE overlap SET status = 'cleared' WHERE id = ${overlap_id}::uuid`),
    ).toMatch(/outcome that an approved review/);
    expect(await as((tx) => insertDecision(tx, all.at.submitted, "approved"))).toMatch(/permission denied/);
    expect(
      await as((tx) => tx.$executeRaw`UPDATE review SET rationale = 'x' WHERE id = ${id}::uuid`),
    ).toMatch(/goes stale/);
  });

  it("an outcome does not move with other facts", async () => {
    const { berta } = all.people;
    const done = await approved(all.gpt, all.people.clara, berta, { outcome: "prohibited" });
    const told = await attempt(OPERATOR, (tx) =>
      asDetection(
        tx,
        (inner) =>
          inner.$executeRaw`UPDATE overlap SET facts_hash = repeat('c', 64) WHERE status = 'prohibited'`,
      ),
    );
    expect([told, done.status]).toEqual([
      expect.stringMatching(/outcome that an approved review/),
      "approved",
    ]);
  });

  it("a second review of an overlap does not begin while one is open", async () => {
    const { overlap_id } = all.at.submitted;
    const told = await attempt(
      all.people.berta,
      (tx) => tx.$executeRaw`
      INSERT INTO review (id, overlap_id, outcome, rationale, facts_hash, facts, requested_by, updated_by)
      SELECT ${uuidv7()}::uuid, id, 'cleared', 'x', facts_hash, '{}', 'person:forged', 'x' FROM overlap WHERE id = ${overlap_id}::uuid`,
    );
    expect(told).toMatch(/review_one_open|Unique|duplicate/i);
  });

  it("a review is asked for in one's own name, as a draft, on the facts of the moment", async () => {
    const { berta } = all.people;
    const insert = (status: string, hash: string | null) => (tx: Tx) =>
      tx.$executeRaw`
      INSERT INTO review (id, overlap_id, status, outcome, rationale, facts_hash, facts, requested_by, updated_by)
      SELECT ${uuidv7()}::uuid, id, ${status}, 'cleared', 'x', coalesce(${hash}, facts_hash), '{}', 'person:forged', 'x'
      FROM overlap WHERE id = ${all.at.withdrawn.overlap_id}::uuid`;
    let author: string | undefined;
    const told = await attempt(berta, async (tx) => {
      await insert("draft", null)(tx);
      author = (
        await tx.review.findFirst({ where: { overlap_id: all.at.withdrawn.overlap_id, status: "draft" } })
      )?.requested_by;
    });
    expect([told, author]).toEqual([ALLOWED, `person:${berta.id}`]);
    expect(await attempt(berta, insert("approved", null))).toMatch(/begins as a draft|violates check/);
    expect(await attempt(berta, insert("draft", "a".repeat(64)))).toMatch(/begins as a draft/);
  });

  it("what somebody left behind is withdrawn by compliance, and nothing else is done with it", async () => {
    const { clara, berta, openai } = all.people;
    const gone = (actor: Actor, to: Status) =>
      attempt(OPERATOR, async (tx) => {
        await tx.person.update({ where: { id: clara.id }, data: { active: false } });
        await tx.$executeRaw`SELECT set_config('evenhand.actor', ${`person:${actor.id}`}, true)`;
        await setStatus(all.at.draft, "draft", to)(tx);
      });
    expect(await gone(berta, "withdrawn")).toBe(ALLOWED);
    expect(await gone(berta, "submitted")).toMatch(/whoever asked/);
    expect(await gone(openai, "withdrawn")).toMatch(/whoever asked/);
  });

  it("the days until recertification are the same in both languages", async () => {
    const rows = await withActor(
      OPERATOR,
      (tx) => tx.$queryRaw<{ severity: number; days: number }[]>`
        SELECT severity, evenhand_recertification_days(severity) AS days FROM generate_series(1, 5) severity`,
    );
    expect(rows).toEqual(
      [1, 2, 3, 4, 5].map((severity) => ({ severity, days: recertificationDays(severity) })),
    );
  });

  it("a declaration is of whoever is signed in", async () => {
    const { berta, anna } = all.people;
    await declareInterest(berta, all.at.changes_requested.id, { has_interest: false });
    let said: string | undefined;
    await attempt(berta, async (tx) => {
      await declare(tx, all.at.submitted.id, anna, true);
      said = (
        await tx.reviewInterest.findFirst({ where: { review_id: all.at.submitted.id, has_interest: true } })
      )?.declared_by;
    });
    expect(said).toBe(`person:${berta.id}`);
  });
});
