import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access";
import { refusedWith } from "@/lib/commitments/testing/refusal";
import { withActor } from "@/lib/db/server";
import { OPERATOR } from "@/lib/testing/actors";
import {
  commentOverlap,
  conditionsOf,
  createRecord,
  decideReview,
  entities,
  getOverlap,
  getReview,
  listComments,
  listConditions,
  listReviews,
  requestReview,
  retireRecord,
  reviewsOf,
} from "../server";
import type { ReviewView } from "./schema";
import { approved, ask, condition, decide, type Scene, setScene } from "./testing/scene";

// An overlap that was confidential for a time: what was written of it then is behind the wall for good.

const SECRET = "unheard-of clause";
let scene: Scene;
let walled: ReviewView;
/** Waits still when the wall falls. */
let open: ReviewView;
let outsiders: Actor[];

beforeAll(async () => {
  scene = await setScene();
  const { openai, anna, executive, anthropic } = scene.people;
  outsiders = [executive, anthropic];
  await createRecord(OPERATOR, entities.rights, {
    ...{ key: "secret", partnership: "aws-openai", holder: "aws", type: "information", state: "agreed" },
    visibility: "confidential",
  });
  walled = await approved(scene.gpt, openai, anna, {
    ...{ outcome: "cleared_with_conditions", rationale: `Because of the ${SECRET}.` },
    conditions: [condition(openai.email, { text: `Forget the ${SECRET}.` })],
  });
  await commentOverlap(openai, scene.gpt, { text: `What of the ${SECRET}?` });
  open = await requestReview(anna, scene.both, ask({ rationale: SECRET }));
});

/** Everything that an actor is told of an overlap's reviews. */
async function toldTo(actor: Actor): Promise<string> {
  const all = [
    await reviewsOf(actor, scene.gpt),
    await listReviews(actor, { limit: 100 }),
    await listComments(actor, scene.gpt),
    await conditionsOf(actor, scene.gpt),
    await listConditions(actor, { limit: 100 }),
  ];
  return JSON.stringify(all);
}

describe("while it is confidential", () => {
  it("it is not there for outsiders, and its reviews are not either", async () => {
    for (const actor of outsiders) {
      expect(await refusedWith(getOverlap(actor, scene.gpt))).toEqual([404, "not_found"]);
      for (const work of [
        () => reviewsOf(actor, scene.gpt),
        () => listComments(actor, scene.gpt),
        () => getReview(actor, walled.key),
      ])
        expect(await refusedWith(work())).toEqual([404, "not_found"]);
      expect((await listReviews(actor, { limit: 100 })).items).toEqual([]);
    }
    expect(await refusedWith(requestReview(scene.people.anthropic, scene.gpt, ask()))).toEqual([
      404,
      "not_found",
    ]);
    expect(await toldTo(scene.people.openai)).toContain(SECRET);
  });
});

describe("when it opens", () => {
  beforeAll(async () => {
    await retireRecord(OPERATOR, entities.rights, "secret", "It ended.");
  });

  it("outsiders see the overlap, and nothing of what was written behind the wall", async () => {
    for (const actor of outsiders) {
      expect((await getOverlap(actor, scene.gpt)).status).toBe("under_review");
      expect(await toldTo(actor)).not.toContain(SECRET);
      expect(await reviewsOf(actor, scene.gpt)).toEqual([]);
      expect(await refusedWith(getReview(actor, walled.key))).toEqual([404, "not_found"]);
      const rows = await withActor(actor, async (tx) => [
        await tx.review.count(),
        await tx.reviewDecision.count(),
        await tx.reviewInterest.count(),
        await tx.condition.count(),
        await tx.overlapComment.count(),
      ]);
      expect(rows).toEqual([0, 0, 0, 0, 0]);
    }
  });

  it("the history begins for outsiders when the wall fell; those inside have it all", async () => {
    const { openai, anna } = scene.people;
    const actionsOf = async (actor: Actor) =>
      (await getOverlap(actor, scene.gpt)).history.map(({ action }) => action);
    const all = await actionsOf(anna);
    expect(all).toEqual(expect.arrayContaining(["overlap:detect", "overlap:settle"]));
    expect(await actionsOf(openai)).toEqual(all);
    for (const actor of outsiders) expect(await actionsOf(actor)).toEqual(["overlap:change"]);
  });

  it("a review that waits still stands in the way, and is not told to outsiders", async () => {
    const { anthropic, berta, openai } = scene.people;
    const detail = (text: string) => ({ type: "review_open", detail: expect.stringContaining(text) });
    await expect(requestReview(anthropic, scene.both, ask())).rejects.toMatchObject(
      detail("A review of it is open"),
    );
    for (const actor of [berta, openai])
      await expect(requestReview(actor, scene.both, ask())).rejects.toMatchObject(detail(open.key));
  });

  it("those inside and above see it all, with what changed", async () => {
    for (const actor of [scene.people.openai, scene.people.anna, scene.people.auditor]) {
      expect(await toldTo(actor)).toContain(SECRET);
      expect((await getReview(actor, walled.key)).stale_because?.removed).toEqual([
        "Amazon Web Services holds an information right over OpenAI",
      ]);
    }
  });

  it("what is written from then on is everybody's", async () => {
    const { openai, anna, executive } = scene.people;
    await commentOverlap(openai, scene.gpt, { text: "In the open." });
    const review = await requestReview(openai, scene.gpt, ask());
    await decideReview(anna, review.id, decide("approved"));
    expect((await listComments(executive, scene.gpt)).items.map(({ text }) => text)).toEqual([
      "In the open.",
    ]);
    expect((await reviewsOf(executive, scene.gpt)).map(({ key }) => key)).toEqual([review.key]);
    expect((await getOverlap(executive, scene.gpt)).status).toBe("confirmed");
  });
});
