import { expect, it } from "vitest";
import type { PersonActor } from "@/lib/access";
import { Problem } from "@/lib/kernel/errors";
import { OPERATOR } from "@/lib/testing/actors";
import { type Random, seeded } from "@/lib/testing/random";
import { decideReview, getOverlap, getReview, requestReview, submitReview, withdrawReview } from "../server";
import { type Act, cellOf } from "./lifecycle";
import type { DecisionOutcome, ReviewOutcome, ReviewStatus } from "./schema";
import { ask, decide, editProduct, type Scene, setScene } from "./testing/scene";

// A long walk by people who ask, decide and change facts in any order, against a model of the lifecycle.

const STEPS = 150;
const OPEN: readonly ReviewStatus[] = ["draft", "submitted", "changes_requested"];
const OUTCOMES: readonly ReviewOutcome[] = ["confirmed", "cleared", "prohibited"];
const DECISIONS = { approve: "approved", request_changes: "changes_requested", reject: "rejected" } as const;

type Modelled = { id: string; by: PersonActor; status: ReviewStatus; outcome: ReviewOutcome; facts: string };
type Model = { facts: string; reviews: Modelled[]; approvals: Modelled[] };

const pick = <T>(random: Random, items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
};

/** The table of standings as a function: what the overlap must be. */
function standing({ reviews, approvals }: Model): string {
  if (reviews.some(({ status }) => status === "submitted" || status === "changes_requested"))
    return "under_review";
  const last = approvals.at(-1);
  if (!last) return "detected";
  return last.status === "approved" ? last.outcome : "under_review";
}

async function told(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof Problem) return error.type;
    throw error;
  }
}

/** What a decision by somebody comes to: who they are counts before where the review stands. */
function decided(model: Model, review: Modelled, actor: PersonActor, act: keyof typeof DECISIONS): string {
  if (review.status === "draft" && actor !== review.by) return "not_found";
  if (actor === review.by) return "self_approval";
  const cell = cellOf(act, review.status);
  if ("refused" in cell) return cell.refused;
  if (act === "approve" && review.facts !== model.facts) return "facts_changed";
  review.status = cell.to;
  if (act === "approve") model.approvals.push(review);
  return "done";
}

async function step(random: Random, { people, gpt }: Scene, model: Model): Promise<[string, string]> {
  const officers = [people.anna, people.berta, people.clara];
  const actor = pick(random, officers);
  const open = model.reviews.find(({ status }) => OPEN.includes(status));
  const review = random() < 0.8 ? open : pick(random, [open, ...model.reviews]);
  const act = pick(random, [
    "ask",
    "submit",
    "withdraw",
    "approve",
    "approve",
    "request_changes",
    "reject",
    "facts",
  ] as const);
  if (act === "facts") {
    model.facts = model.facts === "ga" ? "preview" : "ga";
    const last = model.approvals.at(-1);
    if (last?.status === "approved") last.status = "stale";
    return [await told(editProduct(OPERATOR, "gpt", { lifecycle: model.facts })), "done"];
  }
  if (act === "ask" || !review) {
    const [outcome, draft] = [pick(random, OUTCOMES), random() < 0.3];
    const asked = requestReview(actor, gpt, ask({ outcome, draft }));
    if (open) return [await told(asked), "review_open"];
    const { id } = await asked;
    model.reviews.push({ id, by: actor, status: draft ? "draft" : "submitted", outcome, facts: model.facts });
    return ["done", "done"];
  }
  if (act === "submit" || act === "withdraw")
    return [await told(own(act, actor, review.id)), moved(model, review, actor, act)];
  const work = told(decideReview(actor, review.id, decide(DECISIONS[act] satisfies DecisionOutcome)));
  return [await work, decided(model, review, actor, act)];
}

const own = (act: "submit" | "withdraw", actor: PersonActor, id: string) =>
  act === "submit" ? submitReview(actor, id) : withdrawReview(actor, id);

/** What it comes to when somebody submits or withdraws. */
function moved(model: Model, review: Modelled, actor: PersonActor, act: Act): string {
  if (actor !== review.by) return review.status === "draft" ? "not_found" : "not_requester";
  const cell = cellOf(act, review.status);
  if ("refused" in cell) return cell.refused;
  review.status = cell.to;
  if (act === "submit") review.facts = model.facts;
  return "done";
}

it("whatever people do in whatever order, it is what the lifecycle says", async () => {
  const scene = await setScene();
  const random = seeded(13);
  const model: Model = { facts: "ga", reviews: [], approvals: [] };
  const results = new Map<string, number>();
  for (let n = 0; n < STEPS; n++) {
    const [was, expected] = await step(random, scene, model);
    expect([n, was]).toEqual([n, expected]);
    results.set(was, (results.get(was) ?? 0) + 1);
    expect([n, (await getOverlap(OPERATOR, scene.gpt)).status]).toEqual([n, standing(model)]);
  }
  for (const { id, by, status } of model.reviews) expect((await getReview(by, id)).status).toBe(status);
  // The walk went where it matters.
  for (const kind of [
    "done",
    "self_approval",
    "facts_changed",
    "review_open",
    "not_submitted",
    "not_requester",
  ])
    expect(results.get(kind) ?? 0, kind).toBeGreaterThan(0);
}, 120_000);
