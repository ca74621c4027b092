"use client";

import { useRouter } from "next/navigation";
import { ApiForm, TextInput, useApiForm } from "@/components/form";
import { SetupInput } from "@/lib/identity";

const LABELS = { name: "Name", email: "E-mail", password: "Password", token: "Set-up link" };

/** The first administrator, made with the link that the server printed. */
export function SetupForm({ token }: { token: string }) {
  const router = useRouter();
  const form = useApiForm({
    url: "/api/v1/setup",
    method: "POST",
    initial: { name: "", email: "", password: "" },
    toBody: (values) => ({ ...values, token }),
    schema: SetupInput,
    onDone: () => router.push("/sign-in"),
  });
  return (
    <div>
      <h1 className="title">Set up this workspace</h1>
      <p className="note">
        You become its first administrator: you add people and give them roles. Administrators see no content,
        so give somebody the role compliance next.
      </p>
      <ApiForm form={form} labels={LABELS} submit_label="Create the administrator">
        <TextInput {...form.field("name")} label={LABELS.name} autoComplete="name" required />
        <TextInput
          {...form.field("email")}
          label={LABELS.email}
          type="email"
          autoComplete="username"
          required
        />
        <TextInput
          {...form.field("password")}
          label={LABELS.password}
          type="password"
          autoComplete="new-password"
          required
          help="At least 12 characters; a sentence is easier to remember than symbols."
        />
      </ApiForm>
    </div>
  );
}
