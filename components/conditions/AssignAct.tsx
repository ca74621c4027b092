"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiForm, SelectInput, TextInput, useApiForm } from "@/components/form";
import { Button, Dialog, useToast } from "@/components/ui";
import { ConditionPatch, type ConditionView } from "@/lib/register";

const LABELS = { owner: "Owner" };
const toValues = (record: Record<string, unknown>) => ({
  owner: typeof record.owner === "string" ? record.owner : "",
});

export type AssignActProps = {
  condition: ConditionView;
  owners: readonly { email: string; name: string }[];
};

function AssignForm({ condition, owners, onDone }: AssignActProps & { onDone: () => void }) {
  const router = useRouter();
  const say = useToast();
  const form = useApiForm({
    url: `/api/v1/conditions/${condition.id}`,
    method: "PATCH",
    initial: toValues(condition),
    version: condition.version,
    fromRecord: toValues,
    schema: ConditionPatch,
    onDone: () => {
      onDone();
      say("It is in other hands; they were told.");
      router.refresh();
    },
  });
  const known = owners.some(({ email }) => email === condition.owner);
  const options = [
    ...owners.map(({ email, name }) => ({ value: email, label: `${name} (${email})` })),
    ...(known ? [] : [{ value: condition.owner, label: condition.owner_label }]),
  ];
  return (
    <ApiForm form={form} labels={LABELS} submit_label="Hand on">
      {owners.length > 0 ? (
        <SelectInput {...form.field("owner")} label={LABELS.owner} options={options} required />
      ) : (
        <TextInput
          {...form.field("owner")}
          label={LABELS.owner}
          type="email"
          required
          help="Their e-mail address."
        />
      )}
    </ApiForm>
  );
}

/** Gives a condition to somebody else, who is told. */
export function AssignAct(props: AssignActProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Hand on</Button>}
      title="Who sees to it"
      description="Whoever owns it gives the proof, and does not judge it."
    >
      <AssignForm {...props} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
