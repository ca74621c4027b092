"use client";

import { ActDialog, DayInput, SelectInput, Textarea, TextInput } from "@/components/form";
import { AttestationInput, type OpenPeriod } from "@/lib/commitments";
import { periodHelp, periodWords, waitsFor } from "./answers-words";
import { READ_BY_ALL } from "./readers-words";

const ANSWERS = [
  { value: "kept", label: "it was kept" },
  { value: "not_kept", label: "it was not kept" },
  { value: "cannot_say", label: "I cannot say" },
];

const LABELS = {
  day: "Period",
  answer: "Answer",
  statement: "What it rests on",
  evidence_url: "Address of the evidence",
  evidence_sha256: "SHA-256 of the evidence",
  expires_on: "The evidence holds until",
};

export type AnswerActProps = {
  check_id: string;
  question: string;
  periods: readonly OpenPeriod[];
  /** Whether an answer without evidence does not count. */
  evidence: boolean;
  /** Who answers: whose answers stand already is said. */
  email: string;
};

/** The answer of a person who is asked. It stays; another answer for the same period stands in its place. */
export function AnswerAct({ check_id, question, periods, evidence, email }: AnswerActProps) {
  const waiting = waitsFor(periods, email);
  const first = waiting ?? periods[0];
  if (!first) return null;
  return (
    <ActDialog
      label={waiting ? "Answer" : "Answer again"}
      submit_label="Answer"
      tone={waiting ? "primary" : "plain"}
      done="Your answer is recorded. It is never changed; another one for the same days would stand in its place."
      title="Answer for a period"
      description={question}
      url={`/api/v1/checks/${check_id}/answers`}
      initial={{
        ...{ day: first.day, answer: "", statement: "" },
        ...{ evidence_url: "", evidence_sha256: "", expires_on: "" },
      }}
      labels={LABELS}
      schema={AttestationInput}
    >
      {(form) => (
        <>
          <SelectInput
            {...form.field("day")}
            label={LABELS.day}
            required
            options={periods.map((each) => ({ value: each.day, label: periodWords(each) }))}
            help={periodHelp(
              periods.find(({ day }) => day === form.values.day),
              email,
            )}
          />
          <SelectInput
            {...form.field("answer")}
            label={LABELS.answer}
            options={ANSWERS}
            empty="choose"
            required
          />
          <Textarea {...form.field("statement")} label={LABELS.statement} required help={READ_BY_ALL} />
          <TextInput
            {...form.field("evidence_url")}
            label={LABELS.evidence_url}
            type="url"
            placeholder="https://"
            help={evidence ? "Without evidence the answer does not count." : "An answer counts without it."}
          />
          <TextInput
            {...form.field("evidence_sha256")}
            label={LABELS.evidence_sha256}
            help="Of the file, in 64 hexadecimal digits."
          />
          <DayInput {...form.field("expires_on")} label={LABELS.expires_on} help="A day, in UTC." />
        </>
      )}
    </ActDialog>
  );
}
