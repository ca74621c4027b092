import type { Metadata } from "next";
import { RecordForm } from "@/components/register/RecordForm";
import { PageHeader } from "@/components/ui";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { entities, readRecordForm, readReferences } from "@/lib/register/server";

export const metadata: Metadata = { title: "Edit a policy" };

export default async function EditPolicy({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const path = `/routing/policies/${encodeURIComponent(id)}`;
  const actor = await requireActor(`${path}/edit`, "register:write");
  const { meta, fields } = await orNotFound(readRecordForm(actor, entities.policies, id));
  const references = await readReferences(actor);
  return (
    <>
      <PageHeader title="Edit a policy" lead={fields.key} />
      <RecordForm
        form="policies"
        record={{ id: meta.id, version: meta.version, fields }}
        references={references}
        base="/routing/policies"
        by="id"
        cancel_href={path}
      />
    </>
  );
}
