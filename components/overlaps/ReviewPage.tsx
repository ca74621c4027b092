import Link from "next/link";
import type { ReactNode } from "react";
import { type Definition, PageHeader, Section } from "@/components/ui";
import { capitalise, countInWords, formatDateTime } from "@/lib/kernel/format";
import {
  type ConditionListItem,
  type OverlapView,
  type PinnedPreflight,
  REVIEW_STATUS_LABELS,
  type ReviewView,
} from "@/lib/register";
import { ChangeList } from "./ChangesSection";
import { ConditionsTable } from "./ConditionsSection";
import { changeLines, changesTitle } from "./changes-words";
import { FactList } from "./FactsBeside";
import { overlapHref, preflightHref } from "./hrefs";
import { shortHash } from "./ReviewSection";
import { recertifyWords, reviewEvents } from "./review-events";
import { isOpenReview, lastDecision, reviewInWords, reviewTitle } from "./review-words";

export type ReviewPageProps = {
  review: ReviewView;
  overlap: OverlapView;
  /** Those that it demands. */
  conditions: readonly ConditionListItem[];
  today: string;
  /** Who may not decide it, or why the reader may not; null where nothing waits. */
  note: string | null;
  /** Buttons; null where there is nothing to do. */
  acts: ReactNode;
};

function rubricOf(review: ReviewView): Definition[] {
  const { requested_by_label, submitted_at, decided_by_label, decided_at, round, facts_hash, preflight } =
    review;
  return [
    { term: "Status", value: <b>{REVIEW_STATUS_LABELS[review.status]}</b> },
    { term: "Asked by", value: requested_by_label },
    {
      term: "Submitted",
      value: submitted_at && `${formatDateTime(submitted_at)}${round > 1 ? `, round ${round}` : ""}`,
    },
    {
      term: "Decided by",
      value: decided_by_label && decided_at && `${decided_by_label}, ${formatDateTime(decided_at)}`,
    },
    { term: "To be judged again by", value: recertifyWords(review) },
    { term: "Pinned to facts", value: <span className="mono">{shortHash(facts_hash)}</span> },
    ...(preflight ? [{ term: "Rests on pre-flight", value: <PreflightPin preflight={preflight} /> }] : []),
  ];
}

/** The run that a review is pinned to, with its page where it has one. */
function PreflightPin({ preflight }: { preflight: PinnedPreflight }) {
  const { id, policy, record_hash, created_at, intact } = preflight;
  const label = `${policy ?? "a draft that was not recorded"}, ${formatDateTime(created_at)}`;
  return (
    <>
      {policy === null ? label : <Link href={preflightHref(policy, id)}>{label}</Link>}, pinned to{" "}
      <span className="mono nb">{shortHash(record_hash)}</span>
      {intact ? "" : "; the run has changed since"}
    </>
  );
}

function Events({ review }: { review: ReviewView }) {
  return (
    <ol className="timeline">
      {reviewEvents(review).map(({ key, at, label, by, said, done }) => (
        <li key={key} className={done ? "done" : undefined}>
          {at === null ? <span /> : <time dateTime={at}>{formatDateTime(at)}</time>}
          <i aria-hidden="true" />
          <div>
            <b>{label}</b> {by === null ? null : <span className="mute">by {by}</span>}
            {said ? <p className="told">{said}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The facts of today, and before them what is no longer as it was when the review was submitted. */
function FactsSection({ review, overlap }: Pick<ReviewPageProps, "review" | "overlap">) {
  const { key, status, since, stale_because } = review;
  const draft = status === "draft";
  const changed = !draft && changeLines(since).length > 0;
  return (
    <Section
      number={2}
      id="changes"
      title={draft ? "The facts as they are." : changesTitle(since, key)}
      text={<p>The facts as they are today{changed ? ", below what changed of them" : ""}.</p>}
    >
      <div className="grid gap-6">
        {changed ? <ChangeList change={since} /> : null}
        {stale_because ? (
          <div>
            <h3 className="sub-head">What made it stale</h3>
            <ChangeList change={stale_because} />
          </div>
        ) : null}
        <div>
          <FactList overlap={overlap} />
        </div>
      </div>
    </Section>
  );
}

const demandedTitle = (n: number, open: boolean): string =>
  `${capitalise(countInWords(n, "condition"))} ${open ? "would be" : n === 1 ? "was" : "were"} demanded.`;

/** One review: what was proposed and why, on which facts, what it demands, and who decided what of it. */
export function ReviewPage({ review, overlap, conditions, today, note, acts }: ReviewPageProps) {
  const answered = review.status === "changes_requested" || review.status === "rejected";
  const events = reviewEvents(review).length;
  return (
    <>
      <PageHeader
        size="record"
        kicker={
          <>
            <span className="mono">{review.key}</span> · review of{" "}
            <Link className="mono" href={overlapHref.detail(overlap.key)}>
              {overlap.key}
            </Link>
          </>
        }
        title={reviewTitle(review)}
        lead={
          <>
            {overlap.title} {reviewInWords(review)} {answered ? lastDecision(review) : null}
          </>
        }
        rubric={rubricOf(review)}
        actions={acts}
      />
      <Section
        number={1}
        title="The reasons given."
        text={
          <>
            <p>In the words of {review.requested_by_label}.</p>
            {note ? <p>{note}</p> : null}
          </>
        }
      >
        <p className="told-words">{review.rationale}</p>
      </Section>
      <FactsSection review={review} overlap={overlap} />
      {conditions.length > 0 ? (
        <Section number={3} title={demandedTitle(conditions.length, isOpenReview(review))}>
          <ConditionsTable label="Conditions" rows={conditions} today={today} />
        </Section>
      ) : null}
      <Section
        number={conditions.length > 0 ? 4 : 3}
        title={`${capitalise(countInWords(events, "step"))} so far.`}
        text={<p>Decisions and declarations are written once and never changed. Times are UTC.</p>}
      >
        <Events review={review} />
      </Section>
    </>
  );
}
