import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "@/lib/testing/actors";
import { conditionsOf, detectOverlaps, getOverlap, getReview } from "../server";
import { requestReview } from "./request-review";
import { approved, ask, condition, editProduct, type Scene, setScene } from "./testing/scene";

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
    expect(await getReview(anna, waiting.id)).toMatchObject({ status: "submitted", since: { same: false } });
  });

  it("are written once", async () => {
    const before = await withActor(OPERATOR, (tx) => tx.auditEntry.count());
    await withActor(scene.people.anna, (tx) => detectOverlaps(tx, "again"));
    expect(await withActor(OPERATOR, (tx) => tx.auditEntry.count())).toBe(before);
  });
});

describe("facts that are gone", () => {
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
