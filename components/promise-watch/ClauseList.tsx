import Link from "next/link";
import { TermOf } from "@/components/promise/TermOf";
import { LinkButton } from "@/components/ui";
import type { CheckListItem, ClauseSummary, Day, DaysByVerdict } from "@/lib/commitments";
import { formatCount } from "@/lib/kernel/format";
import {
  clauseKind,
  clauseState,
  fewWords,
  gravestChecks,
  gravestFirst,
  isSameDays,
  levelOver,
  namedOverWords,
} from "./commitment-words";
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

/** The whole strip of one that judges daily; of others, of which a year has a dozen marks, a line and the strip on demand. */
function Marks({ check, today }: Pick<CheckRowProps, "check" | "today">) {
  const { id, title, strip, schedule } = check;
  const drawn = (
    <ResultStrip
      label={title}
      marks={strip}
      range={stripRange(check, today)}
      every={schedule.every}
      results_href={watchHref.results(id)}
    />
  );
  if (schedule.every === "day") return drawn;
  const few = fewWords(check);
  if (few === null) return null;
  return (
    <details className="few">
      <summary>Show its strip</summary>
      {drawn}
    </details>
  );
}

type CheckRowProps = { check: CheckListItem; evidence: ClauseSummary["evidence"]; today: Day };

function CheckRow({ check, evidence, today }: CheckRowProps) {
  const { id, title, check_version, metric, status, latest, schedule, open_findings } = check;
  const few = schedule.every === "day" ? null : fewWords(check);
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
        {few ? (
          <span>
            by {schedule.every}: {few}
          </span>
        ) : null}
        {open_findings > 0 ? (
          <Link href={`/promise/findings?check=${encodeURIComponent(check.key)}`}>
            {formatCount(open_findings, "finding")} open
          </Link>
        ) : null}
      </p>
      <Marks check={check} today={today} />
    </li>
  );
}

export type ClauseListProps = {
  commitment: string;
  clauses: readonly ClauseSummary[];
  /** Of the whole promise, shown above. */
  days: DaysByVerdict;
  today: Day;
  may_define: boolean;
};

function NamedOver({ clause: { named_over, checks } }: { clause: ClauseSummary }) {
  const words = namedOverWords(named_over, checks);
  if (!words || !named_over) return null;
  return (
    <p className="about">
      {words},{" "}
      <TermOf term="strata" search="">
        corrected for their number
      </TermOf>{" "}
      at {levelOver(named_over)}. Each one’s own verdict stands at its own level; the clause’s other checks
      have no such evidence and stay at theirs.
    </p>
  );
}

/** The clauses of a promise, the gravest first, each with what stands behind it: its checks with their strips, and its days by verdict. */
export function ClauseList({ commitment, clauses, days, today, may_define }: ClauseListProps) {
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
                  {isSameDays(clause.days, days) ? null : (
                    <>
                      <p className="about">All its checks together: a day counts once, by the gravest.</p>
                      <DaysBar days={clause.days} unit={daysUnit(clause.checks)} />
                    </>
                  )}
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
