import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { can, type Permission, type PersonActor } from "@/lib/access";
import { ASKED_HEADER } from "@/lib/kernel/asked";
import { sessionActor } from "./session";

/**
 * The signed-in person, for pages. Sends the anonymous to sign in, and back to `path` with the filters that were asked
 * for; a page that the role may not open does not exist for it.
 */
export async function requireActor(path: string, ...anyOf: readonly Permission[]): Promise<PersonActor> {
  const actor = await sessionActor();
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent((await headers()).get(ASKED_HEADER) ?? path)}`);
  if (anyOf.length > 0 && !anyOf.some((permission) => can(actor, permission))) notFound();
  return actor;
}
