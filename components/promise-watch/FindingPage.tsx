import Link from "next/link";
import type { ReactNode } from "react";
import { type Definition, DefinitionList, PageHeader, Section, Unknown } from "@/components/ui";
import type { FindingView, ResultVerdict } from "@/lib/commitments";
import { capitalise, formatCount, formatDate } from "@/lib/kernel/format";
import { type Found, FoundSection } from "./FoundSection";
import { FindingBasis, FindingKicker, FindingTitle, openedAndClosed } from "./finding-subject";
import { dueWords, FINDING_STATUS_LABELS, retestWords } from "./finding-words";
import { watchHref } from "./hrefs";
import { FindingMarkAlone, FindingVerdictMark } from "./ResultVerdictMark";
import { Timeline } from "./Timeline";

export type FindingPageProps = {
  finding: FindingView;
  today: string;
  /** What its result found; null where none opened it. */
  found: Found | null;
  /** The latest result of its retest; null where there is none. */
  retested: { id: string; day: string; verdict: ResultVerdict } | null;
  /** Buttons; null for those who only read. */
  acts: ReactNode;
  /** The form of owner, cause and due date; null for those who only read, and when it is closed. */
  form: ReactNode;
};

/** What tests it again: which version, of which days, and what it says so far. */
function Retest({ finding, retested }: Pick<FindingPageProps, "finding" | "retested">) {
  const { retest } = finding;
  if (!retest) return null;
  return (
    <>
      <Link href={watchHref.check(retest.check_id)}>{capitalise(retestWords(finding, retested) ?? "")}</Link>
      {retested ? (
        <>
          {" "}
          (<Link href={watchHref.result(retest.check_id, retested.id)}>the result</Link>)
        </>
      ) : null}
    </>
  );
}

function rubricOf(props: FindingPageProps): Definition[] {
  const { finding, today } = props;
  return [
    { term: "Says", value: <FindingVerdictMark verdict={finding.verdict} /> },
    { term: "Status", value: <b>{FINDING_STATUS_LABELS[finding.status]}</b> },
    { term: "Owner", value: finding.owner_label ?? <Unknown>nobody yet</Unknown> },
    { term: "Due", value: dueWords(finding, today) || null },
    { term: "Retest", value: finding.retest && <Retest {...props} /> },
    ...openedAndClosed({ finding }),
  ];
}

function closedWords({ kind, closing_judgement }: FindingView): string {
  if (kind !== "condition") return "A later result has shown that it is over.";
  return closing_judgement
    ? "A later judgement has shown that the condition works."
    : "The condition has ended, and with it what was overdue.";
}

/** What is missing until it can be closed, in one or two sentences; `acts`: whether the reader can do it. */
export function nextStep(finding: FindingView, acts: boolean): string {
  const { status, kind, remedied_on, closing_candidates, risk_request, risk_until } = finding;
  if (status === "closed") return closedWords(finding);
  if (risk_request)
    return `${risk_request.requested_by_label} asks that the risk be accepted up to ${formatDate(risk_request.until)}: “${risk_request.reason}” Another person decides.`;
  const accepted =
    status === "risk_accepted" && risk_until
      ? `Its risk is accepted up to ${formatDate(risk_until)}; then it is open again. `
      : "";
  if (closing_candidates.length > 0)
    return `${accepted}${formatCount(closing_candidates.length, kind === "condition" ? "judgement" : "result")} ${closing_candidates.length === 1 ? "shows" : "show"} that it is over: it can be closed.`;
  if (accepted) return accepted.trim();
  if (kind === "condition")
    return "It can be closed when proof has been given and somebody of compliance has judged that the condition works.";
  if (kind === "failure") return "It can be closed when the check has run again.";
  const wanted = acts
    ? "Record what was done about it, and since when."
    : "Compliance has not recorded yet what was done about it.";
  return remedied_on === null
    ? `${wanted} A check whose window begins later is its retest.`
    : `Remedied since ${formatDate(remedied_on)}. It is closed by a result that says kept, of a window that began after that day${
        finding.retest
          ? ": its retest, beside."
          : ". None is in sight: a new version of the check would be its retest."
      }`;
}

/** One finding: what it is, what is missing, whose it is, and all that happened to it. */
export function FindingPage(props: FindingPageProps) {
  const { finding, found, acts, form } = props;
  const first = found ? 2 : 1;
  const { check, cause, remedy, remedied_on, events } = finding;
  return (
    <>
      <PageHeader
        size="record"
        kicker={<FindingKicker finding={finding} />}
        title={<FindingTitle finding={finding} />}
        mark={<FindingMarkAlone verdict={finding.verdict} />}
        lead={nextStep(finding, acts !== null)}
        rubric={rubricOf(props)}
        actions={acts}
      />
      {found ? <FoundSection number={1} found={found} /> : null}
      <Section
        number={first}
        title={cause === null ? "Nobody has said yet what caused it." : "What caused it, and what was done."}
        text={<FindingBasis finding={finding} />}
      >
        <div className="grid gap-8">
          <DefinitionList
            items={[
              { term: "Cause", value: form === null ? (cause ?? <Unknown />) : null },
              { term: "Remedy", value: remedy ?? <Unknown>none yet</Unknown> },
              { term: "In place since", value: remedied_on && formatDate(remedied_on) },
            ]}
          />
          {form}
        </div>
      </Section>
      <Section
        number={first + 1}
        title={`${formatCount(events.length, "entry", "entries")} from the evidence on.`}
        text={<p>Written once and never changed, oldest first. Times are UTC, by the clock of checks.</p>}
      >
        <Timeline events={events} check_id={check?.id ?? null} />
      </Section>
    </>
  );
}
