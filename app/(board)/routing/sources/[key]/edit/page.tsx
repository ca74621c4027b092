import type { Metadata } from "next";
import { SourceForm } from "@/components/routing";
import { PageHeader } from "@/components/ui";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { readTrafficSource } from "@/lib/routing/server";

export const metadata: Metadata = { title: "Edit a traffic source" };

export default async function EditSource({ params }: { params: Promise<{ key: string }> }) {
  const key = decodeURIComponent((await params).key);
  const actor = await requireActor(`/routing/sources/${encodeURIComponent(key)}/edit`, "traffic:write");
  const source = await orNotFound(readTrafficSource(actor, key));
  return (
    <>
      <PageHeader title={`Edit ${source.name}`} />
      <SourceForm source={source} />
    </>
  );
}
