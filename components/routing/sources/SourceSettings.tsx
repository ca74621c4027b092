"use client";

import { useRouter } from "next/navigation";
import { ApiForm, SelectInput, Textarea, TextInput, useApiForm } from "@/components/form";
import { ScrollArea } from "@/components/table";
import { DefinitionList, Section } from "@/components/ui";
import { QUALITY_BASIS_LABELS, QualityBasis, type TrafficSourceView } from "@/lib/routing";

const LABELS = { name: "Name", quality_basis: "Quality is", note: "Note" };
const OPTIONS = QualityBasis.options.map((value) => ({ value, label: QUALITY_BASIS_LABELS[value] }));

const values = (record: Record<string, unknown>) => ({
  name: String(record.name ?? ""),
  quality_basis: String(record.quality_basis ?? ""),
  note: String(record.note ?? ""),
});

/** What a source is called, how its quality estimates were made, and how a gateway posts to it. */
export function SourceSettings({ source, may_write }: { source: TrafficSourceView; may_write: boolean }) {
  const router = useRouter();
  const form = useApiForm({
    url: `/api/v1/routing/sources/${source.key}`,
    method: "PATCH",
    initial: values(source),
    version: source.version,
    fromRecord: values,
    onDone: () => router.refresh(),
  });
  const command = `curl -X POST -H "Authorization: Bearer $KEY" -H "Content-Type: application/x-ndjson" --data-binary @decisions.ndjson ${"$"}URL/api/v1/ingest/decisions`;
  return (
    <>
      <Section
        title="How a gateway posts here."
        text={<p>An administrator makes an ingest key for this source under Settings, Keys.</p>}
      >
        <ScrollArea label="Command that posts a file">
          <pre className="mono">{command}</pre>
        </ScrollArea>
      </Section>
      <Section
        title="Settings."
        text={
          <p>
            Quality must be what the router believed before it answered. Measured afterwards it cannot be used
            for a verdict.
          </p>
        }
      >
        {may_write ? (
          <ApiForm form={form} labels={LABELS} submit_label="Save">
            <TextInput {...form.field("name")} label={LABELS.name} required />
            <SelectInput
              {...form.field("quality_basis")}
              label={LABELS.quality_basis}
              options={OPTIONS}
              empty="default of the format"
            />
            <Textarea {...form.field("note")} label={LABELS.note} />
          </ApiForm>
        ) : (
          <DefinitionList
            items={[{ term: "Quality is", value: QUALITY_BASIS_LABELS[source.effective_quality_basis] }]}
          />
        )}
      </Section>
    </>
  );
}
