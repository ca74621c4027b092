import type { Metadata } from "next";
import { RecordForm } from "@/components/register/RecordForm";
import { PageHeader } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { readReferences } from "@/lib/register/server";

export const metadata: Metadata = { title: "Add a policy" };

export default async function NewPolicy({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/routing/policies/new", "register:write");
  const references = await readReferences(actor);
  return (
    <>
      <PageHeader title="Add a policy" lead="A version that a router published." />
      <RecordForm
        form="policies"
        preset={await searchParams}
        references={references}
        base="/routing/policies"
        by="id"
        cancel_href="/routing/policies"
      />
    </>
  );
}
