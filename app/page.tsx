import { redirect } from "next/navigation";
import { can } from "@/lib/access";
import { requireActor } from "@/lib/identity/server";

/** Everybody arrives where their role has something to read. */
export default async function Home() {
  const actor = await requireActor("/");
  if (can(actor, "routing:read")) redirect("/overview");
  redirect(can(actor, "people:manage") ? "/settings/people" : "/settings/account");
}
