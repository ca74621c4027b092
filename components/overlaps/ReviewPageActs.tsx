import { DecideActs, type DecideActsProps, RequesterActs } from "./ReviewActs";

/** What the reader can do with a review: decide it, or go on with what they asked. */
export const ReviewPageActs = (props: DecideActsProps) =>
  props.review.may.decide ? <DecideActs {...props} /> : <RequesterActs review={props.review} />;
