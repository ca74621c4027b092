import Link from "next/link";
import { LinkButton } from "@/components/ui";
import type { CheckListItem, ClauseSummary, Day } from "@/lib/commitments";
import { formatCount } from "@/lib/kernel/format";
import { clauseKind, clauseState, gravestChecks, gravestFirst, namedOverWords } from "./commitment-words";
import { DaysBar } from "./DaysBar";
import { daysUnit } from "./days-words";
import { CHECK_STATUS_LABELS } from "./finding-words";
import { watchHref } from "./hrefs";
import { metricLabel } from "./metric-words";
import { ResultStrip } from "./ResultStrip";
import { LatestVerdict } from "./ResultVerdictMark";
import { stripRange } from "./strip-model";

/** An attestation is weaker than a test, and without evidence it is what people say. */
function attestedWords(metric: string, evidence: ClauseSummary["evidence"]): string {
  if (metric !== "attestation") return "";
  return evidence === "answered" ? ", answers without evidence" : ", answers of people, weaker than a test";
}

type CheckRowProps = { check: CheckListItem; evidence: ClauseSummary["evidence"]; today: Day };

function CheckRow({ check, evidence, today }: CheckRowProps) {
  const { id, title, check_version, metric, status, latest, strip, schedule, open_findings } = check;
  return (
    <li className="check-row">
      <p>
        <Link className="name" href={watchHref.check(status === "running" ? check.key : id)}>
          {title}
        </Link>
        <LatestVerdict verdict={latest?.verdict ?? null} />
        <span className="mute">
          {metricLabel(metric)}
          {attestedWords(metric, evidence)}, version {check_version}
          {status === "running" ? "" : `, ${CHECK_STATUS_LABELS[status].toLowerCase()}`}
        </span>
        {open_findings > 0 ? (
          <Link href={`/promise/findings?check=${encodeURIComponent(check.key)}`}>
            {formatCount(open_findings, "finding")} open
          </Link>
        ) : null}
      </p>
      <ResultStrip
        label={title}
        marks={strip}
        range={stripRange(check, today)}
        every={schedule.every}
        results_href={watchHref.results(id)}
      />
    </li>
  );
}

export type ClauseListProps = {
  commitment: string;
  clauses: readonly ClauseSummary[];
  today: Day;
  may_define: boolean;
};

function NamedOver({ clause: { named_over, checks } }: { clause: ClauseSummary }) {
  const words = namedOverWords(named_over, checks);
  return words ? <p className="about">{words}</p> : null;
}

/** The clauses of a promise, the gravest first, each with what stands behind it: its checks with their strips, and its days by verdict. */
export function ClauseList({ commitment, clauses, today, may_define }: ClauseListProps) {
  return (
    <ol>
      {gravestFirst(clauses).map((clause) => (
        <li key={clause.key} className="clause" id={clause.key}>
          <header>
            <h3>{clause.text ?? clause.key.replaceAll("-", " ")}</h3>
            <p className="about">
              {clauseKind(clause.kind)} · <b>{clauseState(clause)}</b>
            </p>
          </header>
          {clause.checks.length > 0 ? (
            <>
              <ul>
                {gravestChecks(clause.checks).map((check) => (
                  <CheckRow key={check.id} check={check} evidence={clause.evidence} today={today} />
                ))}
              </ul>
              {clause.checks.length > 1 ? (
                <div className="clause-days">
                  <NamedOver clause={clause} />
                  <p className="about">All its checks together: a day counts once, by the gravest.</p>
                  <DaysBar days={clause.days} unit={daysUnit(clause.checks)} />
                </div>
              ) : null}
            </>
          ) : (
            <p className="mute">
              Here would be its checks, with a mark for every day.{" "}
              {may_define ? (
                <LinkButton
                  tone="text"
                  href={`/promise/checks/new?commitment=${encodeURIComponent(commitment)}&clause=${encodeURIComponent(clause.key)}`}
                >
                  Define a check
                </LinkButton>
              ) : null}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}
