import type { Metadata } from "next";
import { RecordForm } from "@/components/register/RecordForm";
import { PageHeader } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { readReferences } from "@/lib/register/server";

export const metadata: Metadata = { title: "Add a segment" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/segments/new", "register:write");
  const [references, preset] = await Promise.all([readReferences(actor), searchParams]);
  return (
    <>
      <PageHeader title="Add a segment" />
      <RecordForm
        form="segments"
        preset={preset}
        references={references}
        base="/register/segments"
        cancel_href="/register/segments"
      />
    </>
  );
}
