"use client";

import { useRouter } from "next/navigation";
import { ApiForm, DayInput, SelectInput, Textarea, TextInput, useApiForm } from "@/components/form";
import { useToast } from "@/components/ui";
import { FindingPatch, type FindingView } from "@/lib/commitments";
import { findingReaders } from "./readers-words";

const LABELS = { owner: "Owner", cause: "Cause", due_on: "To be mended by" };

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const toValues = (record: Record<string, unknown>) => ({
  owner: text(record.owner),
  cause: text(record.cause),
  due_on: text(record.due_on),
});

export type FindingFormProps = {
  finding: FindingView;
  /** People who may own findings; without them the address is typed. */
  owners: readonly { email: string; name: string }[];
};

/** Who owns a finding, what caused it, until when it is to be mended. If somebody saved meanwhile, both versions are shown. */
export function FindingForm({ finding, owners }: FindingFormProps) {
  const router = useRouter();
  const say = useToast();
  const form = useApiForm({
    url: `/api/v1/findings/${finding.id}`,
    method: "PATCH",
    initial: toValues(finding),
    version: finding.version,
    fromRecord: toValues,
    schema: FindingPatch,
    onDone: () => {
      say("Saved.");
      router.refresh();
    },
  });
  const known = owners.some(({ email }) => email === form.values.owner);
  const options = [
    ...owners.map(({ email, name }) => ({ value: email, label: name })),
    ...(form.values.owner !== "" && !known ? [{ value: form.values.owner, label: form.values.owner }] : []),
  ];
  return (
    <ApiForm form={form} labels={LABELS} submit_label="Save">
      <div className="pair">
        {owners.length > 0 ? (
          <SelectInput {...form.field("owner")} label={LABELS.owner} options={options} empty="nobody yet" />
        ) : (
          <TextInput
            {...form.field("owner")}
            label={LABELS.owner}
            type="email"
            help="Their e-mail address."
          />
        )}
        <DayInput {...form.field("due_on")} label={LABELS.due_on} help="A day, in UTC." />
      </div>
      <Textarea
        {...form.field("cause")}
        label={LABELS.cause}
        help={`What made it, as far as it is known. ${findingReaders(finding.kind)}`}
      />
    </ApiForm>
  );
}
