import { formatDate } from "@/lib/kernel/format";
import type { ReviewView } from "@/lib/register";
import { DECIDED } from "./review-words";

export type ReviewEvent = {
  key: string;
  /** Null where the review does not keep the moment. */
  at: string | null;
  label: string;
  /** Null where the review does not say. */
  by: string | null;
  /** In their own words. */
  said: string | null;
  done: boolean;
};

const event = (
  key: string,
  at: string | null,
  label: string,
  by: string | null,
  more: Partial<ReviewEvent> = {},
): ReviewEvent => ({ key, at, label, by, said: null, done: false, ...more });

/**
 * What happened to a review, oldest first. Of several submissions the last has its time here; those before it are in
 * the audit log, and each is followed by its decision.
 */
export function reviewEvents(review: ReviewView): ReviewEvent[] {
  const { created_at, submitted_at, requested_by_label: asker, round, status, decisions, stale_at } = review;
  const submitted = round > 1 ? `Submitted again, round ${round}` : "Submitted";
  const events = [
    event("begun", created_at, "Begun", asker),
    ...(submitted_at ? [event("submitted", submitted_at, submitted, asker)] : []),
    ...interestEvents(review),
    ...decisions.map(({ id, outcome, note, decided_by_label, decided_at, for_label }) =>
      event(
        id,
        decided_at,
        DECIDED[outcome],
        for_label ? `${decided_by_label}, for ${for_label}` : decided_by_label,
        {
          said: note,
          done: outcome === "approved",
        },
      ),
    ),
    ...(stale_at ? [event("stale", stale_at, "Went stale", "detection")] : []),
  ];
  // Sorting keeps equal moments in the order above.
  const past = events.sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
  return status === "withdrawn" ? [...past, event("withdrawn", null, "Withdrawn", null)] : past;
}

const SAME_ACT_MS = 60_000;

/**
 * What people said of their interests. A decision bears the moment at which its transaction began, the declaration that
 * it needs the later one at which it was written: it is told before what it allowed.
 */
const interestEvents = ({ interests, decisions }: ReviewView): ReviewEvent[] =>
  interests.map(({ declared_by, declared_by_label, declared_at, has_interest, statement }) => {
    const allowed = decisions.find(
      ({ decided_by, decided_at }) =>
        decided_by === declared_by &&
        decided_at <= declared_at &&
        Date.parse(declared_at) - Date.parse(decided_at) < SAME_ACT_MS,
    );
    const label = has_interest ? "Declared an interest" : "Declared no interest";
    const key = `interest ${declared_at}`;
    return event(key, allowed?.decided_at ?? declared_at, label, declared_by_label, { said: statement });
  });

/** The day by which a review in force is made anew; null for any other. */
export const recertifyWords = ({ recertify_on, in_force }: ReviewView): string | null =>
  recertify_on && in_force ? formatDate(recertify_on) : null;
