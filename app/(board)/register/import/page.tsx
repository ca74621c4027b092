import type { Metadata } from "next";
import { ImportForm } from "@/components/register/ImportForm";
import { PageHeader } from "@/components/ui";
import { requireActor } from "@/lib/identity/server";

export const metadata: Metadata = { title: "Import" };

export default async function Page() {
  await requireActor("/register/import", "register:import");
  return (
    <>
      <PageHeader
        title="Import a register document"
        lead="One JSON document of facts, all or nothing. What it does not mention is left alone; importing it again changes nothing. Try it first: a dry run tells what would change."
      />
      <ImportForm />
    </>
  );
}
