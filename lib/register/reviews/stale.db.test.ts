import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { refusedWith } from "@/lib/commitments/testing/refusal";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "@/lib/testing/actors";
import {
  assignOverlaps,
  conditionsOf,
  decideReview,
  detectOverlaps,
  getOverlap,
  getReview,
  submitReview,
  withdrawReview,
} from "../server";
import { requestReview } from "./request-review";
import type { ReviewDecisionInput } from "./schema";
import { approved, ask, condition, decide, editProduct, type Scene, setScene } from "./testing/scene";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const NOTHING = { added: [], removed: [], changed: [], factors: [], severity: null, rule: null };
const toldTo = (person: { id: string }) =>
  withActor(OPERATOR, (tx) =>
    tx.notification.count({ where: { person_id: person.id, kind: "review_stale" } }),
  );
const actionsOf = (id: string) =>
  withActor(OPERATOR, (tx) =>
    tx.auditEntry
      .findMany({ where: { entity_id: id }, orderBy: { seq: "asc" } })
      .then((rows) => rows.map(({ action }) => action)),
  );
const conditionStatuses = async () =>
  (await conditionsOf(scene.people.anna, scene.claude)).map(({ status }) => status).sort();

describe("facts that change", () => {
  it("make the review stale that stands, in the same transaction, and say which", async () => {
    const { anthropic, anna, berta } = scene.people;
    const early = await approved(scene.claude, anthropic, berta);
    const review = await approved(scene.claude, anthropic, anna, {
      ...{ outcome: "cleared_with_conditions", conditions: [condition(anthropic.email)] },
    });
    await editProduct(OPERATOR, "claude", { lifecycle: "preview" });
    const stale = await getReview(anna, review.id);
    const because = {
      ...{ ...NOTHING, same: false, ended: false },
      changed: [
        {
          before: "Claude is sold in foundation models (generally available)",
          after: "Claude is sold in foundation models (preview)",
        },
      ],
    };
    expect(stale).toMatchObject({ status: "stale", in_force: false, stale_because: because, since: because });
    expect(stale.stale_at).not.toBeNull();
    // What stood before it was over already, and is not stale.
    expect((await getReview(anna, early.id)).status).toBe("approved");
    const overlap = await getOverlap(anna, scene.claude);
    expect(overlap).toMatchObject({ status: "under_review" });
    expect(await conditionStatuses()).toEqual(["open"]);
    expect(await actionsOf(review.id)).toEqual([
      "review:draft",
      "review:submit",
      "review:declare_interest",
      "review:approve",
      "review:stale",
    ]);
    expect((await actionsOf(overlap.id)).slice(-2)).toEqual(["overlap:settle", "overlap:change"]);
    expect([await toldTo(anthropic), await toldTo(anna), await toldTo(berta)]).toEqual([1, 1, 0]);
  });

  it("back to what they were do not make it stand again", async () => {
    const { anna } = scene.people;
    await editProduct(OPERATOR, "claude", { lifecycle: "ga" });
    expect((await getOverlap(anna, scene.claude)).status).toBe("under_review");
  });

  it.each([
    ["names and words", { name: "Claude of today" }],
    ["notes", { note: "Something else." }],
  ])("not in substance but in %s leave it standing", async (_, input) => {
    const { anthropic, anna } = scene.people;
    const review = await approved(scene.claude, anthropic, anna);
    await editProduct(OPERATOR, "claude", input);
    expect(await getReview(anna, review.id)).toMatchObject({
      status: "approved",
      in_force: true,
      since: { same: true, changed: [], added: [], removed: [] },
    });
    expect((await getOverlap(anna, scene.claude)).status).toBe("confirmed");
  });

  it("while a review waits end what stood before it, and leave the one that waits", async () => {
    const { anthropic, anna, berta } = scene.people;
    const standing = await approved(scene.claude, anthropic, anna);
    const waiting = await requestReview(berta, scene.claude, ask());
    await editProduct(OPERATOR, "claude", { lifecycle: "preview" });
    expect((await getReview(anna, standing.id)).status).toBe("stale");
    // Whoever asked learns of it once a round, whatever else changes.
    const waits = async () =>
      withActor(OPERATOR, (tx) =>
        tx.notification.findMany({
          where: { review_id: waiting.id, kind: "review_stale" },
          select: { person_id: true, detail: true },
        }),
      );
    const told = [{ person_id: berta.id, detail: { waits: "changed" } }];
    expect(await waits()).toEqual(told);
    await editProduct(OPERATOR, "claude", { lifecycle: "ga" });
    expect((await getReview(anna, waiting.id)).since.same).toBe(true);
    await editProduct(OPERATOR, "claude", { lifecycle: "preview" });
    expect(await waits()).toEqual(told);
    expect(await getReview(anna, waiting.id)).toMatchObject({ status: "submitted", since: { same: false } });
  });

  it("are written once", async () => {
    const before = await withActor(OPERATOR, (tx) => tx.auditEntry.count());
    await withActor(scene.people.anna, (tx) => detectOverlaps(tx, "again"));
    expect(await withActor(OPERATOR, (tx) => tx.auditEntry.count())).toBe(before);
  });
});

describe("a decision is of what was read", () => {
  const refused = (actor: Actor, id: string, over: Partial<ReviewDecisionInput>) =>
    refusedWith(decideReview(actor, id, decide("changes_requested", over)));

  it("not of facts that changed since, nor of another round", async () => {
    const { openai, anna, berta } = scene.people;
    const { id } = await requestReview(openai, scene.gpt, ask());
    const { facts_hash } = await getOverlap(anna, scene.gpt);
    await editProduct(OPERATOR, "gpt", { lifecycle: "preview" });
    expect(await refused(anna, id, { round: 1, facts_hash })).toEqual([409, "facts_changed"]);
    await decideReview(berta, id, decide("changes_requested"));
    const { version } = await getReview(openai, id);
    expect(await refusedWith(submitReview(openai, id, version - 1))).toEqual([412, "stale_version"]);
    await submitReview(openai, id, version);
    expect(await refused(anna, id, { round: 1 })).toEqual([409, "not_submitted"]);
    expect(await refused(anna, id, { facts_hash })).toEqual([409, "facts_changed"]);
    const now = (await getOverlap(anna, scene.gpt)).facts_hash;
    const decided = await decideReview(anna, id, decide("approved", { round: 2, facts_hash: now }));
    expect(decided.status).toBe("approved");
    await editProduct(OPERATOR, "gpt", { lifecycle: "ga" });
  });

  it("is said in these words", async () => {
    const { anthropic, anna } = scene.people;
    const { id } = await requestReview(anthropic, scene.both, ask());
    const over = (input: Partial<ReviewDecisionInput>) => decideReview(anna, id, decide("rejected", input));
    await expect(over({ round: 7 })).rejects.toMatchObject({
      detail: "It was submitted anew since you read it.",
    });
    await expect(over({ facts_hash: "0".repeat(64) })).rejects.toMatchObject({
      detail: "The facts have changed since you read them. Read them again before you decide.",
    });
    expect((await over({})).status).toBe("rejected");
  });
});

describe("facts that are gone", () => {
  it("leave an open review to be withdrawn, and tell whoever asked and the reviewer assigned", async () => {
    const { openai, anna, berta } = scene.people;
    await assignOverlaps(anna, { overlaps: [scene.gpt], seat: "reviewer", person: berta.email });
    const { id } = await requestReview(openai, scene.gpt, ask());
    expect((await getReview(berta, id)).may.decide).toBe(true);
    await editProduct(OPERATOR, "titan", { lifecycle: "retired" });
    expect((await getReview(berta, id)).may).toMatchObject({ decide: false, barred: null });
    expect((await getReview(openai, id)).may).toMatchObject({ submit: false, withdraw: true });
    const told = await withActor(OPERATOR, (tx) =>
      tx.notification.findMany({ where: { review_id: id, kind: "review_stale" } }),
    );
    expect(told.map(({ person_id }) => person_id).sort()).toEqual([openai.id, berta.id].sort());
    expect(told.map(({ detail }) => detail)).toEqual([{ waits: "gone" }, { waits: "gone" }]);
    await withdrawReview(openai, id);
    await editProduct(OPERATOR, "titan", { lifecycle: "ga" });
  });

  it("make the review stale, say which, and end its conditions", async () => {
    const { openai, anna } = scene.people;
    const review = await approved(scene.gpt, openai, anna, {
      ...{ outcome: "prohibited", conditions: [condition(openai.email)] },
    });
    await editProduct(OPERATOR, "titan", { lifecycle: "retired" });
    const because = {
      ...{ ...NOTHING, same: false, ended: true },
      removed: ["Titan is sold in foundation models (generally available)", "Amazon Web Services owns Titan"],
    };
    expect(await getReview(anna, review.id)).toMatchObject({
      status: "stale",
      stale_because: because,
      since: because,
    });
    expect((await getOverlap(anna, scene.gpt)).status).toBe("superseded");
    const [ended] = await conditionsOf(anna, scene.gpt);
    expect(ended?.status).toBe("ended");
  });

  it("and come back leave the overlap under review", async () => {
    await editProduct(OPERATOR, "titan", { lifecycle: "ga" });
    expect((await getOverlap(scene.people.anna, scene.gpt)).status).toBe("under_review");
    expect((await getOverlap(scene.people.anna, scene.both)).status).toBe("detected");
  });
});
