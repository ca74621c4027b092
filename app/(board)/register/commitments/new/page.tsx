import type { Metadata } from "next";
import { RecordForm } from "@/components/register/RecordForm";
import { PageHeader } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { readReferences } from "@/lib/register/server";

export const metadata: Metadata = { title: "Add a commitment" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/commitments/new", "register:write");
  const [references, preset] = await Promise.all([readReferences(actor), searchParams]);
  return (
    <>
      <PageHeader title="Add a commitment" />
      <RecordForm
        form="commitments"
        preset={preset}
        references={references}
        base="/register/commitments"
        cancel_href="/register/commitments"
      />
    </>
  );
}
