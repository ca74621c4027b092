import { beforeAll, describe, expect, it } from "vitest";
import { withActor } from "@/lib/db/server";
import { Problem } from "@/lib/kernel/errors";
import { OPERATOR } from "@/lib/testing/actors";
import {
  decideReview,
  getOverlap,
  getReview,
  patchReview,
  requestReview,
  submitReview,
  withdrawReview,
} from "../server";
import { type Act, LIFECYCLE, STANDING } from "./lifecycle";
import { type DecisionOutcome, ReviewOutcome, ReviewStatus, type ReviewView } from "./schema";
import { approved, ask, condition, decide, editProduct, type Scene, setScene } from "./testing/scene";

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});

const LIVES = ["ga", "preview"];
let lives = 0;
/** Other facts than the moment before. */
const changeFacts = () => editProduct(OPERATOR, "claude", { lifecycle: LIVES[++lives % LIVES.length] });

/** The one product of ours: without it the overlap has no facts. */
const endFacts = () => editProduct(OPERATOR, "titan", { lifecycle: "retired" });
const restoreFacts = () => editProduct(OPERATOR, "titan", { lifecycle: "ga" });

/** A review of the overlap at a status, as people bring it there. */
async function reviewAt(status: ReviewStatus): Promise<ReviewView> {
  const { anthropic, anna } = scene.people;
  const review = await requestReview(anthropic, scene.claude, ask({ draft: status === "draft" }));
  if (status === "draft" || status === "submitted") return review;
  if (status === "withdrawn") return withdrawReview(anthropic, review.id);
  const outcome = status === "stale" ? "approved" : status;
  const decided = await decideReview(anna, review.id, decide(outcome));
  if (status !== "stale") return decided;
  await changeFacts();
  return getReview(anthropic, review.id);
}

/** Leaves no review open for the next one. */
async function closeReview(id: string): Promise<void> {
  const { status } = await getReview(scene.people.anthropic, id);
  if (["draft", "submitted", "changes_requested"].includes(status))
    await withdrawReview(scene.people.anthropic, id);
}

const ACTS: Record<Act, (review: ReviewView) => Promise<unknown>> = {
  edit: ({ id, version, round }) =>
    patchReview(scene.people.anthropic, id, { rationale: `Once more, after ${round}.` }, version),
  submit: ({ id }) => submitReview(scene.people.anthropic, id),
  withdraw: ({ id }) => withdrawReview(scene.people.anthropic, id),
  approve: ({ id }) => decideReview(scene.people.anna, id, decide("approved")),
  request_changes: ({ id }) => decideReview(scene.people.anna, id, decide("changes_requested")),
  reject: ({ id }) => decideReview(scene.people.anna, id, decide("rejected")),
  facts_change: changeFacts,
  facts_end: endFacts,
};

async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof Problem) return error.type;
    throw error;
  }
}

const statusOf = (work: Promise<{ status: string }>) => work.then(({ status }) => status);
const audits = (id: string) => withActor(OPERATOR, (tx) => tx.auditEntry.count({ where: { entity_id: id } }));

describe.each(LIFECYCLE)("$words ($by)", ({ act, from }) => {
  it.each(ReviewStatus.options.map((status) => [status, from[status]] as const))(
    "from %s: %o",
    async (status, cell) => {
      const review = await reviewAt(status);
      expect(review.status).toBe(status);
      const before = await audits(review.id);
      try {
        expect(await outcomeOf(ACTS[act](review))).toBe("to" in cell ? "done" : cell.refused);
        const after = await getReview(scene.people.anthropic, review.id);
        expect(after.status).toBe("to" in cell ? cell.to : status);
        // What is done is audited; what is refused leaves nothing, not even a version.
        const moved = after.version !== review.version;
        expect([moved, (await audits(review.id)) > before]).toEqual(
          "to" in cell ? [moved, moved] : [false, false],
        );
      } finally {
        if (act === "facts_end") await restoreFacts();
        await closeReview(review.id);
      }
    },
  );
});

describe("an overlap stands where its reviews put it", () => {
  const standing = () => statusOf(getOverlap(scene.people.anna, scene.gpt));
  const overGpt = (outcome: ReviewOutcome, draft = false) =>
    requestReview(scene.people.openai, scene.gpt, ask({ outcome, draft }));
  const judge = ({ id }: ReviewView, outcome: DecisionOutcome) =>
    decideReview(scene.people.anna, id, decide(outcome));
  const seen = new Set<string>();
  /** Names the row of the table that is shown, so that none is left out. */
  const row = (at: number) => seen.add(STANDING[at]?.when ?? "");

  it("detected while no review was ever approved", async () => {
    row(2);
    const draft = await overGpt("confirmed", true);
    expect(await standing()).toBe("detected");
    await withdrawReview(scene.people.openai, draft.id);
    const rejected = await overGpt("confirmed");
    expect(await standing()).toBe("under_review");
    await judge(rejected, "rejected");
    expect(await standing()).toBe("detected");
  });

  it("under review while one is asked for, or sent back", async () => {
    row(1);
    const review = await overGpt("prohibited");
    expect(await standing()).toBe("under_review");
    await judge(review, "changes_requested");
    expect(await standing()).toBe("under_review");
    await submitReview(scene.people.openai, review.id);
    await judge(review, "approved");
    expect(await standing()).toBe("prohibited");
  });

  it.each(ReviewOutcome.options)(
    "%s as approved, and again after another review is over",
    async (outcome) => {
      row(3);
      const { openai } = scene.people;
      const conditions = outcome === "cleared_with_conditions" ? [condition(openai.email)] : [];
      await approved(scene.gpt, openai, scene.people.anna, { outcome, conditions });
      expect(await standing()).toBe(outcome);
      await judge(await overGpt("confirmed"), "rejected");
      expect(await standing()).toBe(outcome);
      await withdrawReview(openai, (await overGpt("confirmed")).id);
      expect(await standing()).toBe(outcome);
    },
  );

  it("under review when its facts changed, also after a review of them was withdrawn or rejected", async () => {
    row(4);
    await editProduct(OPERATOR, "gpt", { lifecycle: "preview" });
    expect(await standing()).toBe("under_review");
    await withdrawReview(scene.people.openai, (await overGpt("confirmed")).id);
    expect(await standing()).toBe("under_review");
    await judge(await overGpt("confirmed"), "rejected");
    expect(await standing()).toBe("under_review");
  });

  it("superseded when facts that it needs are gone; whoever asked may still withdraw", async () => {
    row(0);
    const open = await overGpt("confirmed");
    await endFacts();
    expect(await standing()).toBe("superseded");
    expect(await outcomeOf(judge(open, "approved"))).toBe("facts_changed");
    expect(await outcomeOf(overGpt("confirmed"))).toBe("superseded");
    await withdrawReview(scene.people.openai, open.id);
    expect(await standing()).toBe("superseded");
    await restoreFacts();
    expect(await standing()).toBe("under_review");
  });

  it("and these are all of the table", () =>
    expect([...seen].sort()).toEqual(STANDING.map(({ when }) => when).sort()));
});
