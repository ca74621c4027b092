import Link from "next/link";
import type { ReactNode } from "react";
import { LinkButton, Section } from "@/components/ui";
import type { BarredPerson, OverlapView, ReviewView } from "@/lib/register";
import type { HandedOn } from "./DecideDialog";
import { overlapHref } from "./hrefs";
import { DecideActs, RequesterActs } from "./ReviewActs";
import { ReviewsTable } from "./ReviewsTable";
import { barredNote, isOpenReview, shownReview } from "./review-words";
import { type Seat, seatsOf } from "./seats";

/** The ends of a hash, in two groups as people compare them: "9f3c 41d2". */
export const shortHash = (hash: string): string => `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;

export type ReviewSectionProps = {
  number: number;
  overlap: OverlapView;
  /** Newest first. */
  reviews: readonly ReviewView[];
  /** `person:ID` of the reader. */
  me: string;
  seat_is_mine: boolean;
  may_ask: boolean;
  /** People who may not decide the review that is shown. */
  barred: readonly BarredPerson[];
  handed_on: readonly HandedOn[];
};

function SeatBox({ head, seat, children }: { head: string; seat: Seat; children?: ReactNode }) {
  return (
    <div className={seat.filled ? "seat" : "seat open"}>
      <h3>{head}</h3>
      <b>{seat.who}</b>
      {seat.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {children}
    </div>
  );
}

/** The two bars between the seats: drawn through once both have said the same. */
const Join = ({ joined }: { joined: boolean }) => (
  <div className={joined ? "join done" : "join"}>
    <svg viewBox="0 0 72 24" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 9h72M0 15h72" />
    </svg>
  </div>
);

/** Whether this person can ask now: nothing is open, and the facts still hold. */
const canAsk = ({ may_ask, overlap }: ReviewSectionProps, review: ReviewView | null): boolean =>
  may_ask && overlap.status !== "superseded" && (review === null || !isOpenReview(review));

function AskLink({ overlap, review }: { overlap: OverlapView; review: ReviewView | null }) {
  const due = review === null || overlap.status === "under_review";
  return (
    <LinkButton tone={due ? "primary" : "plain"} href={overlapHref.ask(overlap.key)}>
      {review === null ? "Ask for a review" : "Ask for another review"}
    </LinkButton>
  );
}

/** The review of an overlap: who asked, who decides, and who may not; those before it beneath. */
export function ReviewSection(props: ReviewSectionProps) {
  const { number, overlap, reviews, me, seat_is_mine, barred, handed_on } = props;
  const review = shownReview(reviews);
  const { preparer_name: preparer, reviewer_name: reviewer } = overlap;
  const seats = seatsOf({ overlap, review, me, preparer, reviewer, seat_is_mine });
  const asks = canAsk(props, review);
  return (
    <Section
      number={number}
      id="review"
      title={seats.title}
      text={
        <>
          <p>
            {review ? "Pinned to facts " : "The facts are "}
            <span className="mono nb">{shortHash(review?.facts_hash ?? overlap.facts_hash)}</span>.{" "}
            {seats.text}
          </p>
          {overlap.status === "superseded" ? <p>The facts have ended, so nothing waits.</p> : null}
        </>
      }
    >
      <div className="seats">
        <SeatBox head="Asked by" seat={seats.asked}>
          {review ? (
            <>
              <p>
                <Link href={overlapHref.review(overlap.key, review.key)}>
                  {review.status === "draft"
                    ? `Read the draft, ${review.key}`
                    : `Read the request, ${review.key}`}
                </Link>
              </p>
              <RequesterActs review={review} />
            </>
          ) : null}
          {asks && review === null ? (
            <div className="acts">
              <AskLink overlap={overlap} review={review} />
            </div>
          ) : null}
        </SeatBox>
        <Join joined={seats.joined} />
        <SeatBox head="Decided by a second person" seat={seats.decided}>
          {review?.may.decide ? (
            <DecideActs review={review} facts_hash={overlap.facts_hash} handed_on={handed_on} />
          ) : null}
        </SeatBox>
      </div>
      <div className="seats-foot">
        {review && !isOpenReview(review) ? null : <p className="note">{barredNote(barred)}</p>}
        {asks && review !== null ? <AskLink overlap={overlap} review={review} /> : null}
      </div>
      <ReviewsTable reviews={reviews.filter((each) => each !== review)} />
    </Section>
  );
}
