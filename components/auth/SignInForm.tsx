"use client";

import { useRouter } from "next/navigation";
import { getCsrfToken, signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { TextInput } from "@/components/form";
import { Button } from "@/components/ui";

const MESSAGES: Record<string, string> = {
  CredentialsSignin: "E-mail and password do not fit together. Check both, then try again.",
  TooMany: "Too many attempts. Wait a quarter of an hour, then try again.",
};

/** E-mail and password. What is wrong with them is never said more exactly than this. */
export function SignInForm({
  next,
  workspace,
  ready,
}: {
  next: string;
  workspace: string | null;
  ready: boolean;
}) {
  const router = useRouter();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setError(null);
    // Without a token there is no server to answer: next-auth would reload the page and lose what was typed.
    const token = await getCsrfToken().catch(() => undefined);
    const result = token ? await signIn("credentials", { email, password, redirect: false }) : undefined;
    if (result?.ok) {
      router.push(next);
      router.refresh();
      return;
    }
    setSending(false);
    setError(MESSAGES[result?.error ?? ""] ?? "The server did not answer. Try again in a moment.");
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <h1 className="title">Sign in{workspace ? ` to ${workspace}` : ""}</h1>
      {ready ? null : (
        <p className="note">
          Nobody can sign in yet: open the set-up link that the server printed when it started.
        </p>
      )}
      {error ? (
        <div className="errsum" role="alert">
          <p>{error}</p>
        </div>
      ) : null}
      <TextInput
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={setEmail}
      />
      <TextInput
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={setPassword}
      />
      <div className="submit">
        <Button type="submit" tone="primary" aria-disabled={sending || undefined}>
          Sign in
        </Button>
        <span className="state" role="status">
          {sending ? "Signing in" : ""}
        </span>
      </div>
    </form>
  );
}
