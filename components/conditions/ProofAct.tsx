"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiForm, DayInput, FileInput, Textarea, useApiForm } from "@/components/form";
import { Button, Dialog, useToast } from "@/components/ui";
import { type ConditionView, PROOF_LIMIT_MIB } from "@/lib/register";
import { ProofBody } from "./proof-form";

const LABELS = {
  file: "File",
  period_from: "Supports from",
  period_to: "Supports up to",
  note: "Note",
};

type Values = { file: File | null; period_from: string; period_to: string; note: string };
const EMPTY: Values = { file: null, period_from: "", period_to: "", note: "" };

function bodyOf({ file, ...words }: Values): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(words)) if (value.trim() !== "") form.set(name, value);
  if (file) form.set("file", file);
  return form;
}

function ProofForm({ condition, onDone }: { condition: ConditionView; onDone: () => void }) {
  const router = useRouter();
  const say = useToast();
  const form = useApiForm<Values>({
    url: `/api/v1/conditions/${condition.id}/proofs`,
    method: "POST",
    initial: EMPTY,
    toBody: bodyOf,
    schema: ProofBody,
    onDone: () => {
      onDone();
      say("The proof is kept and waits for a judgement.");
      router.refresh();
    },
  });
  return (
    <ApiForm form={form} labels={LABELS} submit_label="Give it">
      <FileInput
        {...form.field("file")}
        label={LABELS.file}
        required
        help={`At most ${PROOF_LIMIT_MIB} MiB. It is kept as it is, with its SHA-256.`}
      />
      <div className="pair">
        <DayInput {...form.field("period_from")} label={LABELS.period_from} required />
        <DayInput
          {...form.field("period_to")}
          label={LABELS.period_to}
          required
          help="The last day, in UTC."
        />
      </div>
      <Textarea
        {...form.field("note")}
        label={LABELS.note}
        help="What it shows, if the file does not say so."
      />
    </ApiForm>
  );
}

/** Gives a file as proof, with the period that it supports. */
export function ProofAct({ condition }: { condition: ConditionView }) {
  const [open, setOpen] = useState(false);
  const first = condition.status === "open";
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button tone={first ? "primary" : "plain"}>{first ? "Give proof" : "Give later proof"}</Button>
      }
      title="Give proof"
      description="Somebody of compliance other than you and the owner judges it. It cannot be changed or taken back."
    >
      <ProofForm condition={condition} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
