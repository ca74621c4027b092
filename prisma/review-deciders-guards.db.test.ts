import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { ALLOWED, attempt } from "@/lib/commitments/testing/attempt";
import { asDetection, type Tx, withActor } from "@/lib/db/server";
import {
  type DecisionOver,
  declare,
  insertDecision,
  type Reviews,
  setReviews,
} from "@/lib/register/reviews/testing/sql";
import { delegate } from "@/lib/register/server";
import { makeKey } from "@/lib/register/testing/people";
import { OPERATOR, testActor } from "@/lib/testing/actors";

// Who may decide a review, asked of Postgres itself as the application's role.

let all: Reviews;
beforeAll(async () => {
  all = await setReviews();
});

/** What Postgres has against somebody who approves, after they said that they have no interest. */
const approval = (actor: Actor, review = all.at.submitted, over: DecisionOver = {}) =>
  attempt(actor, async (tx) => {
    await declare(tx, review.id, actor, false);
    await insertDecision(tx, review, "approved", over);
  });

describe("who decides", () => {
  it("a second person of compliance, and they are who Postgres says", async () => {
    const { berta } = all.people;
    let decided: unknown;
    const told = await attempt(berta, async (tx) => {
      await declare(tx, all.at.submitted.id, berta, false);
      await insertDecision(tx, all.at.submitted, "approved");
      decided = await tx.reviewDecision.findFirst({
        where: { review_id: all.at.submitted.id },
        select: { decided_by: true, facts_hash: true },
      });
    });
    expect(told).toBe(ALLOWED);
    expect(decided).toEqual({
      decided_by: `person:${berta.id}`,
      facts_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("not whoever asked, nor their key, nor anybody else's", async () => {
    const { clara, berta } = all.people;
    expect(await approval(clara)).toMatch(/somebody else decides: requester/);
    for (const maker of [clara, berta])
      expect(await approval(await makeKey(maker))).toMatch(
        /review_interest_person|a person of compliance decides/,
      );
  });

  it("not whoever last edited a fact, nor whoever made the key that did", async () => {
    const { anna, berta } = all.people;
    const { overlap_id, id } = all.at.submitted;
    const product = await withActor(OPERATOR, async (tx) => {
      const [fact] = await tx.$queryRaw<{ id: string }[]>`
        SELECT f.id::text FROM overlap o CROSS JOIN LATERAL jsonb_to_recordset(o.path) AS f(entity text, id uuid)
        WHERE o.id = ${overlap_id}::uuid AND f.entity = 'product' LIMIT 1`;
      return fact?.id ?? "";
    });
    /** In somebody else's name, which is not taken. */
    const edit = (by: Actor) =>
      withActor(by, (tx) =>
        tx.product.update({ where: { id: product }, data: { updated_by: `person:${berta.id}` } }),
      );
    await edit(anna);
    expect(await approval(anna)).toMatch(/somebody else decides: fact_editor/);
    expect(await approval(berta)).toBe(ALLOWED);
    await edit(await makeKey(anna));
    expect(await approval(anna)).toMatch(/fact_editor/);
    await edit(OPERATOR);
    expect([await approval(anna), id]).toEqual([ALLOWED, all.at.submitted.id]);
  });

  it("nobody without the role, and nobody whose role ended", async () => {
    const { auditor, executive, openai, berta } = all.people;
    for (const actor of [auditor, executive, openai, testActor("compliance")])
      expect(await approval(actor)).toMatch(/a person of compliance decides|violates row-level security/);
    const without = (data: object) =>
      attempt(OPERATOR, async (tx) => {
        await tx.personRole.updateMany({ where: { person_id: berta.id }, data });
        await tx.$executeRaw`SELECT set_config('evenhand.actor', ${`person:${berta.id}`}, true)`;
        await declare(tx, all.at.submitted.id, berta, false);
        await insertDecision(tx, all.at.submitted, "approved");
      });
    const past = new Date(Date.now() - 1000);
    expect(await without({ state: "revoked", revoked_at: past })).toMatch(/a person of compliance decides/);
    expect(await without({ expires_at: past })).toMatch(/a person of compliance decides/);
    expect(await without({ expires_at: new Date(Date.now() + 60_000) })).toBe(ALLOWED);
  });

  it("nobody who manages a partner that it concerns", async () => {
    const { berta } = all.people;
    const told = await attempt(berta, async (tx) => {
      await tx.$executeRaw`INSERT INTO party_manager (party_id, email)
        SELECT party_id, ${berta.email.toUpperCase()} FROM overlap_party WHERE overlap_id = ${all.at.submitted.overlap_id}::uuid LIMIT 1`;
      await declare(tx, all.at.submitted.id, berta, false);
      await insertDecision(tx, all.at.submitted, "approved");
    });
    expect(told).toMatch(/somebody else decides: inside/);
  });

  it("nobody who did not say that they have no interest, or who once said that they have one", async () => {
    const { berta } = all.people;
    expect(await attempt(berta, (tx) => insertDecision(tx, all.at.submitted, "approved"))).toMatch(
      /says first/,
    );
    const told = await attempt(berta, async (tx) => {
      await declare(tx, all.at.submitted.id, berta, true);
      await declare(tx, all.at.submitted.id, berta, false);
      await insertDecision(tx, all.at.submitted, "approved");
    });
    expect(told).toMatch(/somebody else decides: interest/);
  });

  it("not another round than the one submitted, and not one twice", async () => {
    const { berta, anna } = all.people;
    expect(await approval(berta, all.at.submitted, { round: 2 })).toMatch(/nothing to decide/);
    expect(await approval(berta, all.at.changes_requested)).toMatch(/nothing to decide/);
    const told = await attempt(berta, async (tx) => {
      await declare(tx, all.at.submitted.id, berta, false);
      await insertDecision(tx, all.at.submitted, "approved");
      await tx.$executeRaw`SELECT set_config('evenhand.actor', ${`person:${anna.id}`}, true)`;
      await declare(tx, all.at.submitted.id, anna, false);
      await insertDecision(tx, all.at.submitted, "rejected");
    });
    expect(told).toMatch(/review_decision_review_id_round|Unique|duplicate/i);
  });

  it("not on facts that have changed since", async () => {
    const { berta } = all.people;
    // By somebody else: whoever changed the facts does not decide on them either way.
    const by = (tx: Tx, actor: string) => tx.$executeRaw`SELECT set_config('evenhand.actor', ${actor}, true)`;
    const change = async (tx: Tx, actor: string) => {
      await by(tx, actor);
      await asDetection(
        tx,
        (inner) =>
          inner.$executeRaw`UPDATE overlap SET facts_hash = repeat('a', 64) WHERE id = ${all.at.submitted.overlap_id}::uuid`,
      );
      await by(tx, `person:${berta.id}`);
    };
    const as = (outcome: string, actor = "system:operator") =>
      attempt(berta, async (tx) => {
        await change(tx, actor);
        await declare(tx, all.at.submitted.id, berta, false);
        await insertDecision(tx, all.at.submitted, outcome);
      });
    expect(await as("approved")).toMatch(/its facts have changed/);
    expect(await as("changes_requested")).toBe(ALLOWED);
    expect(await as("changes_requested", `person:${berta.id}`)).toMatch(/somebody else decides: fact_editor/);
  });

  it("what was handed on by somebody who may decide it, until the day", async () => {
    const { anna, berta, clara } = all.people;
    const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const from = async (giver: typeof anna) =>
      (await delegate(giver, { to: berta.email, until, reason: "Away." })).id;
    const [fair, unfair] = [await from(anna), await from(clara)];
    expect(await approval(berta, all.at.submitted, { delegation_id: fair })).toBe(ALLOWED);
    expect(await approval(anna, all.at.submitted, { delegation_id: fair })).toMatch(/nobody hands on/);
    expect(await approval(berta, all.at.submitted, { delegation_id: unfair })).toMatch(/nobody hands on/);
    const revoked = await attempt(anna, async (tx) => {
      await tx.$executeRaw`UPDATE review_delegation SET revoked_at = now() WHERE id = ${fair}::uuid`;
      await tx.$executeRaw`SELECT set_config('evenhand.actor', ${`person:${berta.id}`}, true)`;
      await declare(tx, all.at.submitted.id, berta, false);
      await insertDecision(tx, all.at.submitted, "approved", { delegation_id: fair });
    });
    expect(revoked).toMatch(/nobody hands on/);
  });

  it("the queue's own list of what somebody edited says the same", async () => {
    const { anna, berta, clara } = all.people;
    await withActor(anna, (tx) =>
      tx.party.updateMany({ where: { key: "openai" }, data: { note: "Anna's." } }),
    );
    const key = await makeKey(berta);
    await withActor(key, (tx) =>
      tx.product.updateMany({ where: { key: "claude" }, data: { note: "A key's." } }),
    );
    await withActor(clara, (tx) =>
      tx.party.updateMany({ where: { key: "aws" }, data: { note: "Our own." } }),
    );
    const rows = await withActor(
      OPERATOR,
      (tx) => tx.$queryRaw<{ name: string; one: string[]; all: string[] }[]>`
        SELECT p.name, ARRAY(SELECT r.overlap_id::text FROM review r WHERE r.status = 'submitted'
            AND 'person:' || p.id IN (SELECT evenhand_fact_editors(r.overlap_id)) ORDER BY 1) AS one,
          ARRAY(SELECT DISTINCT e::text FROM evenhand_edited('person:' || p.id) e ORDER BY 1) AS all FROM person p`,
    );
    expect(rows.map((row) => row.all)).toEqual(rows.map((row) => row.one));
    const edited = new Set(rows.flatMap((row) => (row.one.length > 0 ? [row.name] : [])));
    expect([edited.size > 0, edited.has(clara.name)]).toEqual([true, false]);
  });
});
