"use client";

import { ActDialog, Textarea } from "@/components/form";
import { DistinctInput } from "@/lib/register";

type Side = { key: string; name: string };

/** Says that two parties are two: a button, and a dialog that asks how one knows. */
export function DistinctAct({ first, second }: { first: Side; second: Side }) {
  return (
    <ActDialog
      label="Not the same"
      title={`${first.name} and ${second.name} are two parties?`}
      description="They are not suggested again. Who said so, and why, stays in the history of both."
      url="/api/v1/parties/duplicates/distinct"
      initial={{ reason: "" }}
      labels={{ reason: "How one knows" }}
      schema={DistinctInput}
      toBody={({ reason }) => ({
        first: first.key,
        second: second.key,
        ...(reason.trim() === "" ? {} : { reason }),
      })}
    >
      {(form) => (
        <Textarea
          name="reason"
          label="How one knows"
          value={form.values.reason}
          onChange={(value) => form.set("reason", value)}
          {...(form.errors.reason ? { error: form.errors.reason } : {})}
        />
      )}
    </ActDialog>
  );
}
