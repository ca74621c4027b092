"use client";

import { useRouter } from "next/navigation";
import { ApiForm, TextInput, useApiForm } from "@/components/form";
import { PasswordChange } from "@/lib/identity";

const LABELS = { current: "Present password", password: "New password" };

export function PasswordForm() {
  const router = useRouter();
  const form = useApiForm({
    url: "/api/v1/account/password",
    method: "POST",
    initial: { current: "", password: "" },
    toBody: (values) => values,
    schema: PasswordChange,
    onDone: () => router.push("/sign-in"),
  });
  return (
    <ApiForm form={form} labels={LABELS} submit_label="Change it and sign in again">
      <TextInput
        {...form.field("current")}
        label={LABELS.current}
        type="password"
        autoComplete="current-password"
        required
      />
      <TextInput
        {...form.field("password")}
        label={LABELS.password}
        type="password"
        autoComplete="new-password"
        required
        help="At least 12 characters."
      />
    </ApiForm>
  );
}
