import type { Metadata } from "next";
import { SourceForm } from "@/components/routing";
import { PageHeader } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";

export const metadata: Metadata = { title: "Add a traffic source" };

export default async function NewSource() {
  await requireActor("/routing/sources/new", "traffic:write");
  return (
    <>
      <PageHeader
        title="Add a traffic source"
        lead="A named feed of decisions: a gateway, or files that you load."
      />
      <SourceForm />
    </>
  );
}
