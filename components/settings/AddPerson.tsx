"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiForm, TextInput, useApiForm } from "@/components/form";
import { Button, Dialog } from "@/components/ui";

const LABELS = { name: "Name", email: "E-mail" };

const text = (body: unknown): string =>
  typeof body === "object" && body !== null && "one_time_password" in body
    ? String(body.one_time_password)
    : "";

/** Adds a person without a role; the one-time password is handed to the caller to show. */
export function AddPerson({ onCreated }: { onCreated: (made: { email: string; password: string }) => void }) {
  const [open, setOpen] = useState(false);
  const router = useRouter();
  const form = useApiForm({
    url: "/api/v1/people",
    method: "POST",
    initial: { name: "", email: "" },
    onDone: (body) => {
      setOpen(false);
      onCreated({ email: form.values.email, password: text(body) });
      router.refresh();
    },
  });
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button tone="primary">Add a person</Button>}
      title="Add a person"
      description="The person gets a one-time password, which is shown once. Give a role afterwards."
    >
      <ApiForm form={form} labels={LABELS} submit_label="Add">
        <TextInput {...form.field("name")} label={LABELS.name} required />
        <TextInput {...form.field("email")} label={LABELS.email} type="email" required />
      </ApiForm>
    </Dialog>
  );
}
