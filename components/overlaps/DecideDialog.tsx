"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { z } from "zod";
import { ApiForm, RadioInput, SelectInput, Textarea, useApiForm } from "@/components/form";
import { Button, type ButtonTone, Dialog, useToast } from "@/components/ui";
import { type DecisionOutcome, ReviewDecisionInput, type ReviewView } from "@/lib/register";
import { PROPOSED } from "./review-words";

/** A delegation under which the reader may decide for somebody else. */
export type HandedOn = { id: string; from_label: string };

export type DecideDialogProps = {
  review: ReviewView;
  /** Hash of the overlap's facts that the page shows: the decision is bound to them and to the round. */
  facts_hash: string;
  outcome: DecisionOutcome;
  /** On the button that opens, and on the one that decides. */
  label: string;
  tone?: ButtonTone;
  /** What follows from it. */
  consequence: string;
  handed_on: readonly HandedOn[];
};

const LABELS = {
  has_interest: "Have you an interest of your own in it?",
  statement: "Which interest",
  note: "Reasons",
  delegation: "Decided for",
};

const ANSWERS = [
  { value: "no", label: "No", help: "Neither money, nor a post, nor somebody close to you." },
  { value: "yes", label: "Yes", help: "It is put on record, and somebody else decides." },
];

const EMPTY = { has_interest: "", statement: "", note: "", delegation: "" };
type Values = typeof EMPTY;

const Answered = z.object({ has_interest: z.boolean("Answer this first.") });
const Declared = z.looseObject({
  statement: z.string().trim().min(1, "Say which; it stays with the review."),
});

const filled = (values: Partial<Values>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));

/** What the decider read, and what they make of it. */
type Read = Pick<DecideDialogProps, "facts_hash"> & { outcome: DecisionOutcome; round: number };

/** What is sent: without an answer nothing passes the schema, so nothing is. */
function bodyOf({ outcome, round, facts_hash }: Read, values: Values): Record<string, unknown> {
  const { has_interest, statement, note, delegation } = values;
  const answer = has_interest === "" ? {} : { has_interest: has_interest === "yes" };
  return has_interest === "yes"
    ? { ...answer, statement }
    : { outcome, round, facts_hash, ...answer, ...filled({ note, delegation }) };
}

function schemaOf(outcome: DecisionOutcome, declares: boolean): z.ZodType {
  if (declares) return Declared;
  return Answered.loose().pipe(
    ReviewDecisionInput.refine(({ note }) => outcome === "approved" || note !== undefined, {
      path: ["note"],
      message: "Say why; whoever asked reads it.",
    }),
  );
}

type DecideFormProps = Pick<
  DecideDialogProps,
  "review" | "facts_hash" | "outcome" | "label" | "handed_on"
> & {
  onDone: (said: string) => void;
};

/** The question of interest first; then the decision, or the interest that is put on record instead of one. */
function DecideForm({ review, facts_hash, outcome, label, handed_on, onDone }: DecideFormProps) {
  const [declares, setDeclares] = useState(false);
  const form = useApiForm<Values>({
    url: `/api/v1/reviews/${review.id}/${declares ? "interest" : "decisions"}`,
    method: "POST",
    initial: EMPTY,
    schema: schemaOf(outcome, declares),
    toBody: (values) => bodyOf({ outcome, round: review.round, facts_hash }, values),
    onDone: () =>
      onDone(
        declares ? "Your interest is on record. Somebody else decides." : `${review.key}: ${DONE[outcome]}.`,
      ),
  });
  const answer = (value: string) => {
    setDeclares(value === "yes");
    form.set("has_interest", value);
  };
  return (
    <ApiForm form={form} labels={LABELS} submit_label={declares ? "Put it on record" : label}>
      <RadioInput
        {...form.field("has_interest")}
        onChange={answer}
        label={LABELS.has_interest}
        options={ANSWERS}
        required
      />
      {declares ? (
        <Textarea {...form.field("statement")} label={LABELS.statement} required />
      ) : (
        <>
          {handed_on.length > 0 ? (
            <SelectInput
              {...form.field("delegation")}
              label={LABELS.delegation}
              empty="nobody else: it is your own work"
              options={handed_on.map(({ id, from_label }) => ({ value: id, label: from_label }))}
            />
          ) : null}
          <Textarea {...form.field("note")} label={LABELS.note} required={outcome !== "approved"} />
        </>
      )}
    </ApiForm>
  );
}

/** A second person's decision. Closed undecided, it forgets what was entered. */
export function DecideDialog(props: DecideDialogProps) {
  const { review, label, tone = "plain", consequence } = props;
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const say = useToast();
  const done = (said: string) => {
    setOpen(false);
    say(said);
    router.refresh();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button tone={tone}>{label}</Button>}
      title={`${label}: ${review.key}`}
      description={
        <>
          <p>
            {review.requested_by_label} proposes to {PROPOSED[review.outcome]}.
          </p>
          <p>{consequence}</p>
        </>
      }
    >
      <DecideForm {...props} onDone={done} />
    </Dialog>
  );
}

const DONE: Record<DecisionOutcome, string> = {
  approved: "approved",
  changes_requested: "changes are requested",
  rejected: "rejected",
};
