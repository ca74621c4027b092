import { formatDate } from "@/lib/kernel/format";
import type { Barred, DecisionOutcome, ReviewOutcome, ReviewStatus, ReviewView } from "@/lib/register";

/** What is proposed, as the one who asks chooses it. */
export const OUTCOME_CHOICES: Record<ReviewOutcome, { label: string; meaning: string }> = {
  confirmed: { label: "Confirm it", meaning: "It is a conflict, and it stays in the queue." },
  cleared: { label: "Clear it", meaning: "It may go on as it is, until it is judged again." },
  cleared_with_conditions: {
    label: "Clear it with conditions",
    meaning: "It may go on as long as the conditions below are met.",
  },
  prohibited: { label: "Prohibit it", meaning: "It must not go on." },
};

/** "Proposes to …" */
export const PROPOSED: Record<ReviewOutcome, string> = {
  confirmed: "confirm it",
  cleared: "clear it",
  cleared_with_conditions: "clear it with conditions",
  prohibited: "prohibit it",
};

/** What an approval made of the overlap: "It is …". */
export const GIVEN: Record<ReviewOutcome, string> = {
  confirmed: "confirmed",
  cleared: "cleared",
  cleared_with_conditions: "cleared with conditions",
  prohibited: "prohibited",
};

/** What a second person did with a submission. */
export const DECIDED: Record<DecisionOutcome, string> = {
  approved: "Approved",
  changes_requested: "Asked for changes",
  rejected: "Rejected",
};

/** Why the reader does not decide; null for whoever never does. */
export function barredWords(barred: Barred | null): string | null {
  switch (barred) {
    case "requester":
      return "You asked for it, so somebody else decides.";
    case "fact_editor":
      return "You were the last to edit one of its facts, so somebody else decides.";
    case "inside":
      return "You manage a partner that it concerns, so somebody else decides.";
    case "interest":
      return "You declared an interest of your own, so somebody else decides.";
    case "no_permission":
    case "not_a_person":
    case null:
      return null;
  }
}

const BARRED_AS: Partial<Record<Barred, string>> = {
  requester: "asked for it",
  fact_editor: "last to edit one of its facts",
  inside: "manages a partner that it concerns",
  interest: "declared an interest",
};

/** "May not decide: Partner manager (asked for it), Compliance (last to edit one of its facts)." */
export function barredNote(barred: readonly { label: string; why: Barred }[]): string {
  const named = barred.flatMap(({ label, why }) => (BARRED_AS[why] ? `${label} (${BARRED_AS[why]})` : []));
  return named.length > 0
    ? `May not decide: ${named.join("; ")}.`
    : "May not decide: whoever asks, whoever last edited one of the facts, and whoever manages a partner concerned.";
}

const OPEN: readonly ReviewStatus[] = ["draft", "submitted", "changes_requested"];

export const isOpenReview = ({ status }: Pick<ReviewView, "status">): boolean => OPEN.includes(status);

type Listed = Pick<ReviewView, "status">;

/** The last judgement where it holds: one that went stale took the place of those before it. */
const inForce = <R extends Listed>(reviews: readonly R[]): R | null => {
  const last = lastJudgement(reviews);
  return last?.status === "approved" ? last : null;
};

/** Of the reviews of an overlap, newest first, the one that the two seats show: open, else in force, else the last. */
export const shownReview = <R extends Listed>(reviews: readonly R[]): R | null =>
  reviews.find(isOpenReview) ??
  inForce(reviews) ??
  reviews.find(({ status }) => status !== "withdrawn") ??
  null;

/** The last review that gave the overlap its outcome, also where it no longer holds. */
export const lastJudgement = <R extends Listed>(reviews: readonly R[]): R | null =>
  reviews.find(({ status }) => status === "approved" || status === "stale") ?? null;

/** "Cleared with conditions on 12 May 2026, to be judged again by 10 August 2026." */
export function reviewInWords(review: ReviewView): string {
  const { status, outcome, decided_at, recertify_on, stale_at, submitted_at, created_at, since } = review;
  const day = (at: string | null) => formatDate(new Date(at ?? created_at));
  switch (status) {
    case "draft":
      return `Draft of ${day(created_at)}, which would ${PROPOSED[outcome]}.`;
    case "submitted":
      return `Submitted on ${day(submitted_at)}, to ${PROPOSED[outcome]}. ${since.ended ? "Its facts are gone: nobody decides it any more." : "It waits for a second person."}`;
    case "changes_requested":
      return `Submitted on ${day(submitted_at)}, to ${PROPOSED[outcome]}. Changes were requested.`;
    case "approved":
      return `${capital(GIVEN[outcome])} on ${day(decided_at)}${recertify_on ? `, to be judged again by ${formatDate(recertify_on)}` : ""}.`;
    case "stale":
      return `${capital(GIVEN[outcome])} on ${day(decided_at)}, stale since ${day(stale_at)}: the facts that it was made on have changed.`;
    case "rejected":
      return `Rejected on ${day(decided_at)}; it would have had us ${PROPOSED[outcome]}.`;
    case "withdrawn":
      return `Withdrawn before it was decided; it would have had us ${PROPOSED[outcome]}.`;
  }
}

/** The heading of a review: what is proposed, or what became of it. */
export function reviewTitle({ status, outcome }: Pick<ReviewView, "status" | "outcome">): string {
  if (status === "approved") return `${capital(GIVEN[outcome])}.`;
  if (status === "stale") return `${capital(GIVEN[outcome])}, on facts that have changed.`;
  const over = status === "rejected" ? "Rejected" : status === "withdrawn" ? "Withdrawn" : "Proposed";
  return `${over}: to ${PROPOSED[outcome]}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What the last decision asked for, with whose word it was; null where nothing was decided. */
export function lastDecision({ decisions }: Pick<ReviewView, "decisions">): string | null {
  const last = decisions.at(-1);
  if (!last?.note) return null;
  return `${last.decided_by_label} on ${formatDate(new Date(last.decided_at))}: “${last.note}”`;
}
