import { beforeAll, describe, expect, it } from "vitest";
import type { Actor, PersonActor } from "@/lib/access";
import { refusal, refusedWith } from "@/lib/commitments/testing/refusal";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "@/lib/testing/actors";
import { decideReview, delegate, listDelegations, listReviewers, revokeDelegation } from "../server";
import { makeKey } from "../testing/people";
import type { ReviewDecisionInput } from "./schema";
import { decide, inDays, type Scene, setScene, withReview } from "./testing/scene";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const deciding = (actor: Actor, id: string, input: ReviewDecisionInput = decide("approved")) =>
  Promise.resolve().then(() => decideReview(actor, id, input));

describe("delegation", () => {
  const to = (person: PersonActor, over = {}) => ({
    to: person.email,
    until: inDays(7),
    reason: "Away.",
    ...over,
  });

  it("says for whom a review was decided, until it is taken back", async () => {
    const { anna, berta, clara } = scene.people;
    const handed = await delegate(anna, to(clara));
    expect(handed).toMatchObject({ from: anna.email, to: clara.email, until: inDays(7), active: true });
    const told = await withActor(OPERATOR, (tx) =>
      tx.notification.count({ where: { person_id: clara.id, kind: "delegated" } }),
    );
    expect(told).toBe(1);
    await withReview(berta, scene.gpt, async ({ id }) => {
      const done = await deciding(clara, id, decide("approved", { delegation: handed.id }));
      expect(done.decisions[0]).toMatchObject({ decided_by_label: clara.name, for_label: anna.name });
    });
    expect(await refusedWith(revokeDelegation(clara, handed.id))).toEqual([403, "not_own"]);
    expect((await revokeDelegation(anna, handed.id)).active).toBe(false);
    expect(await refusedWith(revokeDelegation(anna, handed.id))).toEqual([409, "revoked"]);
    await withReview(berta, scene.gpt, async ({ id }) => {
      expect(
        await refusal(() => decideReview(clara, id, decide("approved", { delegation: handed.id }))),
      ).toEqual(["/delegation"]);
    });
    expect((await listDelegations(scene.people.auditor)).items.map(({ id }) => id)).toContain(handed.id);
  });

  it("hands on nothing that its giver may not decide", async () => {
    const { anna, clara } = scene.people;
    const handed = await delegate(anna, to(clara));
    await withReview(anna, scene.gpt, async ({ id }) => {
      expect(await refusedWith(deciding(clara, id, decide("approved", { delegation: handed.id })))).toEqual([
        409,
        "delegation_barred",
      ]);
      // Clara may decide it in her own name all the same.
      expect((await deciding(clara, id)).status).toBe("approved");
    });
  });

  it("is to another person of compliance, for half a year at most, and of nobody else", async () => {
    const { anna, berta, openai, auditor } = scene.people;
    for (const [over, pointer] of [
      [{ to: openai.email }, "/to"],
      [{ to: anna.email }, "/to"],
      [{ to: "nobody@example.com" }, "/to"],
      [{ until: inDays(-1) }, "/until"],
      [{ until: inDays(185) }, "/until"],
    ] as const)
      expect(await refusal(() => delegate(anna, to(berta, over)))).toEqual([pointer]);
    const handing = (actor: Actor) => refusedWith(Promise.resolve().then(() => delegate(actor, to(berta))));
    expect(await handing(openai)).toEqual([403, "forbidden"]);
    expect(await handing(auditor)).toEqual([403, "forbidden"]);
    expect(await handing(await makeKey(anna))).toEqual([403, "person_required"]);
    expect((await listReviewers(anna)).map(({ email }) => email)).toContain(berta.email);
    expect(await refusedWith(Promise.resolve().then(() => listDelegations(openai)))).toEqual([
      403,
      "forbidden",
    ]);
  });
});
