import type { Metadata } from "next";
import { RecordForm } from "@/components/register/RecordForm";
import { PageHeader } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import { readReferences } from "@/lib/register/server";

export const metadata: Metadata = { title: "Add a policy" };

export default async function Page() {
  const actor = await requireActor("/routing/policies/new", "register:write");
  return (
    <>
      <PageHeader title="Add a policy" />
      <RecordForm
        form="policies"
        references={await readReferences(actor)}
        base="/routing/policies"
        by="id"
        cancel_href="/routing/policies"
      />
    </>
  );
}
