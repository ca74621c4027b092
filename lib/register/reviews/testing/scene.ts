import type { Actor, PersonActor } from "@/lib/access";
import { formatDay } from "@/lib/kernel/time";
import { OPERATOR } from "@/lib/testing/actors";
import * as entities from "../../entities";
import { getRecord } from "../../entity/read";
import { updateRecord } from "../../entity/verbs";
import { importRegister } from "../../import/import-register";
import { listOverlaps } from "../../overlaps/list-overlaps";
import { aprilDocument } from "../../overlaps/testing/april-document";
import { makePerson } from "../../testing/people";
import { decideReview } from "../decide-review";
import { getReview } from "../get-review";
import { requestReview } from "../request-review";
import type { ConditionInput, ReviewDecisionInput, ReviewInput, ReviewView } from "../schema";
import { withdrawReview } from "../withdraw-review";

/** Managers of two partners, three officers of compliance who manage nobody, and two who only read. */
export type People = Record<
  "openai" | "anthropic" | "anna" | "berta" | "clara" | "auditor" | "executive",
  PersonActor
>;

export type Scene = {
  people: People;
  /** Numbers of overlaps: ours against each partner's product, and one that concerns both partners. */
  gpt: string;
  claude: string;
  both: string;
};

/** The register of April 2026, which nobody of the people has edited, and the people. */
export async function setScene(): Promise<Scene> {
  await importRegister(OPERATOR, aprilDocument(), { dry_run: false });
  const people = {
    openai: await makePerson("partner_manager", "openai@example.com"),
    anthropic: await makePerson("partner_manager", "anthropic@example.com"),
    anna: await makePerson("compliance"),
    berta: await makePerson("compliance"),
    clara: await makePerson("compliance"),
    auditor: await makePerson("auditor"),
    executive: await makePerson("executive"),
  };
  return {
    people,
    gpt: await overlapOf({ kind: "product_overlap", product: "gpt" }),
    claude: await overlapOf({ kind: "product_overlap", product: "claude" }),
    both: await overlapOf({ kind: "rival_investees" }),
  };
}

/** Number of the one overlap that a query finds. */
async function overlapOf(query: Record<string, string>): Promise<string> {
  const { items } = await listOverlaps(OPERATOR, query);
  const [only] = items;
  if (!only || items.length !== 1) throw new Error(`${items.length} overlaps of ${JSON.stringify(query)}`);
  return only.key;
}

/** Changes a field of a product, as anybody of the register would. */
export async function editProduct(actor: Actor, key: string, input: object): Promise<void> {
  const { meta } = await getRecord(actor, entities.products, key);
  await updateRecord(actor, entities.products, key, input, meta.version);
}

export const condition = (owner: string, over: Partial<ConditionInput> = {}): ConditionInput => ({
  kind: "disclosure",
  text: "Tell the partner before each launch.",
  owner,
  due_on: inDays(30),
  ...over,
});

export const ask = (over: Partial<ReviewInput> = {}): ReviewInput => ({
  outcome: "confirmed",
  rationale: "Both are sold in one segment.",
  conditions: [],
  draft: false,
  ...over,
});

export const decide = (
  outcome: ReviewDecisionInput["outcome"],
  over: Partial<ReviewDecisionInput> = {},
): ReviewDecisionInput => ({
  outcome,
  has_interest: false,
  ...(outcome === "approved" ? {} : { note: "The figures are missing." }),
  ...over,
});

/** A review that one person asked for and another approved. */
export async function approved(
  overlap: string,
  asker: Actor,
  decider: Actor,
  over: Partial<ReviewInput> = {},
): Promise<ReviewView> {
  const { id } = await requestReview(asker, overlap, ask(over));
  return decideReview(decider, id, decide("approved"));
}

/** A UTC day so many days from today. */
export const inDays = (days: number): string => formatDay(Date.now() + days * 86_400_000);

/** Hands a submitted review to the work, and withdraws it where it is still submitted then. */
export async function withReview(
  asker: Actor,
  overlap: string,
  work: (review: ReviewView) => Promise<void>,
): Promise<void> {
  const review = await requestReview(asker, overlap, ask());
  await work(review);
  if ((await getReview(OPERATOR, review.id)).status === "submitted") await withdrawReview(asker, review.id);
}
