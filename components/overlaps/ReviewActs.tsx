"use client";

import { ActDialog } from "@/components/form";
import { useAct } from "@/components/settings/use-act";
import { Button, LinkButton, useToast } from "@/components/ui";
import { type ReviewOutcome, type ReviewView, recertificationDays } from "@/lib/register";
import { DecideDialog, type HandedOn } from "./DecideDialog";
import { overlapHref } from "./hrefs";

const url = (review: Pick<ReviewView, "id">, act: string) => `/api/v1/reviews/${review.id}/${act}`;

/** Asks the second person; what is missing is said beside the button. */
function SubmitAct({ review }: { review: ReviewView }) {
  const { act, busy, failed } = useAct();
  const say = useToast();
  const isDraft = review.status === "draft";
  const submit = async () => {
    const done = await act(url(review, "submit"), "POST", {}, review.version);
    if (done !== null) say(`${review.key} is submitted. A second person decides.`);
  };
  return (
    <>
      <Button tone={isDraft ? "primary" : "plain"} disabled={busy} onClick={() => void submit()}>
        {isDraft ? "Submit" : "Submit as it is"}
      </Button>
      {failed ? (
        <span role="alert" className="refused">
          {failed}
        </span>
      ) : null}
    </>
  );
}

function WithdrawAct({ review }: { review: ReviewView }) {
  return (
    <ActDialog
      label="Withdraw"
      title={`Withdraw ${review.key}`}
      description="Nobody decides it any more. It stays readable; another review can be asked for at any time."
      url={url(review, "withdraw")}
      initial={{}}
      labels={{}}
    >
      {() => null}
    </ActDialog>
  );
}

/** What the one who asked can do with their request. */
export function RequesterActs({ review }: { review: ReviewView }) {
  const { edit, submit, withdraw } = review.may;
  if (!edit && !submit && !withdraw) return null;
  // A draft is there to be submitted, what changes were requested of to be changed.
  const isDraft = review.status === "draft";
  return (
    <div className="acts">
      {isDraft && submit ? <SubmitAct review={review} /> : null}
      {edit ? (
        <LinkButton tone={isDraft ? "plain" : "primary"} href={overlapHref.edit(review.overlap, review.key)}>
          {isDraft ? "Go on writing" : "Change it"}
        </LinkButton>
      ) : null}
      {!isDraft && submit ? <SubmitAct review={review} /> : null}
      {withdraw ? <WithdrawAct review={review} /> : null}
    </div>
  );
}

const APPROVAL: Record<ReviewOutcome, string> = {
  confirmed: "The overlap is confirmed as a conflict",
  cleared: "The overlap is cleared",
  cleared_with_conditions: "The overlap is cleared with conditions",
  prohibited: "The overlap is prohibited",
};

/** What follows from an approval, in the tense of what has not happened yet. */
function consequence({ outcome, severity, conditions }: ReviewView): string {
  const demanded =
    conditions.length === 0
      ? ""
      : conditions.length === 1
        ? " Its condition comes into force."
        : ` Its ${conditions.length} conditions come into force.`;
  return `${APPROVAL[outcome]} for these facts, to be judged again in ${recertificationDays(severity)} days.${demanded}`;
}

export type DecideActsProps = {
  review: ReviewView;
  /** Of the overlap, as the page shows its facts. */
  facts_hash: string;
  handed_on: readonly HandedOn[];
};

/** Approve, ask for changes, reject: each asks first whether the decider has an interest of their own. */
export function DecideActs({ review, facts_hash, handed_on }: DecideActsProps) {
  const changed = !review.since.same;
  return (
    <div className="acts">
      {changed ? null : (
        <DecideDialog
          review={review}
          facts_hash={facts_hash}
          outcome="approved"
          label="Approve"
          tone="primary"
          consequence={consequence(review)}
          handed_on={handed_on}
        />
      )}
      <DecideDialog
        review={review}
        facts_hash={facts_hash}
        outcome="changes_requested"
        label="Ask for changes"
        {...(changed ? { tone: "primary" as const } : {})}
        consequence="It goes back to whoever asked, who may change it and submit it again."
        handed_on={handed_on}
      />
      <DecideDialog
        review={review}
        facts_hash={facts_hash}
        outcome="rejected"
        label="Reject"
        consequence="The request ends, and the overlap stands where it stood before. Another can be made."
        handed_on={handed_on}
      />
    </div>
  );
}
