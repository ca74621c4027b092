import type { Metadata } from "next";
import { RecordForm } from "@/components/register/RecordForm";
import { PageHeader } from "@/components/ui";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { entities, getRecord, readReferences } from "@/lib/register/server";

export const metadata: Metadata = { title: "Edit" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(`/routing/policies/${id}/edit`, "register:write");
  const { meta, fields } = await orNotFound(getRecord(actor, entities.policies, id));
  const record = { id: meta.id, version: meta.version, fields };
  return (
    <>
      <PageHeader title="Edit a policy" lead={fields.key} />
      <RecordForm
        form="policies"
        record={record}
        references={await readReferences(actor)}
        base="/routing/policies"
        by="id"
        cancel_href={`/routing/policies/${id}`}
      />
    </>
  );
}
