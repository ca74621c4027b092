import { conflict, notFound } from "@/lib/kernel/errors";
import { type Act, cellOf, type Refusal } from "./lifecycle";
import { REVIEW_STATUS_LABELS, ReviewStatus } from "./schema";

const WORDS: Record<Exclude<Refusal, "not_found">, (status: string) => string> = {
  review_submitted: () => "It is submitted and waits for a decision; withdraw it to change it.",
  review_over: (status) => `It is ${status} and stays so; ask for another review.`,
  not_submitted: (status) => `It is ${status}: there is nothing to decide.`,
};

/** The status that an act leads to. Throws 409 where the lifecycle has none, 404 for drafts of others. */
export function move(status: string, act: Act): ReviewStatus {
  const from = ReviewStatus.parse(status);
  const cell = cellOf(act, from);
  if ("to" in cell) return cell.to;
  if (cell.refused === "not_found") throw notFound();
  throw conflict(cell.refused, WORDS[cell.refused](REVIEW_STATUS_LABELS[from].toLowerCase()));
}

/** The refusal of something that only an open review takes. */
export const reviewOver = (status: string) => conflict("review_over", WORDS.review_over(status));
