import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { CHECKS } from "@/lib/commitments/system";
import { ALLOWED, attempt } from "@/lib/commitments/testing/attempt";
import { asChecks, asDetection, type Tx, withActor } from "@/lib/db/server";
import { uuidv7 } from "@/lib/kernel/ids";
import type { ConditionView } from "@/lib/register";
import { file, openCondition, overdueCondition, period } from "@/lib/register/conditions/testing/scene";
import { approved, ask, condition, type Scene, setScene } from "@/lib/register/reviews/testing/scene";
import { addProof, judgeProof, notify, requestReview } from "@/lib/register/server";
import { makeKey } from "@/lib/register/testing/people";
import { OPERATOR } from "@/lib/testing/actors";

// Conditions, judgements, findings of conditions and notifications, asked of Postgres itself as the application's role.
let scene: Scene;
let who: Scene["people"];
beforeAll(async () => {
  scene = await setScene();
  who = scene.people;
});

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const claude = () => ({ overlap: scene.claude, asker: who.anthropic, decider: who.berta });
const change = (actor: Actor, { id }: ConditionView, data: object) =>
  attempt(actor, (tx) => tx.condition.update({ where: { id }, data, select: { id: true } }));
const insertCheck = (tx: Tx, { id, proof_list }: ConditionView, over: object = {}) =>
  tx.conditionCheck.create({
    data: {
      ...{ id: uuidv7(), condition_id: id, proof_id: proof_list[0]?.id ?? "" },
      ...{ outcome: "effective", note: "Fine.", checked_by: `person:${who.clara.id}` },
      ...over,
    },
  });

describe("a condition", () => {
  it("is written with a draft by whoever asks, and by nobody else", async () => {
    const draft = await requestReview(
      who.anthropic,
      scene.claude,
      ask({ outcome: "cleared_with_conditions", conditions: [condition(who.anna.email)], draft: true }),
    );
    const write = (actor: Actor, over: object = {}) =>
      attempt(actor, (tx) =>
        tx.condition.create({
          data: {
            ...{
              id: uuidv7(),
              review_id: draft.id,
              kind: "recusal",
              text: "Stay out.",
              owner_id: who.anna.id,
            },
            ...{ due_on: day("2027-01-01"), updated_by: "", ...over },
          },
          select: { id: true },
        }),
      );
    expect(await write(who.anthropic)).toBe(ALLOWED);
    expect(await write(await makeKey(who.anthropic))).toBe(ALLOWED);
    expect(await write(who.anna)).toMatch(/by whoever asks for it|row-level security/);
    expect(await write(who.anthropic, { status: "open" })).toMatch(/written with their review/);
    expect(await write(who.anthropic, { kind: "gift" })).toMatch(/condition_kind/);
    const remove = (actor: Actor) =>
      attempt(actor, async (tx) => {
        const { count } = await tx.condition.deleteMany({ where: { review_id: draft.id } });
        if (count !== 1) throw new Error("nothing there");
      });
    expect(await remove(who.anthropic)).toBe(ALLOWED);
    expect(await remove(who.anna)).toMatch(/by whoever asks for it|nothing there/);
    await withActor(who.anthropic, (tx) =>
      tx.review.update({ where: { id: draft.id }, data: { status: "withdrawn", version: { increment: 1 } } }),
    );
    expect(await write(who.anthropic)).toMatch(/written with their review/);
  });

  it("in force keeps what was decided, and takes no step that nothing shows", async () => {
    const one = await openCondition(claude(), who.executive.email);
    for (const actor of [who.anthropic, who.anna, OPERATOR]) {
      expect(await change(actor, one, { text: "Nothing." })).toMatch(/ask for another review/);
      expect(await change(actor, one, { due_on: day("2030-01-01") })).toMatch(/ask for another review/);
      expect(await change(actor, one, { status: "proven" })).toMatch(/does not go from open to proven/);
      expect(await change(actor, one, { status: "effective" })).toMatch(/does not go from open to effective/);
      expect(await change(actor, one, { status: "ended", ended_reason: "x" })).toMatch(/from open to ended/);
      expect(await change(actor, one, { status: "proposed" })).toMatch(/does not go from open to proposed/);
      expect(await attempt(actor, (tx) => tx.condition.delete({ where: { id: one.id } }))).toMatch(
        /written with their review/,
      );
    }
    expect(await change(who.anna, one, { owner_id: who.anna.id })).toBe(ALLOWED);
  });

  it("ends with a later review alone, not with its own going stale", async () => {
    const one = await openCondition(claude(), who.executive.email);
    await approved(scene.claude, who.anthropic, who.berta);
    // The verb has ended it already; what has ended is not opened again.
    expect(await change(OPERATOR, one, { status: "open", ended_reason: null })).toMatch(/another review/);
  });

  it("is not handed on while a proof waits", async () => {
    const one = await openCondition(claude(), who.anna.email);
    await addProof(who.anna, one.key, period(), file("mine"));
    expect(await change(who.anna, one, { owner_id: who.executive.id })).toMatch(/waits for its judgement/);
  });
});

describe("a judgement", () => {
  it("is of somebody of compliance who neither owns the condition nor gave the proof, whoever the statement says", async () => {
    const one = await openCondition(claude(), who.anna.email);
    const given = await addProof(await makeKey(who.clara), one.key, period(), file("by a key"));
    const judge = (actor: Actor, over: object = {}) => attempt(actor, (tx) => insertCheck(tx, given, over));
    expect(await judge(who.berta)).toBe(ALLOWED);
    for (const actor of [who.anna, who.clara, who.anthropic, who.executive, who.auditor, OPERATOR])
      expect(await judge(actor)).toMatch(/somebody of compliance judges|condition_check_person/);
    expect(await judge(await makeKey(who.berta))).toMatch(/somebody of compliance judges/);
    expect(await judge(who.berta, { outcome: "perhaps" })).toMatch(/condition_check_outcome/);
    expect(await judge(who.berta, { proof_id: one.id })).toMatch(/no proof to judge/);
    // Somebody who was of compliance when they signed in, and no longer is.
    await withActor(OPERATOR, (tx) =>
      tx.personRole.updateMany({ where: { person_id: who.berta.id }, data: { revoked_at: new Date() } }),
    );
    expect(await judge(who.berta)).toMatch(/somebody of compliance judges/);
    await withActor(OPERATOR, (tx) =>
      tx.personRole.updateMany({ where: { person_id: who.berta.id }, data: { revoked_at: null } }),
    );
  });

  it("alone makes a condition effective, and on its latest proof alone", async () => {
    const one = await openCondition(claude(), who.executive.email);
    const first = await addProof(who.executive, one.key, period(), file("first"));
    expect(await change(who.anna, one, { status: "effective" })).toMatch(/from proven to effective/);
    expect(await change(who.anna, one, { status: "open" })).toMatch(/from proven to open/);
    const second = await addProof(who.executive, one.key, period(), file("second"));
    const judged = (own: ConditionView, over: object, status: string) =>
      attempt(who.anna, async (tx) => {
        await insertCheck(tx, own, over);
        await tx.condition.update({ where: { id: one.id }, data: { status }, select: { id: true } });
      });
    expect(await judged(first, {}, "effective")).toMatch(/from proven to effective/);
    expect(await judged(second, { outcome: "not_effective" }, "effective")).toMatch(
      /from proven to effective/,
    );
    expect(await judged(second, {}, "open")).toMatch(/from proven to open/);
    expect(await judged(second, {}, "effective")).toBe(ALLOWED);
    expect(await judged(second, { outcome: "not_effective" }, "open")).toBe(ALLOWED);
  });
});

describe("the finding of a condition", () => {
  const insert = (tx: Tx, condition_id: string, over: object = {}) =>
    tx.finding.create({
      data: {
        ...{ id: uuidv7(), kind: "condition", verdict: "overdue", condition_id, updated_by: "" },
        ...over,
      },
      select: { id: true },
    });

  it("is opened by the role of checks, of what is overdue, once", async () => {
    const late = await overdueCondition(claude(), who.executive.email, 1);
    const asRole = (work: (tx: Tx) => Promise<unknown>) =>
      attempt(CHECKS, (tx) => asChecks(tx, () => work(tx)));
    expect(await asRole((tx) => insert(tx, late.id))).toBe(ALLOWED);
    expect(await attempt(who.anna, (tx) => insert(tx, late.id))).toMatch(/permission denied/);
    expect(await asRole((tx) => insert(tx, late.id, { verdict: "breach" }))).toMatch(/finding_verdict/);
    expect(await asRole((tx) => insert(tx, late.id, { window_from: day("2026-01-01") }))).toMatch(
      /finding_subject/,
    );
    const twice = async (tx: Tx) => {
      await insert(tx, late.id);
      await insert(tx, late.id);
    };
    expect(await asRole(twice)).toMatch(/[Uu]nique/);
    await addProof(who.executive, late.key, period(), file("late"));
    expect(await asRole((tx) => insert(tx, late.id))).toMatch(/an overdue condition opens a finding/);
  });

  it("is closed by a later judgement of this condition that it works, by nobody's word", async () => {
    const late = await overdueCondition(claude(), who.executive.email, 1);
    const id = await withActor(CHECKS, (tx) => asChecks(tx, async () => (await insert(tx, late.id)).id));
    const close = (closing_check_id: string | null) =>
      attempt(who.anna, (tx) =>
        tx.finding.update({
          where: { id },
          data: { status: "closed", closed_at: new Date(), closing_check_id },
          select: { id: true },
        }),
      );
    expect(await close(null)).toMatch(/only a later judgement/);
    const prove = async (outcome: "effective" | "not_effective") => {
      const { proof_list } = await addProof(who.executive, late.key, period(), file(outcome));
      const proof = proof_list[0]?.id ?? "";
      const { checks } = await judgeProof(who.anna, late.key, { proof, outcome, note: "Read." });
      return checks[0]?.id ?? "";
    };
    expect(await close(await prove("not_effective"))).toMatch(/only a later judgement/);
    const overturned = await prove("effective");
    await prove("not_effective");
    expect(await close(overturned)).toMatch(/only a later judgement/);
    const works = await prove("effective");
    expect(await close(works)).toBe(ALLOWED);
    expect(await close(overturned)).toMatch(/only a later judgement/);
    // Later proof waits: nobody knows yet.
    await addProof(who.executive, late.key, period(), file("later"));
    expect(await close(works)).toMatch(/only a later judgement/);
    // Another review takes its place: nothing is left to prove.
    await approved(scene.claude, who.anthropic, who.berta);
    expect(await close(null)).toBe(ALLOWED);
  });
});

describe("notifications", () => {
  it("are read and marked by those who are told, and changed by nobody", async () => {
    await withActor(OPERATOR, (tx) =>
      notify(tx, OPERATOR, { kind: "delegated", to: { people: [who.anna.id] } }),
    );
    const seen = (actor: Actor) =>
      withActor(actor, (tx) =>
        tx.notification.count({ where: { person_id: who.anna.id, kind: "delegated" } }),
      );
    expect([await seen(who.anna), await seen(who.berta), await seen(who.auditor)]).toEqual([1, 0, 0]);
    const mark = (tx: Tx) =>
      tx.$executeRaw`UPDATE notification SET read_at = now() WHERE person_id = ${who.anna.id}::uuid`;
    const marked = async (actor: Actor) => withActor(actor, mark);
    expect(await marked(who.berta)).toBe(0);
    expect(await marked(who.anna)).toBeGreaterThan(0);
    const rewrite = (tx: Tx) =>
      tx.$executeRaw`UPDATE notification SET detail = '{}' WHERE person_id = ${who.anna.id}::uuid`;
    const remove = (tx: Tx) => tx.$executeRaw`DELETE FROM notification`;
    for (const actor of [who.anna, OPERATOR]) {
      expect(await attempt(actor, rewrite)).toMatch(/permission denied/);
      expect(await attempt(actor, remove)).toMatch(/permission denied/);
    }
  });

  it("are written by every role that has something to tell", async () => {
    const notice = { kind: "delegated", to: { people: [who.clara.id] } } as const;
    for (const as of [asChecks, asDetection])
      expect(await attempt(CHECKS, (tx) => as(tx, () => notify(tx, CHECKS, notice)))).toBe(ALLOWED);
  });

  it("are chosen by each for themselves", async () => {
    const write = (actor: Actor) =>
      attempt(actor, (tx) =>
        tx.notificationChoice.create({
          data: { person_id: who.anna.id, kind: "commented", in_app: false, in_digest: false },
        }),
      );
    expect(await write(who.anna)).toBe(ALLOWED);
    expect(await write(who.berta)).toMatch(/row-level security/);
  });
});
