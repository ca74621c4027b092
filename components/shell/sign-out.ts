/** Ends the session with next-auth's own two calls, then goes to the sign-in page. */
export async function signOut(): Promise<void> {
  const token = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken?: string };
  await fetch("/api/auth/signout", {
    method: "POST",
    body: new URLSearchParams({ csrfToken: token.csrfToken ?? "", json: "true" }),
  });
  window.location.assign("/sign-in");
}
