"use client";

import { ActDialog, DayInput, type Option, SelectInput, Textarea } from "@/components/form";
import { ConfirmAct } from "@/components/settings/ConfirmAct";
import { useAct } from "@/components/settings/use-act";
import { DelegationInput, type DelegationView } from "@/lib/register";

/** Hands one's own decisions to another reviewer, up to a day. */
export function DelegateAct({ reviewers }: { reviewers: readonly Option[] }) {
  return (
    <ActDialog
      label="Hand on your decisions"
      submit_label="Hand them on"
      tone="primary"
      title="Hand on your decisions"
      description="They see what waits for you and decide it in their own name, with yours beside it. You may take it back at any time."
      url="/api/v1/delegations"
      initial={{ to: "", until: "", reason: "" }}
      labels={{ to: "To", until: "Up to", reason: "Reason" }}
      schema={DelegationInput}
    >
      {(form) => (
        <>
          <SelectInput {...form.field("to")} label="To" required empty="choose" options={reviewers} />
          <DayInput
            {...form.field("until")}
            label="Up to"
            required
            help="The last day, in UTC; at most half a year ahead."
          />
          <Textarea {...form.field("reason")} label="Reason" required />
        </>
      )}
    </ActDialog>
  );
}

export function RevokeAct({ delegation }: { delegation: DelegationView }) {
  const { act, busy, failed } = useAct();
  return (
    <>
      <ConfirmAct
        label="Take back"
        spoken={`Take back what was handed to ${delegation.to_label}`}
        title={`Take back what was handed to ${delegation.to_label}?`}
        busy={busy}
        onConfirm={() => void act(`/api/v1/delegations/${delegation.id}/revoke`, "POST", {})}
      >
        Decisions that were made under it stand.
      </ConfirmAct>
      {failed ? <span role="alert">{failed}</span> : null}
    </>
  );
}
