"use client";

import { type ReactNode, type RefObject, useState } from "react";
import { Button, Dialog } from "@/components/ui";
import type { FormConflict } from "./conflict";
import { fieldId } from "./Field";
import type { FieldErrors, ProblemBody } from "./problem";
import type { ApiForm as Form } from "./use-api-form";

/** A refusal for the state of things, in words for who asked; what is in its way follows. */
const headingOf = ({ status, title }: ProblemBody): string =>
  status === 409 ? "This cannot be done now" : title;

/** What is wrong, each with a link to its field; it takes the focus when a submit was refused. */
export function ErrorSummary({
  problem,
  errors,
  labels,
  summary,
}: {
  problem: ProblemBody | null;
  errors: FieldErrors;
  labels: Record<string, string>;
  summary: RefObject<HTMLDivElement | null>;
}) {
  if (!problem) return null;
  const found = Object.entries(errors);
  return (
    <div className="errsum" ref={summary} tabIndex={-1} role="alert">
      <h2>
        {found.length === 0
          ? headingOf(problem)
          : found.length === 1
            ? "One entry needs a change"
            : `${found.length} entries need a change`}
      </h2>
      {found.length === 0 ? (
        <p>{problem.detail}</p>
      ) : (
        <ul>
          {found.map(([name, message]) => (
            <li key={name}>
              <a href={`#${fieldId(name)}`}>{labels[name] ?? labels[name.split("/")[0] ?? ""] ?? name}</a>:{" "}
              {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Save and cancel, with what is happening in words. */
export function SubmitRow({
  label,
  sending,
  cancel,
  note,
}: {
  label: string;
  sending: boolean;
  cancel?: ReactNode;
  note?: ReactNode;
}) {
  return (
    <div className="submit">
      <Button type="submit" tone="primary" aria-disabled={sending || undefined}>
        {label}
      </Button>
      {cancel}
      <span className="state" role="status">
        {sending ? "Saving" : note}
      </span>
    </div>
  );
}

/** Words for the value of a field that text and lists do not tell; null for all others. */
type InWords = (name: string, value: unknown) => string | null;

const shown = (value: unknown): string =>
  Array.isArray(value)
    ? value.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join(", ") || "empty"
    : value === null || value === undefined || value === ""
      ? "empty"
      : typeof value === "object"
        ? JSON.stringify(value)
        : String(value);

/** Both versions field by field; each side can be taken. Nothing is sent until the form is saved again. */
function ConflictDialog<V extends Record<string, unknown>>({
  conflict,
  values,
  labels,
  inWords,
  onResolve,
  onClose,
}: {
  conflict: FormConflict<V>;
  values: V;
  labels: Record<string, string>;
  inWords: InWords;
  onResolve: (values: V) => void;
  onClose: () => void;
}) {
  const [mine, setMine] = useState<Record<string, boolean>>(
    Object.fromEntries(conflict.fields.map((name) => [name, conflict.changed_here.includes(name)])),
  );
  const chosen = () => {
    const kept = conflict.fields.filter((name) => mine[name]).map((name) => [name, values[name]]);
    return { ...conflict.theirs, ...Object.fromEntries(kept) } as V;
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || onClose()}
      title="Somebody saved before you"
      description={
        conflict.fields.length === 0
          ? "What they saved is what you entered. Go on from their version, then save again if you change more."
          : "Choose for each field which of the two versions stays. Then save again."
      }
    >
      <div className="scroll">
        <table className="tbl">
          <thead>
            <tr>
              <th>Field</th>
              <th>Yours</th>
              <th>Saved meanwhile</th>
            </tr>
          </thead>
          <tbody>
            {conflict.fields.map((name) => (
              <tr key={name}>
                <td>{labels[name] ?? name}</td>
                {[true, false].map((side) => (
                  <td key={String(side)}>
                    <label className="chk">
                      <input
                        type="radio"
                        name={`keep-${name}`}
                        checked={mine[name] === side}
                        onChange={() => setMine((all) => ({ ...all, [name]: side }))}
                      />
                      <span>
                        {inWords(name, side ? values[name] : conflict.theirs[name]) ??
                          shown(side ? values[name] : conflict.theirs[name])}
                      </span>
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="acts">
        <Button tone="primary" onClick={() => onResolve(chosen())}>
          Go on with these
        </Button>
        <Button onClick={onClose}>Back to my version</Button>
      </div>
    </Dialog>
  );
}

/** The frame of every form: summary of errors, fields, the row that saves, and the dialog of a conflict. */
export function ApiForm<V extends Record<string, unknown>>({
  form,
  labels,
  inWords = () => null,
  submit_label,
  cancel,
  children,
}: {
  form: Form<V>;
  /** Labels by property, for the summary and the conflict. */
  labels: Record<string, string>;
  inWords?: InWords;
  submit_label: string;
  cancel?: ReactNode;
  children: ReactNode;
}) {
  return (
    <form className="form" noValidate onSubmit={form.submit}>
      <ErrorSummary problem={form.problem} errors={form.errors} labels={labels} summary={form.summary} />
      {children}
      <SubmitRow
        label={submit_label}
        sending={form.state === "sending"}
        cancel={cancel}
        note={form.dirty ? "Not saved yet" : undefined}
      />
      {form.conflict ? (
        <ConflictDialog
          conflict={form.conflict}
          values={form.values}
          labels={labels}
          inWords={inWords}
          onResolve={form.resolve}
          onClose={form.dismissConflict}
        />
      ) : null}
    </form>
  );
}
