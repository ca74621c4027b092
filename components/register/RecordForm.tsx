"use client";

import { useRouter } from "next/navigation";
import { Fragment } from "react";
import { ApiForm, useApiForm } from "@/components/form";
import { LinkButton } from "@/components/ui";
import { FormControl, type References } from "./FormControl";
import { FORM_FIELDS, type FormField, type FormName } from "./form-fields";
import { emptyValues, toBody, toValues } from "./form-values";
import { RULE_LABELS } from "./RuleControl";
import { describeRuleValues } from "./rule-values";
import { SimilarParties } from "./SimilarParties";

type Values = Record<string, unknown>;

const asRecord = (value: unknown): Values =>
  typeof value === "object" && value !== null ? { ...value } : {};

const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);

const isRule = (fields: readonly FormField[], name: string): boolean =>
  fields.some((field) => field.name === name && field.kind === "rule");

/** Labels by property, for the summary of errors; parts of a rule have their own. */
const labelsOf = ({ name, label, kind }: FormField): [string, string][] => [
  [name, label],
  ...(kind === "rule"
    ? Object.entries(RULE_LABELS).map(([part, words]): [string, string] => [`${name}/${part}`, words])
    : []),
];

export type RecordFormProps = {
  form: FormName;
  /** The record to change with its version; absent for a new one. */
  record?: { id: string; version: number; fields: Values };
  /** Values that a new record begins with, from the link that led here. */
  preset?: Values;
  references: References;
  /** Where its page is: this address and the record's key or id. */
  base: string;
  by?: "key" | "id";
  cancel_href: string;
};

/** One form for every record of the register, on the API's own fields. */
export function RecordForm({
  form: name,
  record,
  preset,
  references,
  base,
  by = "key",
  cancel_href,
}: RecordFormProps) {
  const router = useRouter();
  const fields: readonly FormField[] = FORM_FIELDS[name];
  const initial = record ? toValues(fields, record.fields) : emptyValues(fields, preset);
  const form = useApiForm<Values>({
    url: record ? `/api/v1/${name}/${record.id}` : `/api/v1/${name}`,
    method: record ? "PATCH" : "POST",
    initial,
    ...(record ? { version: record.version } : {}),
    fromRecord: (other) => toValues(fields, other),
    toBody: (values, base) => {
      const body = toBody(fields, values);
      const before = toBody(fields, base);
      const sent = Object.entries(body).filter(([key, value]) =>
        record ? differs(value, before[key]) : value !== null,
      );
      return Object.fromEntries(sent);
    },
    onDone: (body) => {
      router.push(`${base}/${encodeURIComponent(String(asRecord(body)[by]))}`);
      router.refresh();
    },
  });
  const labels = Object.fromEntries(fields.flatMap(labelsOf));
  return (
    <ApiForm
      form={form}
      labels={labels}
      inWords={(field, value) => (isRule(fields, field) ? describeRuleValues(value) : null)}
      submit_label={record ? "Save" : "Add"}
      cancel={<LinkButton href={cancel_href}>Cancel</LinkButton>}
    >
      {fields.map((field) => (
        <Fragment key={field.name}>
          <FormControl
            field={field}
            path={field.name}
            value={form.values[field.name]}
            errors={form.errors}
            references={references}
            onChange={(value) => form.set(field.name, value)}
          />
          {name === "parties" && !record && field.name === "name" ? (
            <SimilarParties name={String(form.values.name ?? "")} />
          ) : null}
        </Fragment>
      ))}
    </ApiForm>
  );
}
