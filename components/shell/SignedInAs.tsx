"use client";

import Link from "next/link";
import { signOut } from "./sign-out";

/** Who is signed in, in which roles, and the way out; without JavaScript the link opens next-auth's own page. */
export function SignedInAs({ name, roles }: { name: string; roles: string }) {
  return (
    <div className="foot">
      <Link href="/settings/account">{name}</Link>
      <br />
      {roles}
      <br />
      <a
        href="/api/auth/signout"
        onClick={(event) => {
          event.preventDefault();
          void signOut();
        }}
      >
        Sign out
      </a>
    </div>
  );
}
