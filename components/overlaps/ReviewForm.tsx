"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef } from "react";
import {
  ApiForm,
  callApi,
  type Option,
  RadioInput,
  SelectInput,
  Textarea,
  useApiForm,
} from "@/components/form";
import { Button, LinkButton, useToast } from "@/components/ui";
import { type ConditionInput, ReviewInput, ReviewOutcome, ReviewPatch, ReviewView } from "@/lib/register";
import { CONDITION_LABELS, ConditionsInput } from "./ConditionsInput";
import { overlapHref } from "./hrefs";
import {
  conditionsInWords,
  EMPTY_REVIEW,
  mayDemand,
  type ReviewValues,
  toConditionValues,
  toReviewBody,
  toReviewValues,
} from "./review-values";
import { OUTCOME_CHOICES } from "./review-words";

const LABELS = {
  outcome: "Proposal",
  rationale: "Reasons",
  preflight: "Pre-flight",
  conditions: "Conditions",
};

const OUTCOMES = ReviewOutcome.options.map((value) => ({
  value,
  label: OUTCOME_CHOICES[value].label,
  help: OUTCOME_CHOICES[value].meaning,
}));

export type ReviewFormProps = {
  overlap: string;
  /** The draft, or what changes were requested of; null for a new request. */
  review: ReviewView | null;
  owners: readonly Option[];
  /** Conditions of the review in force, to be taken over. */
  offered: readonly ConditionInput[];
  /** Runs of the router that the overlap is of, newest first. */
  preflights: readonly (Option & { href: string | null })[];
};

const fromRecord = (record: Record<string, unknown>): ReviewValues =>
  toReviewValues(ReviewView.parse(record));

/** The two versions of a conflict as people read them. */
function inWords(name: string, value: unknown): string | null {
  if (name === "outcome")
    return ReviewOutcome.safeParse(value).data ? OUTCOME_CHOICES[ReviewOutcome.parse(value)].label : null;
  return name === "conditions" && Array.isArray(value) ? conditionsInWords(value) : null;
}

const NO_CONDITION = { path: ["conditions"], message: "Clearing with conditions names at least one." };

/** The name of the button that was pressed; Enter presses the first. */
const submitterOf = (event?: FormEvent): string | null => {
  const native = event?.nativeEvent;
  const pressed = native instanceof SubmitEvent ? native.submitter : null;
  return pressed instanceof HTMLButtonElement ? pressed.name : null;
};

/** Labels of the parts of each condition: "Condition 2, due". */
const conditionLabels = (n: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: n }, (_, place) =>
      Object.entries(CONDITION_LABELS).map(([part, label]) => [
        `conditions/${place}/${part}`,
        `Condition ${place + 1}, ${label.toLowerCase()}`,
      ]),
    ).flat(),
  );

/** What choosing a run means, and where the chosen one is read. */
function PinnedRun({ href }: { href: string | null | undefined }) {
  return (
    <>
      A run that the judgement rests on. The review is pinned to its number and to the hash of all that was
      kept of it.{" "}
      {href ? (
        <a href={href} target="_blank" rel="noreferrer">
          Read the chosen run (opens beside this)
        </a>
      ) : null}
    </>
  );
}

/** Asks for a review, or changes what was asked: the proposal, why, and what is demanded. */
export function ReviewForm({ overlap, review, owners, offered, preflights }: ReviewFormProps) {
  const router = useRouter();
  const say = useToast();
  // Whether it is kept for later: known when a button is pressed, needed when the body is made.
  const keep = useRef(false);
  const leave = (href: string, words: string) => {
    say(words);
    router.push(href);
    router.refresh();
  };
  const done = async (saved: ReviewView) => {
    const href = overlapHref.section(overlap, "review");
    if (keep.current) return leave(href, `${saved.key} is kept; nobody is asked yet.`);
    if (review === null) return leave(href, `${saved.key} is submitted. A second person decides.`);
    const answer = await callApi(`/api/v1/reviews/${saved.id}/submit`, { method: "POST", body: {} });
    leave(
      href,
      answer.ok
        ? `${saved.key} is submitted. A second person decides.`
        : `${saved.key} is saved, but was not submitted: ${answer.problem.detail ?? answer.problem.title}`,
    );
  };
  const complete = ({ outcome, conditions = [] }: ReviewPatch) =>
    keep.current || outcome !== "cleared_with_conditions" || conditions.length > 0;
  const entries = useApiForm<ReviewValues>({
    url: review ? `/api/v1/reviews/${review.id}` : `/api/v1/overlaps/${overlap}/reviews`,
    method: review ? "PATCH" : "POST",
    initial: review ? toReviewValues(review) : EMPTY_REVIEW,
    ...(review ? { version: review.version, fromRecord } : {}),
    schema: review ? ReviewPatch.refine(complete, NO_CONDITION) : ReviewInput.refine(complete, NO_CONDITION),
    toBody: (values) => ({ ...toReviewBody(values), ...(review || !keep.current ? {} : { draft: true }) }),
    onDone: (body) => void done(ReviewView.parse(body)),
  });
  const { values, errors } = entries;
  const submit = (event?: FormEvent) => {
    keep.current = submitterOf(event) === "keep";
    return entries.submit(event);
  };
  const form = { ...entries, submit };
  return (
    <ApiForm
      form={form}
      labels={{ ...LABELS, ...conditionLabels(values.conditions.length) }}
      inWords={inWords}
      submit_label={review ? "Save and submit" : "Submit"}
      cancel={
        <>
          <Button type="submit" name="keep">
            {review ? "Save only" : "Keep as a draft"}
          </Button>
          <LinkButton tone="quiet" href={overlapHref.detail(overlap)}>
            Cancel
          </LinkButton>
        </>
      }
    >
      <RadioInput {...form.field("outcome")} label={LABELS.outcome} options={OUTCOMES} required />
      <Textarea
        {...form.field("rationale")}
        label={LABELS.rationale}
        required
        rows={8}
        help="From the facts, so that somebody who knows only this page can follow it."
      />
      {preflights.length > 0 ? (
        <SelectInput
          {...form.field("preflight")}
          label={LABELS.preflight}
          options={preflights}
          empty="none"
          help={<PinnedRun href={preflights.find(({ value }) => value === form.values.preflight)?.href} />}
        />
      ) : null}
      {mayDemand(values.outcome) ? (
        <ConditionsInput
          value={values.conditions}
          errors={errors}
          required={values.outcome === "cleared_with_conditions"}
          owners={owners}
          offered={toConditionValues(offered)}
          onChange={(next) => form.set("conditions", next)}
        />
      ) : null}
    </ApiForm>
  );
}
