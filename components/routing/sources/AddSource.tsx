"use client";

import { useRouter } from "next/navigation";
import { ApiForm, TextInput, useApiForm } from "@/components/form";

const LABELS = { key: "Key", name: "Name" };

/** A new feed; its page then takes files. */
export function AddSource() {
  const router = useRouter();
  const form = useApiForm({
    url: "/api/v1/routing/sources",
    method: "POST",
    initial: { key: "", name: "" },
    onDone: () => router.push(`/routing/sources/${form.values.key}`),
  });
  return (
    <ApiForm form={form} labels={LABELS} submit_label="Add the source">
      <TextInput
        {...form.field("key")}
        label={LABELS.key}
        required
        help="Lower-case, such as gateway-eu. It cannot be changed."
      />
      <TextInput {...form.field("name")} label={LABELS.name} />
    </ApiForm>
  );
}
