import type { ReviewStatus } from "./schema";

/** What can be done with a review, or happens to it. */
export type Act =
  | "edit"
  | "submit"
  | "withdraw"
  | "approve"
  | "request_changes"
  | "reject"
  | "facts_change"
  | "facts_end";

/** The refusals of an act in a status: types of a 409, and of a 404 for what nobody else sees. */
export type Refusal = "review_submitted" | "review_over" | "not_submitted" | "not_found";

/** Where an act leads from a status: another, the same, or nowhere. */
export type Cell = { to: ReviewStatus } | { refused: Refusal };

export type Row = {
  act: Act;
  words: string;
  by: "whoever asked" | "a second person" | "detection";
  from: Record<ReviewStatus, Cell>;
};

const to = (status: ReviewStatus): Cell => ({ to: status });
const submitted: Cell = { refused: "review_submitted" };
const over: Cell = { refused: "review_over" };
/** Drafts are seen by whoever writes them alone. */
const unseen: Cell = { refused: "not_found" };
const undecidable: Cell = { refused: "not_submitted" };

const OVER = { approved: over, rejected: over, withdrawn: over, stale: over };
const NOT_SUBMITTED = {
  draft: unseen,
  approved: undecidable,
  changes_requested: undecidable,
  rejected: undecidable,
  withdrawn: undecidable,
  stale: undecidable,
};
const STAYS = {
  draft: to("draft"),
  submitted: to("submitted"),
  changes_requested: to("changes_requested"),
  rejected: to("rejected"),
  withdrawn: to("withdrawn"),
  stale: to("stale"),
};

/**
 * The lifecycle of a review: every act from every status. The service asks this table, the database enforces the same by
 * triggers of its own, tests are made from it for both, and docs/reviews.md prints it.
 */
export const LIFECYCLE: readonly Row[] = [
  {
    act: "edit",
    words: "change what it says",
    by: "whoever asked",
    from: { draft: to("draft"), submitted, changes_requested: to("changes_requested"), ...OVER },
  },
  {
    act: "submit",
    words: "submit",
    by: "whoever asked",
    from: { draft: to("submitted"), submitted, changes_requested: to("submitted"), ...OVER },
  },
  {
    act: "withdraw",
    words: "withdraw",
    by: "whoever asked",
    from: {
      draft: to("withdrawn"),
      submitted: to("withdrawn"),
      changes_requested: to("withdrawn"),
      ...OVER,
    },
  },
  {
    act: "approve",
    words: "approve",
    by: "a second person",
    from: { ...NOT_SUBMITTED, submitted: to("approved") },
  },
  {
    act: "request_changes",
    words: "request changes",
    by: "a second person",
    from: { ...NOT_SUBMITTED, submitted: to("changes_requested") },
  },
  {
    act: "reject",
    words: "reject",
    by: "a second person",
    from: { ...NOT_SUBMITTED, submitted: to("rejected") },
  },
  {
    act: "facts_change",
    words: "its facts change",
    by: "detection",
    from: { ...STAYS, approved: to("stale") },
  },
  {
    act: "facts_end",
    words: "its facts no longer hold",
    by: "detection",
    from: { ...STAYS, approved: to("stale") },
  },
];

/** Where an act leads from a status. */
export function cellOf(act: Act, status: ReviewStatus): Cell {
  const row = LIFECYCLE.find((one) => one.act === act);
  if (!row) throw new Error(`The lifecycle knows no “${act}”.`);
  return row.from[status];
}

/** What makes an overlap stand where it stands, the first that holds; `evenhand_standing` in the database is the same. */
export const STANDING = [
  { when: "facts that it needs are gone", status: "superseded" },
  { when: "a review is submitted, or changes were requested of one", status: "under_review" },
  { when: "no review was ever approved", status: "detected" },
  {
    when: "the review approved last holds: its facts are the same and its day has not come",
    status: "its outcome",
  },
  { when: "otherwise: the facts changed, or the day of recertification has come", status: "under_review" },
] as const;
