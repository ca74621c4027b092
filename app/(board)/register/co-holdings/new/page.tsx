import type { Metadata } from "next";
import { RecordForm } from "@/components/register/RecordForm";
import { PageHeader } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";
import type { SearchParams } from "@/lib/register";
import { readReferences } from "@/lib/register/server";

export const metadata: Metadata = { title: "Add a co-holding" };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("/register/co-holdings/new", "register:write");
  const [references, preset] = await Promise.all([readReferences(actor), searchParams]);
  return (
    <>
      <PageHeader title="Add a co-holding" />
      <RecordForm
        form="co-holdings"
        preset={preset}
        references={references}
        base="/register/co-holdings"
        cancel_href="/register/investments"
      />
    </>
  );
}
