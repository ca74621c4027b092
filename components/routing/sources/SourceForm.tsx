"use client";

import { useRouter } from "next/navigation";
import { ApiForm, SelectInput, Textarea, TextInput, useApiForm } from "@/components/form";
import { LinkButton, useToast } from "@/components/ui";
import {
  QUALITY_BASIS_LABELS,
  TrafficSourceCreate,
  TrafficSourcePatch,
  type TrafficSourceView,
} from "@/lib/routing";

const LABELS = {
  key: "Key",
  name: "Name",
  quality_basis: "Quality of candidates",
  note: "Note",
};
const BASES = Object.entries(QUALITY_BASIS_LABELS).map(([value, label]) => ({ value, label }));
const BASIS_HELP =
  "Only qualities estimated before the answer can be tested: a neutral router looks tilted when the log holds outcomes.";

type Values = { key: string; name: string; quality_basis: string; note: string };

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const fromRecord = (record: Record<string, unknown>): Values => ({
  key: text(record.key),
  name: text(record.name),
  quality_basis: text(record.quality_basis),
  note: text(record.note),
});

/** A new traffic source, or what is known about one. The key cannot change: keys and links use it. */
export function SourceForm({ source }: { source?: TrafficSourceView }) {
  const router = useRouter();
  const say = useToast();
  const form = useApiForm<Values>({
    url: source ? `/api/v1/routing/sources/${encodeURIComponent(source.key)}` : "/api/v1/routing/sources",
    method: source ? "PATCH" : "POST",
    initial: fromRecord({ ...source }),
    ...(source ? { version: source.version } : {}),
    fromRecord,
    schema: source ? TrafficSourcePatch : TrafficSourceCreate,
    onDone: (body) => {
      const key = source?.key ?? text((body as Record<string, unknown>).key);
      say(source ? "The source is saved." : "The source is added.");
      router.push(`/routing/sources/${encodeURIComponent(key)}`);
      router.refresh();
    },
  });
  return (
    <ApiForm
      form={form}
      labels={LABELS}
      submit_label={source ? "Save" : "Add the source"}
      cancel={
        <LinkButton href={source ? `/routing/sources/${encodeURIComponent(source.key)}` : "/routing/sources"}>
          Cancel
        </LinkButton>
      }
    >
      {source ? null : (
        <TextInput
          {...form.field("key")}
          label="Key"
          required
          help="A stable short name, such as gateway-eu. It cannot be changed later."
        />
      )}
      <TextInput {...form.field("name")} label="Name" help="Shown to people; without one the key is." />
      <SelectInput
        {...form.field("quality_basis")}
        label="Quality of candidates"
        options={BASES}
        empty="as the format usually does"
        help={BASIS_HELP}
      />
      <Textarea {...form.field("note")} label="Note" />
    </ApiForm>
  );
}
