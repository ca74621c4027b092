"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiForm, DayInput, SelectInput, TextInput, useApiForm } from "@/components/form";
import { Button, Dialog } from "@/components/ui";
import { ROLE_LABELS, Role } from "@/lib/access";
import type { PersonView } from "@/lib/identity";

const LABELS = { role: "Role", expires_at: "Until", party: "Partner" };

/** Asks for a role. With two administrators the second confirms it. */
export function GrantRole({ person }: { person: PersonView }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const form = useApiForm({
    url: `/api/v1/people/${person.id}/roles`,
    method: "POST",
    initial: { role: "", expires_at: "", party: "" },
    toBody: ({ role, expires_at, party }) => ({
      role,
      ...(expires_at ? { expires_at: `${expires_at}T00:00:00Z` } : {}),
      ...(party ? { party } : {}),
    }),
    onDone: () => {
      setOpen(false);
      router.refresh();
    },
  });
  const held = new Set<string>(person.roles.map(({ role }) => role));
  const options = Role.options
    .filter((role) => !held.has(role))
    .map((role) => ({ value: role, label: ROLE_LABELS[role] }));
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" aria-label={`Give ${person.name} a role`}>
          Give a role
        </Button>
      }
      title={`Give ${person.name} a role`}
    >
      <ApiForm form={form} labels={LABELS} submit_label="Give this role">
        <SelectInput {...form.field("role")} label={LABELS.role} options={options} empty="choose" required />
        <DayInput
          {...form.field("expires_at")}
          label={LABELS.expires_at}
          help="A day; required for auditors."
        />
        {form.values.role === "partner" ? (
          <TextInput
            {...form.field("party")}
            label={LABELS.party}
            required
            help="Key of the party whose room it is."
          />
        ) : null}
      </ApiForm>
    </Dialog>
  );
}
