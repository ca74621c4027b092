import { z } from "zod";
import type { DemoAccount } from "./demo-accounts";

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

/** Signs a person of the demo in as the form does, and returns the session's cookies. Throws when that is refused. */
export async function signIn(
  url: string,
  { email, password }: Pick<DemoAccount, "email" | "password">,
  abort: AbortSignal,
): Promise<string> {
  const csrf = await fetch(new URL("/api/auth/csrf", url), { signal: abort });
  const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await csrf.json());
  const signed = await fetch(new URL("/api/auth/callback/credentials", url), {
    method: "POST",
    headers: { cookie: cookiesOf(csrf) },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    redirect: "manual",
    signal: abort,
  });
  const cookies = cookiesOf(signed);
  if (!cookies.includes("session-token"))
    throw new Error(`${email} could not sign in: the demo's people have other passwords now.`);
  return cookies;
}
