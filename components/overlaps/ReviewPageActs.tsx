import type { ReviewView } from "@/lib/register";
import type { HandedOn } from "./DecideDialog";
import { DecideActs, RequesterActs } from "./ReviewActs";

/** What the reader can do with a review: decide it, or go on with what they asked. */
export const ReviewPageActs = ({
  review,
  handed_on,
}: {
  review: ReviewView;
  handed_on: readonly HandedOn[];
}) =>
  review.may.decide ? (
    <DecideActs review={review} handed_on={handed_on} />
  ) : (
    <RequesterActs review={review} />
  );
