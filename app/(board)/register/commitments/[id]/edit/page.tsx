import type { Metadata } from "next";
import { RecordForm } from "@/components/register/RecordForm";
import { PageHeader } from "@/components/ui";
import { orNotFound, requireActor } from "@/lib/identity/server";
import { entities, readRecordForm, readReferences } from "@/lib/register/server";

export const metadata: Metadata = { title: "Edit" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const actor = await requireActor(
    `/register/commitments/${id}/edit`,
    "register:write",
    "register:write_assigned",
  );
  const [{ meta, fields }, references] = await Promise.all([
    orNotFound(readRecordForm(actor, entities.commitments, id)),
    readReferences(actor),
  ]);
  const record = { id: meta.id, version: meta.version, fields };
  return (
    <>
      <PageHeader title="Edit a commitment" lead={fields.key} />
      <RecordForm
        form="commitments"
        record={record}
        references={references}
        base="/register/commitments"
        cancel_href={`/register/commitments/${id}`}
      />
    </>
  );
}
