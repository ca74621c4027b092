import type { Metadata } from "next";
import { People } from "@/components/settings/People";
import { PageHeader } from "@/components/ui";
import { listPeople, requireActor } from "@/lib/identity/server";

export const metadata: Metadata = { title: "People" };

export default async function Page() {
  const actor = await requireActor("/settings/people", "people:manage");
  const people = await listPeople(actor);
  return (
    <>
      <PageHeader
        title="People"
        lead="Who may sign in, and with which roles. With two administrators, a role waits for the second to confirm it."
      />
      <People people={people} me={actor.id} />
    </>
  );
}
