import { formatDate, formatDateTime } from "@/lib/kernel/format";
import type { OverlapView, ReviewView } from "@/lib/register";
import { barredWords, DECIDED, GIVEN, PROPOSED } from "./review-words";

export type Seat = {
  who: string;
  /** Somebody has done their part. */
  filled: boolean;
  lines: readonly string[];
};

export type SeatsModel = {
  title: string;
  text: string;
  asked: Seat;
  decided: Seat;
  /** Both have said the same: the two bars between them are drawn through. */
  joined: boolean;
};

export type SeatsInput = {
  overlap: Pick<OverlapView, "due" | "status">;
  review: ReviewView | null;
  /** `person:ID` of the reader. */
  me: string;
  /** Names of those who are asked first, where somebody is assigned. */
  preparer: string | null;
  reviewer: string | null;
  /** Whether the reviewer who is assigned is the reader. */
  seat_is_mine: boolean;
};

const TITLES: Record<ReviewView["status"], string> = {
  draft: "A request is begun. Nobody is asked yet.",
  submitted: "One person has asked. Another must decide.",
  changes_requested: "Changes are requested before it is decided.",
  approved: "One person asked, another agreed.",
  rejected: "One person asked, another refused.",
  withdrawn: "No review is open.",
  stale: "Judged by two people, on facts that have changed.",
};

const PINNED = "If one of the facts changes before the decision, it cannot be approved on them.";

const TEXTS: Record<ReviewView["status"], string> = {
  draft: "It is pinned to the facts when it is submitted.",
  submitted: PINNED,
  changes_requested: "Submitting it again pins it to the facts of that moment.",
  approved: "It holds for these facts alone. If one of them changes, it goes stale.",
  rejected: "Where the overlap stood before, it stands again.",
  withdrawn: "Whoever asked for the last one took it back.",
  stale:
    "What it decided is no longer in force; the overlap is under review until two people judge it again.",
};

/** Two seats for a review: who asks, who decides. The second is never taken by the first. */
export function seatsOf(input: SeatsInput): SeatsModel {
  const { review } = input;
  if (review === null) return emptySeats(input);
  return {
    ...headingOf(review, input.overlap.status),
    asked: askedSeat(input, review),
    decided: decidedSeat(input, review),
    joined: review.status === "approved" || review.status === "stale",
  };
}

function headingOf(review: ReviewView, overlap: OverlapView["status"]): Pick<SeatsModel, "title" | "text"> {
  const { status, since } = review;
  if (status === "approved" && overlap === "under_review")
    return {
      title: "It is due to be judged again.",
      text: "What was decided stands until another review takes its place.",
    };
  const changed = status === "submitted" && !since.same;
  return {
    title: changed ? "Its facts have changed since it was asked for." : TITLES[status],
    text: TEXTS[status],
  };
}

function emptySeats({ overlap, preparer, reviewer }: SeatsInput): SeatsModel {
  return {
    title: "No review yet.",
    text: "A review is one person’s judgement and another’s decision, pinned to the facts. If one of them changes, it goes stale.",
    asked: {
      who: preparer ?? "Nobody yet",
      filled: false,
      lines: [
        preparer
          ? "Is to prepare it: to confirm, clear, clear with conditions or prohibit."
          : "One person proposes to confirm, clear, clear with conditions or prohibit.",
      ],
    },
    decided: {
      who: reviewer ?? "Nobody yet",
      filled: false,
      lines: [overlap.due ? `To be judged by ${formatDate(overlap.due)}.` : "Nothing waits."],
    },
    joined: false,
  };
}

function askedSeat({ me }: SeatsInput, review: ReviewView): Seat {
  const { status, requested_by, requested_by_label, submitted_at, created_at, outcome, round } = review;
  const draft = status === "draft";
  return {
    who: requested_by === me ? `You, ${requested_by_label}` : requested_by_label,
    filled: !draft,
    lines: [
      draft
        ? `Begun on ${formatDateTime(created_at)}.`
        : `${formatDateTime(submitted_at ?? created_at)}${round > 1 ? `, for the ${ordinal(round)} time` : ""}.`,
      `${draft || status === "submitted" || status === "changes_requested" ? "Proposes" : "Proposed"} to ${PROPOSED[outcome]}.`,
    ],
  };
}

const ordinal = (n: number): string => (n === 2 ? "second" : n === 3 ? "third" : `${n}th`);

function decidedSeat(input: SeatsInput, review: ReviewView): Seat {
  const { overlap, me, reviewer } = input;
  const last = review.decisions.at(-1);
  if (review.status === "submitted") return waitingSeat(input, review);
  if (review.status === "draft" || review.status === "withdrawn" || !last)
    return { who: reviewer ?? "Nobody yet", filled: false, lines: ["Decides when it is submitted."] };
  const who = last.decided_by === me ? `You, ${last.decided_by_label}` : last.decided_by_label;
  const when = formatDateTime(last.decided_at);
  const on_behalf = last.for_label ? ` for ${last.for_label}` : "";
  return {
    who,
    filled: last.outcome !== "changes_requested",
    lines: [
      last.outcome === "approved"
        ? `${when}${on_behalf}: ${GIVEN[review.outcome]}.`
        : `${DECIDED[last.outcome]}${on_behalf}, ${when}.`,
      ...(last.note ? [`“${last.note}”`] : []),
      ...(review.status === "approved" && overlap.due
        ? [`To be judged again by ${formatDate(overlap.due)}.`]
        : []),
    ],
  };
}

/** Who may decide hears so, who may not hears why, everybody else for whom it waits. */
function waitingSeat({ overlap, me, reviewer, seat_is_mine }: SeatsInput, review: ReviewView): Seat {
  const due = overlap.due ? `Due by ${formatDate(overlap.due)}.` : null;
  const { decide, barred } = review.may;
  if (decide)
    return {
      who: "You",
      filled: false,
      lines: [
        "You did not ask for it, have edited none of its facts last, and manage no partner concerned.",
        ...(reviewer && !seat_is_mine ? [`Assigned to ${reviewer}; you may decide it as well.`] : []),
        ...(due ? [due] : []),
      ],
    };
  const why = barredWords(review.requested_by === me ? "requester" : barred);
  return {
    who: reviewer ?? "Somebody of compliance",
    filled: false,
    lines: [...(why ? [why] : []), ...(due ? [due] : [])],
  };
}
