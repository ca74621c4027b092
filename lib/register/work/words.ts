import { formatDate, formatDaysAway } from "@/lib/kernel/format";
import { daysBetween } from "@/lib/kernel/time";
import type { ReviewOutcome } from "../reviews/schema";
import type { WorkItem, WorkTask } from "./schema";

/** A review as a reason names it. */
export type WorkReview = {
  key: string;
  status: string;
  outcome: ReviewOutcome;
  requested_by_label: string;
  decided_by_label: string | null;
  submitted_at: Date | null;
  decided_at: Date | null;
  stale_at: Date | null;
  recertify_on: string | null;
  /** Whether its facts have changed since it was submitted. */
  changed: boolean;
};

/** What is known of a piece of work; what its task does not speak of is null. */
export type WorkFacts = {
  task: WorkTask;
  today: string;
  due: string | null;
  overlap: { key: string; status: string; detected_at: string } | null;
  /** Of an overlap to ask for: its last review that was submitted. */
  review: WorkReview | null;
  /** Whose seat it is, where it is not the asker's own. */
  seat_of: string | null;
  condition: { key: string; proven_by_label: string | null; proven_at: Date | null } | null;
  finding: { key: string; opened_at: Date; remedied_on: string | null } | null;
};

const OUTCOMES: Record<ReviewOutcome, string> = {
  confirmed: "confirmed",
  cleared: "cleared",
  cleared_with_conditions: "cleared with conditions",
  prohibited: "prohibited",
};

const on = (day: Date | string | null): string => (day === null ? "" : ` on ${formatDate(day)}`);
const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** "Proof was due on 3 June 2026, 4 days ago." */
function dueWords(what: string, due: string | null, today: string): string {
  if (due === null) return "";
  const verb = due < today ? "was" : "is";
  return ` ${what} ${verb} due on ${formatDate(due)}, ${formatDaysAway(daysBetween(utc(today), utc(due)))}.`;
}

function whyAsk({ overlap, review, today }: WorkFacts): string {
  if (!review)
    return `Detected${on(overlap ? new Date(overlap.detected_at) : null)}; nobody has asked for a judgement.`;
  const { key, recertify_on } = review;
  if (review.status === "stale") return `Its facts changed${on(review.stale_at)}: ${key} no longer holds.`;
  if (review.status === "approved" && recertify_on !== null && recertify_on <= today)
    return `${key} held until ${formatDate(recertify_on)}: it is to be judged again.`;
  if (review.status === "rejected")
    return `${review.decided_by_label ?? "A reviewer"} rejected ${key}${on(review.decided_at)}: it needs another judgement.`;
  if (review.status === "withdrawn") return `${key} was withdrawn: it still needs a judgement.`;
  return "It needs a judgement.";
}

function whyDecide({ review, seat_of }: WorkFacts): string {
  if (!review) return "";
  const proposed = `${review.requested_by_label} proposed “${OUTCOMES[review.outcome]}”${on(review.submitted_at)}.`;
  const changed = review.changed ? " The facts have changed since: it cannot be approved as it stands." : "";
  return `${proposed}${changed}${seat_of === null ? "" : ` In place of ${seat_of}.`}`;
}

/** What is remedied waits for its retest; of its remedy nothing is due any more. */
function whyFinding({ finding, due, today }: WorkFacts): string {
  const yours = `${finding?.key} is yours, open since ${formatDate(finding?.opened_at ?? today)}.`;
  if (finding?.remedied_on == null) return `${yours}${dueWords("Its remedy", due, today)}`;
  return `${yours} Remedied on ${formatDate(finding.remedied_on)}.${dueWords("What shows that it is over", due, today)}`;
}

/** Why now, in a sentence or two. */
export function whyNow(facts: WorkFacts): string {
  const { task, overlap, review, condition, due, today } = facts;
  switch (task) {
    case "ask":
      return whyAsk(facts);
    case "finish":
      return `Your draft ${review?.key} has not been submitted.`;
    case "change":
      return `${review?.decided_by_label ?? "A reviewer"} asked for changes of ${review?.key}${on(review?.decided_at ?? null)}.`;
    case "renew":
      return overlap?.status === "superseded"
        ? `The facts of ${review?.key} are gone: nobody can judge it any more. Withdraw it.`
        : `The facts changed after you submitted ${review?.key}: nobody can approve it as it stands.`;
    case "decide":
      return whyDecide(facts);
    case "prove":
      return `${condition?.key} is yours.${dueWords("Proof", due, today)}`;
    case "judge":
      return `${condition?.proven_by_label ?? "Its owner"} gave proof of ${condition?.key}${on(condition?.proven_at ?? null)}; somebody else says whether it works.`;
    case "finding":
      return whyFinding(facts);
  }
}

/** The one button: a verb and where it leads. */
export function actionOf({ task, overlap, review, condition, finding }: WorkFacts): WorkItem["action"] {
  const at = `/overlaps/${overlap?.key}`;
  switch (task) {
    case "ask":
      return { label: "Ask for a review", href: `${at}/review` };
    case "finish":
      return { label: "Finish the draft", href: `${at}/reviews/${review?.key}/edit` };
    case "change":
      return { label: "Change and resubmit", href: `${at}/reviews/${review?.key}/edit` };
    case "renew":
      return { label: "Open the review", href: `${at}/reviews/${review?.key}` };
    case "decide":
      return { label: "Decide", href: `${at}/reviews/${review?.key}` };
    case "prove":
      return { label: "Give proof", href: `/overlaps/conditions/${condition?.key}` };
    case "judge":
      return { label: "Judge the proof", href: `/overlaps/conditions/${condition?.key}` };
    case "finding":
      return { label: "Open the finding", href: `/promise/findings/${finding?.key}` };
  }
}
