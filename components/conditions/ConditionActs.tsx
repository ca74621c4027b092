"use client";

import { ActDialog, SelectInput, Textarea } from "@/components/form";
import { ConditionCheckInput, type ConditionView } from "@/lib/register";
import { AssignAct } from "./AssignAct";
import { ProofAct } from "./ProofAct";

const OUTCOMES = [
  { value: "effective", label: "it works" },
  { value: "not_effective", label: "it does not work" },
];

function JudgeAct({ condition }: { condition: ConditionView }) {
  const [latest] = condition.proof_list;
  if (!latest) return null;
  return (
    <ActDialog
      label="Judge the proof"
      submit_label="Judge"
      tone="primary"
      title="Does the condition work?"
      description={`Judged on ${latest.file_name}, the latest proof. If it does not work, the condition is open again. A judgement is never changed.`}
      url={`/api/v1/conditions/${condition.id}/checks`}
      initial={{ proof: latest.id, outcome: "", note: "" }}
      labels={{ outcome: "Judgement", note: "What you looked at, and what it showed" }}
      schema={ConditionCheckInput}
    >
      {(form) => (
        <>
          <SelectInput
            {...form.field("outcome")}
            label="Judgement"
            options={OUTCOMES}
            empty="choose"
            required
          />
          <Textarea {...form.field("note")} label="What you looked at, and what it showed" required />
        </>
      )}
    </ActDialog>
  );
}

export type ConditionActsProps = {
  condition: ConditionView;
  /** Whom it can be handed to; empty: the address is typed. */
  owners: readonly { email: string; name: string }[];
};

/** What the reader can do about a condition: judge it, prove it, hand it on. */
export function ConditionActs({ condition, owners }: ConditionActsProps) {
  const { may } = condition;
  return (
    <>
      {may.check ? <JudgeAct key={condition.version} condition={condition} /> : null}
      {may.prove ? <ProofAct condition={condition} /> : null}
      {may.assign ? <AssignAct key={condition.version} condition={condition} owners={owners} /> : null}
    </>
  );
}
