"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { ApiForm, DayInput, SelectInput, Textarea, TextInput, useApiForm } from "@/components/form";
import { LinkButton } from "@/components/ui";
import { type CheckDefinition, CheckInput, SupersedeInput } from "@/lib/commitments";
import { CheckFieldInput, type CheckOptions } from "./CheckFieldInput";
import { CHECK_FIELDS } from "./check-fields";
import {
  type CheckValues,
  definitionBody,
  emptyCheck,
  fieldsOf,
  isMetric,
  readDefinition,
  startErrors,
  valuesOf,
  valuesOfMetric,
} from "./check-values";
import { definitionWords } from "./definition-words";
import { watchHref } from "./hrefs";
import { METRIC_LABELS, METRIC_MEANINGS } from "./metric-words";

const LABELS: Record<string, string> = {
  key: "Key",
  title: "Title",
  reason: "Reason",
  commitment: "Commitment",
  clause: "Clause",
  test: "Test",
  "test/metric": "What is measured",
  first_day: "First day",
  window_days: "Days in a window",
  "schedule/every": "Judged",
  "schedule/grace_hours": "Hours until the data count as complete",
  ...Object.fromEntries(
    Object.values(CHECK_FIELDS)
      .flat()
      .map(({ name, label }) => [name, label]),
  ),
};

/** Until data are complete, and for people to answer in. */
const DATA_HOURS = "6";
const ANSWER_HOURS = "168";

const EVERY = [
  { value: "day", label: "every day" },
  { value: "week", label: "every seventh day" },
  { value: "month", label: "at the end of every month" },
];

const METRICS = Object.entries(METRIC_LABELS).map(([value, label]) => ({ value, label }));

export type Promised = { key: string; text: string; clauses: { key: string; text: string | null }[] };

export type CheckFormProps = {
  /** The check that is to have another version, with what the one in force says; absent for a new check. */
  of?: { key: string; title: string; definition: CheckDefinition };
  commitments: readonly Promised[];
  options: CheckOptions;
  /** The earliest first day: tomorrow on the clock of checks. */
  earliest: string;
  /** Clause that the link which led here asks for. */
  preset?: { commitment?: string; clause?: string };
  cancel_href: string;
};

const short = (text: string) => (text.length > 90 ? `${text.slice(0, 88)}…` : text);
const entry = (values: CheckValues, name: string) => (typeof values[name] === "string" ? values[name] : "");

function bodyOf(values: CheckValues, superseding: boolean): Record<string, unknown> {
  const own = superseding ? ["title", "reason"] : ["key", "title", "commitment", "clause"];
  return { ...Object.fromEntries(own.map((name) => [name, entry(values, name)])), ...definitionBody(values) };
}

/** What will be fixed, in the words under which everybody reads it afterwards. */
function Meaning({ values }: { values: CheckValues }) {
  const definition = readDefinition(values);
  return (
    <div className="meaning" aria-live="polite">
      <b>What will be fixed</b>
      {definition ? (
        definitionWords(definition).map((sentence) => <p key={sentence}>{sentence}</p>)
      ) : (
        <p className="mute">Here it will stand in words once every entry can be read.</p>
      )}
    </div>
  );
}

type Form = ReturnType<typeof useApiForm<CheckValues>>;
type PartProps = { form: Form };

/** What a text or a choice of the form is wired with. */
function wired({ values, errors, set }: Form, name: string) {
  const error = errors[name];
  return {
    name,
    label: LABELS[name] ?? name,
    value: entry(values, name),
    onChange: (next: string) => set(name, next),
    ...(error ? { error } : {}),
  };
}

const NO_COMMITMENT = (
  <>
    None is recorded yet. <Link href="/register/commitments/new">Record one</Link>, with the clauses that it
    is tested by.
  </>
);

/** Which clause a new check tests, and what it is called. */
function Subject({ form, commitments }: PartProps & Pick<CheckFormProps, "commitments">) {
  const chosen = commitments.find(({ key }) => key === form.values.commitment);
  return (
    <>
      <TextInput {...wired(form, "key")} required help="Short and stable; links and the API use it." />
      <SelectInput
        {...wired(form, "commitment")}
        required
        empty="choose"
        {...(commitments.length > 0 ? {} : { help: NO_COMMITMENT })}
        options={commitments.map(({ key, text }) => ({ value: key, label: short(text) }))}
      />
      <SelectInput
        {...wired(form, "clause")}
        required
        empty="choose"
        disabled={!chosen}
        options={(chosen?.clauses ?? []).map(({ key, text }) => ({
          value: key,
          label: text ? short(text) : key.replaceAll("-", " "),
        }))}
      />
    </>
  );
}

/** The metric and what it asks for. Entries that another metric shares stay when one is chosen. */
function Test({ form, options }: PartProps & Pick<CheckFormProps, "options">) {
  const { values, errors, set } = form;
  const metric = values["test/metric"];
  const choose = (next: string) => {
    set("test/metric", next);
    if (!isMetric(next)) return;
    // People answer when a period is over: a week, as long as nobody has said otherwise.
    const [hours, other] = next === "attestation" ? [ANSWER_HOURS, DATA_HOURS] : [DATA_HOURS, ANSWER_HOURS];
    if (entry(values, "schedule/grace_hours") === other) set("schedule/grace_hours", hours);
    for (const [name, value] of Object.entries(valuesOfMetric(next)))
      if (name === "test/tolerance" || entry(values, name) === "") set(name, value);
  };
  const [router, task] = [entry(values, "test/scope/router"), entry(values, "test/scope/task")];
  const strata = options.strata.filter(
    (one) => (router === "" || one.router === router) && (task === "" || one.task === task),
  );
  const errorAt = (name: string) =>
    errors[name] ?? Object.entries(errors).find(([each]) => each.startsWith(`${name}/`))?.[1];
  return (
    <>
      <SelectInput
        {...wired(form, "test/metric")}
        onChange={choose}
        required
        empty="choose"
        options={METRICS}
        {...(isMetric(metric) ? { help: METRIC_MEANINGS[metric] } : {})}
      />
      {(isMetric(metric) ? fieldsOf(metric, values) : []).map((field) => (
        <CheckFieldInput
          key={field.name}
          field={field}
          value={values[field.name]}
          error={errorAt(field.name)}
          options={{ ...options, strata }}
          onChange={(value) => set(field.name, value)}
        />
      ))}
    </>
  );
}

const GRACE_HELP =
  "After the day’s end, in UTC. Of an attestation: how long people have to answer, 24 hours at least.";

/** From when it judges, over which windows, how often. */
function Rhythm({ form, earliest }: PartProps & Pick<CheckFormProps, "earliest">) {
  return (
    <div className="pair">
      <DayInput {...wired(form, "first_day")} required help={`A day, in UTC; ${earliest} at the earliest.`} />
      <TextInput {...wired(form, "window_days")} required help="Windows follow one another; none rolls." />
      <SelectInput {...wired(form, "schedule/every")} required options={EVERY} />
      <TextInput {...wired(form, "schedule/grace_hours")} required help={GRACE_HELP} />
    </div>
  );
}

/** Defines a check, or the version that supersedes one. Both are fixed when they are recorded: no form edits a check. */
export function CheckForm({ of, commitments, options, earliest, preset, cancel_href }: CheckFormProps) {
  const router = useRouter();
  const form = useApiForm<CheckValues>({
    url: of ? `/api/v1/checks/${encodeURIComponent(of.key)}/supersede` : "/api/v1/checks",
    method: "POST",
    initial: of
      ? valuesOf(of.definition, of.title, earliest)
      : { ...emptyCheck(earliest), commitment: preset?.commitment ?? "", clause: preset?.clause ?? "" },
    schema: of ? SupersedeInput : CheckInput,
    also: (body) => startErrors(body, earliest),
    toBody: (values) => bodyOf(values, of !== undefined),
    onDone: (body) => {
      const { id, key } = body as { id: string; key: string };
      // The key means the version in force; another version has its own address until it is.
      router.push(watchHref.check(of ? id : key));
      router.refresh();
    },
  });
  const why = "Why it takes the place of the version before; it stays with it.";
  return (
    <ApiForm
      form={form}
      labels={LABELS}
      submit_label={of ? "Propose this version" : "Record this check"}
      cancel={<LinkButton href={cancel_href}>Cancel</LinkButton>}
    >
      <TextInput {...wired(form, "title")} required help="What lists and findings call it." />
      {of ? (
        <Textarea {...wired(form, "reason")} required help={why} />
      ) : (
        <Subject form={form} commitments={commitments} />
      )}
      <Test form={form} options={options} />
      <Rhythm form={form} earliest={earliest} />
      <Meaning values={form.values} />
    </ApiForm>
  );
}
