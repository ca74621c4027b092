"use client";

import { ActDialog, Textarea } from "@/components/form";
import { CheckDecisionInput, type CheckView, RunInput, WithdrawInput } from "@/lib/commitments";
import { formatDate } from "@/lib/kernel/format";
import { DecisionDialog } from "./DecisionDialog";
import { watchHref } from "./hrefs";

type Props = { check: Pick<CheckView, "id" | "title" | "check_version" | "first_day" | "reason"> };

/** Runs a check between its due days. The result is one more; it replaces none. */
export function RunAct({ check }: Props) {
  return (
    <ActDialog
      label="Run now"
      submit_label="Run"
      title={`Run “${check.title}” now`}
      description="It judges the days that are over. The result is kept with your reason, also when you do not like it."
      url={`/api/v1/checks/${check.id}/run`}
      initial={{ why: "" }}
      labels={{ why: "Reason" }}
      schema={RunInput}
      next={(body) => watchHref.result(check.id, (body as { id: string }).id)}
    >
      {(form) => <Textarea {...form.field("why")} label="Reason" required help="The result keeps it." />}
    </ActDialog>
  );
}

const OUTCOMES = [
  { value: "approved", label: "approve" },
  { value: "refused", label: "refuse" },
];

/** What a second person decides on: each change in words, and the findings that hang on it. */
export type Decided = { before: number | null; changes: readonly string[]; hangs_on: readonly string[] };

function About({ before, changes, hangs_on }: Decided) {
  if (changes.length + hangs_on.length === 0) return null;
  return (
    <div className="meaning">
      {hangs_on.map((sentence) => (
        <p key={sentence}>
          <b>{sentence}</b>
        </p>
      ))}
      {before === null ? null : <p>Beside version {before} it changes:</p>}
      {changes.map((change) => (
        <p key={change}>{change}</p>
      ))}
    </div>
  );
}

/** The second person's word on a version, once and for good. */
export function DecideAct({ check, decided }: Props & { decided: Decided }) {
  return (
    <DecisionDialog
      label="Approve or refuse"
      title={`Version ${check.check_version} of “${check.title}”`}
      description={`It would judge from ${formatDate(check.first_day)} on.${check.reason ? ` The reason given: ${check.reason}` : ""}`}
      url={`/api/v1/checks/${check.id}/decisions`}
      schema={CheckDecisionInput}
      options={OUTCOMES}
      help="A decision is made once."
      about={<About {...decided} />}
    />
  );
}

/** Takes back a version that has judged nothing yet. */
export function WithdrawAct({ check }: Props) {
  return (
    <ActDialog
      label="Withdraw"
      submit_label="Withdraw it"
      title={`Withdraw version ${check.check_version} of “${check.title}”`}
      description={`It would judge from ${formatDate(check.first_day)} on. Withdrawn it never runs; it stays to be read, with your reason.`}
      url={`/api/v1/checks/${check.id}/withdraw`}
      initial={{ reason: "" }}
      labels={{ reason: "Reason" }}
      schema={WithdrawInput}
    >
      {(form) => <Textarea {...form.field("reason")} label="Reason" required help="The version keeps it." />}
    </ActDialog>
  );
}
