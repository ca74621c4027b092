import { notFound, redirect } from "next/navigation";
import { can, type Permission, type PersonActor } from "@/lib/access";
import { sessionActor } from "./session";

/**
 * The signed-in person, for pages. Sends the anonymous to sign in (and back to `path`); a page that the role may not
 * open does not exist for it.
 */
export async function requireActor(path: string, ...anyOf: readonly Permission[]): Promise<PersonActor> {
  const actor = await sessionActor();
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (anyOf.length > 0 && !anyOf.some((permission) => can(actor, permission))) notFound();
  return actor;
}
