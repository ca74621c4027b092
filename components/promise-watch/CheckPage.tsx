import Link from "next/link";
import type { ReactNode } from "react";
import { EvidenceChart } from "@/components/chart";
import { type Definition, EmptyState, PageHeader, Section, Unknown } from "@/components/ui";
import type { CheckView, Day, ResultListItem, ResultsPage } from "@/lib/commitments";
import { formatCount, formatDate } from "@/lib/kernel/format";
import type { EvidenceModel } from "@/lib/kernel/proof-chart";
import { checkLead, recordedWords } from "./check-words";
import { DefinitionSection } from "./DefinitionSection";
import { FiguresSection } from "./FiguresSection";
import { CHECK_STATUS_LABELS } from "./finding-words";
import { csvHref, watchHref } from "./hrefs";
import { metricLabel } from "./metric-words";
import { ResultStrip } from "./ResultStrip";
import { ResultsTable } from "./ResultsTable";
import { LatestVerdict } from "./ResultVerdictMark";
import { StripLegend } from "./StripLegend";
import { stripRange, stripSummary } from "./strip-model";
import { VersionsSection } from "./VersionsSection";

export type CheckPageProps = {
  check: CheckView;
  today: Day;
  latest: ResultListItem | null;
  /** The history as the address filters it. */
  results: ResultsPage;
  versions: readonly CheckView[];
  evidence: EvidenceModel | null;
  acts: ReactNode;
  /** Of an attestation: its answers. */
  answers: ((number: number) => ReactNode) | null;
};

function rubricOf({ check }: CheckPageProps): Definition[] {
  const { latest, window, clause, commitment, open_findings, key } = check;
  return [
    { term: "Latest", value: <LatestVerdict verdict={latest?.verdict ?? null} /> },
    {
      term: "Window in course",
      value: window ? (
        `${formatDate(window.from)}, up to ${formatDate(window.to)}`
      ) : (
        <Unknown>none in course</Unknown>
      ),
    },
    { term: "Recorded", value: recordedWords(check) },
    {
      term: "Clause",
      value: (
        <Link href={`${watchHref.commitment(commitment.key)}#${clause.key}`}>
          {clause.text ?? clause.key.replaceAll("-", " ")}
        </Link>
      ),
    },
    {
      term: "Findings",
      value:
        open_findings > 0 ? (
          <Link href={`/promise/findings?check=${encodeURIComponent(key)}`}>
            {formatCount(open_findings, "finding")} open
          </Link>
        ) : (
          "none open"
        ),
    },
  ];
}

function StripPart({ check, today, number }: Pick<CheckPageProps, "check" | "today"> & { number: number }) {
  const { id, title, definition, strip } = check;
  const range = stripRange(check, today);
  const { every } = definition.schedule;
  return (
    <Section wide number={number} title={stripSummary(strip, range, every)}>
      <ResultStrip
        label={title}
        marks={strip}
        range={range}
        every={every}
        results_href={watchHref.results(id)}
        hint="Point at a mark, or use the arrow keys, for its day and verdict."
      />
      <StripLegend marks={strip} />
    </Section>
  );
}

function ResultsPart({
  check,
  results,
  number,
}: Pick<CheckPageProps, "check" | "results"> & { number: number }) {
  return (
    <Section
      wide
      number={number}
      id="results"
      title="Every result, none ever changed."
      text={
        <p>
          A day that is run again has another result that says why; the one before stays and still verifies.
        </p>
      }
    >
      <ResultsTable
        rows={results.items}
        next_cursor={results.next_cursor}
        csv_href={csvHref("results", [], { check: check.id })}
        empty={
          <EmptyState title="No result yet" level={3}>
            Here would be a result for every due day: verdict, figures, and everything needed to work it out
            again.
          </EmptyState>
        }
      />
    </Section>
  );
}

type Part = (number: number) => ReactNode;

/** The sections in the order in which people ask; those that this check does not have are absent. */
function partsOf({ check, today, latest, results, versions, evidence, answers }: CheckPageProps): Part[] {
  const figures = (result: ResultListItem): Part => {
    const href = watchHref.result(check.id, result.id);
    return (number) => (
      <FiguresSection key="figures" number={number} result={result} href={href}>
        {evidence ? <EvidenceChart model={evidence} /> : null}
      </FiguresSection>
    );
  };
  return [
    (number) => <StripPart key="strip" number={number} check={check} today={today} />,
    ...(latest ? [figures(latest)] : []),
    ...(answers ? [answers] : []),
    (number) => <DefinitionSection key="definition" number={number} check={check} />,
    (number) => <ResultsPart key="results" number={number} check={check} results={results} />,
    (number) => <VersionsSection key="versions" number={number} versions={versions} current={check.id} />,
  ];
}

/** One version of a check: what it says, its latest figures, what it is, and every result that it ever had. */
export function CheckPage(props: CheckPageProps) {
  const { key, title, metric, check_version, status } = props.check;
  return (
    <>
      <PageHeader
        size="record"
        kicker={
          <>
            <span className="mono">{key}</span> · {metricLabel(metric).toLowerCase()} · version{" "}
            {check_version} · <b>{CHECK_STATUS_LABELS[status].toLowerCase()}</b>
          </>
        }
        title={title}
        lead={checkLead(props.check)}
        rubric={rubricOf(props)}
        actions={props.acts}
      />
      {partsOf(props).map((part, place) => part(place + 1))}
    </>
  );
}
