import { formatDate, formatList } from "@/lib/kernel/format";
import type { OverlapView, ReviewView } from "@/lib/register";
import { GIVEN, isOpenReview, lastJudgement } from "./review-words";

type Told = Pick<OverlapView, "status" | "detected_at" | "superseded_at" | "due">;

const day = (at: string): string => formatDate(new Date(at));

/**
 * What became of an overlap, for the head of its page: "Detected on 15 April 2026, cleared with conditions on 12 May
 * 2026 and stale since 10 August 2026. A review waits for its second person." `reviews` are newest first.
 */
export function overlapStory(overlap: Told, reviews: readonly ReviewView[]): string {
  const { status, detected_at, superseded_at } = overlap;
  const judged = lastJudgement(reviews);
  const past = [
    `Detected on ${day(detected_at)}`,
    ...(judged ? [`${GIVEN[judged.outcome]} on ${day(judged.decided_at ?? judged.created_at)}`] : []),
    ...(judged?.stale_at && status !== "superseded" ? [`stale since ${day(judged.stale_at)}`] : []),
  ];
  if (status === "superseded")
    return `${formatList([...past, `superseded on ${day(superseded_at ?? detected_at)}`])}: a fact that it rested on no longer holds.`;
  const none = !judged && !reviews.some(isOpenReview);
  return `${formatList(none ? [...past, "not reviewed yet"] : past)}. ${nextWords(overlap, reviews, judged)}`.trim();
}

function nextWords({ status, due }: Told, reviews: readonly ReviewView[], judged: ReviewView | null): string {
  const open = reviews.find(isOpenReview);
  const by = due === null ? "" : `, due by ${formatDate(due)}`;
  if (open?.status === "submitted") return `A review waits for its second person${by}.`;
  if (open?.status === "changes_requested") return `Changes were requested of its review${by}.`;
  if (open) return `A request is begun${by}.`;
  if (due === null) return "";
  const again = judged ? " again" : "";
  return status === "under_review" && judged?.status === "approved"
    ? `It is due to be judged again, by ${formatDate(due)}.`
    : `To be judged${again} by ${formatDate(due)}.`;
}
