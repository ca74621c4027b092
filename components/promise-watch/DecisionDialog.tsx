"use client";

import type { ReactNode } from "react";
import type { z } from "zod";
import { ActDialog, SelectInput, Textarea } from "@/components/form";

export type DecisionDialogProps = {
  /** On the button that opens. */
  label: string;
  title: string;
  description: ReactNode;
  url: string;
  schema: z.ZodType;
  options: readonly { value: string; label: string }[];
  help?: string;
  /** What is decided on, above the decision. */
  about?: ReactNode;
};

/** A second person's word, with a note. */
export const DecisionDialog = ({ options, help, about, ...dialog }: DecisionDialogProps) => (
  <ActDialog
    {...dialog}
    submit_label="Decide"
    tone="primary"
    initial={{ outcome: "", note: "" }}
    labels={{ outcome: "Decision", note: "Note" }}
  >
    {(form) => (
      <>
        {about}
        <SelectInput
          {...form.field("outcome")}
          label="Decision"
          options={options}
          empty="choose"
          required
          {...(help === undefined ? {} : { help })}
        />
        <Textarea {...form.field("note")} label="Note" />
      </>
    )}
  </ActDialog>
);
