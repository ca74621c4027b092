"use client";

import { ActDialog, DayInput, SelectInput, Textarea } from "@/components/form";
import { LinkButton } from "@/components/ui";
import {
  CloseInput,
  CommentInput,
  type FindingView,
  RemedyInput,
  RiskDecisionInput,
  RiskRequestInput,
} from "@/lib/commitments";
import { formatDate } from "@/lib/kernel/format";
import { DecisionDialog } from "./DecisionDialog";
import { watchHref } from "./hrefs";
import { findingReaders } from "./readers-words";

type Props = { finding: FindingView };

const url = ({ finding }: Props, act: string) => `/api/v1/findings/${finding.id}/${act}`;

export function RemedyAct(props: Props) {
  const { remedy, remedied_on, opened_day, kind } = props.finding;
  const of_condition = kind === "condition";
  // What was done before the day that opened the finding can hardly be what mended it.
  const isEarly = (day: string): boolean => kind === "tilt" && day !== "" && day < opened_day;
  return (
    <ActDialog
      label={remedied_on === null ? "Record the remedy" : "Record another remedy"}
      submit_label="Record it"
      tone={remedied_on === null ? "primary" : "plain"}
      title="What was done about it"
      description={
        of_condition
          ? "Only the judgement that the condition works closes the finding; proof is given on the condition’s page."
          : "A check whose window begins after this day is the retest; only its result closes the finding."
      }
      url={url(props, "remedy")}
      initial={{ remedy: remedy ?? "", remedied_on: remedied_on ?? "", why_earlier: "" }}
      labels={{ remedy: "Remedy", remedied_on: "In place since", why_earlier: "Why so early" }}
      schema={RemedyInput}
    >
      {(form) => (
        <>
          <Textarea {...form.field("remedy")} label="Remedy" required help={findingReaders(kind)} />
          <DayInput
            {...form.field("remedied_on")}
            label="In place since"
            required
            help={
              remedied_on === null
                ? "A day, in UTC."
                : `A day, in UTC: ${formatDate(remedied_on)}, which is recorded, or later.`
            }
          />
          {isEarly(form.values.remedied_on) ? (
            <Textarea
              {...form.field("why_earlier")}
              label="Why so early"
              required
              help={`The result that opened the finding is of ${formatDate(opened_day)}: say how what was done before can be what mended it.`}
            />
          ) : null}
        </>
      )}
    </ActDialog>
  );
}

export function CommentAct(props: Props) {
  return (
    <ActDialog
      label="Comment"
      submit_label="Add it"
      title="Comment"
      description="It stays in the timeline; nothing there can be changed or taken out."
      url={url(props, "comments")}
      initial={{ text: "" }}
      labels={{ text: "Comment" }}
      schema={CommentInput}
    >
      {(form) => (
        <Textarea
          {...form.field("text")}
          label="Comment"
          required
          help={findingReaders(props.finding.kind)}
        />
      )}
    </ActDialog>
  );
}

export function RiskRequestAct(props: Props) {
  return (
    <ActDialog
      label="Ask to accept the risk"
      submit_label="Ask"
      title="Ask that the risk be accepted"
      description="Another person decides. An acceptance has an end: after its last day the finding is open again."
      url={url(props, "risk")}
      initial={{ until: "", reason: "" }}
      labels={{ until: "Up to", reason: "Reason" }}
      schema={RiskRequestInput}
    >
      {(form) => (
        <>
          <DayInput
            {...form.field("until")}
            label="Up to"
            required
            help="The last day, in UTC; within a year."
          />
          <Textarea
            {...form.field("reason")}
            label="Reason"
            required
            help={findingReaders(props.finding.kind)}
          />
        </>
      )}
    </ActDialog>
  );
}

const OUTCOMES = [
  { value: "accepted", label: "accept the risk" },
  { value: "refused", label: "refuse" },
];

export function RiskDecisionAct(props: Props) {
  const request = props.finding.risk_request;
  if (!request) return null;
  return (
    <DecisionDialog
      label="Decide on the risk"
      title="Accept the risk, or refuse"
      description={`${request.requested_by_label} asks to accept it up to ${formatDate(request.until)}: ${request.reason}`}
      url={url(props, "risk-decision")}
      schema={RiskDecisionInput}
      options={OUTCOMES}
    />
  );
}

export function CloseAct(props: Props) {
  const { closing_candidates, kind } = props.finding;
  const [first] = closing_candidates;
  if (!first) return null;
  if (kind === "condition") return <CloseConditionAct {...props} judgement={first.id} />;
  return (
    <ActDialog
      label="Close with a result"
      submit_label="Close the finding"
      tone="primary"
      title="Close with the result that shows it"
      description="The result stays linked. A closed finding is not changed any more; comments can be added."
      url={url(props, "close")}
      initial={{ result: first.id }}
      labels={{ result: "Result" }}
      schema={CloseInput}
    >
      {(form) => (
        <SelectInput
          {...form.field("result")}
          label="Result"
          required
          options={closing_candidates.map(({ id, day, check_version }) => ({
            value: id,
            label: `${formatDate(day)}, version ${check_version ?? ""} of the check`,
          }))}
        />
      )}
    </ActDialog>
  );
}

/** By the latest judgement: an earlier one would say no more. */
function CloseConditionAct(props: Props & { judgement: string }) {
  return (
    <ActDialog
      label="Close it"
      submit_label="Close"
      tone="primary"
      title="Close with the judgement that shows it"
      description="Proof was given, and judged to show that the condition works. A closed finding is not changed any more; comments can be added."
      url={url(props, "close")}
      initial={{ judgement: props.judgement }}
      labels={{ judgement: "Judgement" }}
      schema={CloseInput}
    >
      {() => null}
    </ActDialog>
  );
}

/** Whether a new version would be what tests it again: a next window of its own may be a year away, a version is not. */
const lacksRetest = ({ kind, remedied_on, retest, check }: FindingView): boolean =>
  kind === "tilt" &&
  remedied_on !== null &&
  (retest === null || retest.check_version === check?.check_version);

/** What can be done about a finding by who manages findings. `me` is `person:ID`: who asked does not decide. */
export function FindingActs({ finding, me, may_define }: Props & { me: string; may_define: boolean }) {
  const { status, risk_request, check } = finding;
  if (status === "closed") return <CommentAct finding={finding} />;
  const may_decide = risk_request !== null && risk_request.requested_by !== me;
  return (
    <>
      <CloseAct finding={finding} />
      {may_decide ? <RiskDecisionAct finding={finding} /> : null}
      <RemedyAct finding={finding} />
      {lacksRetest(finding) && may_define && check ? (
        <LinkButton href={watchHref.supersede(check.id)}>Define the retest</LinkButton>
      ) : null}
      {risk_request === null ? <RiskRequestAct finding={finding} /> : null}
      <CommentAct finding={finding} />
    </>
  );
}
