import Link from "next/link";
import type { ReactNode } from "react";
import { EvidenceChart } from "@/components/chart";
import { type Definition, EmptyState, PageHeader, Section, Unknown } from "@/components/ui";
import type { CheckView, Day, ResultListItem, ResultsPage } from "@/lib/commitments";
import { formatCount, formatDate } from "@/lib/kernel/format";
import type { EvidenceModel } from "@/lib/kernel/proof-chart";
import { ChangesSection } from "./ChangesSection";
import { checkLead, laterWords, recordedWords } from "./check-words";
import { namedOneWords } from "./commitment-words";
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
import { versionBefore } from "./version-changes";

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

/** What was recorded to take its place, so that nobody takes this version for the last word. */
function laterVersion(check: CheckView): Definition[] {
  const [words, last] = [laterWords(check), check.later.at(-1)];
  return words && last
    ? [{ term: "Later version", value: <Link href={watchHref.check(last.id)}>{words}</Link> }]
    : [];
}

function rubricOf({ check }: CheckPageProps): Definition[] {
  const { latest, window, clause, commitment, open_findings, key, named_over } = check;
  return [
    { term: "Latest", value: <LatestVerdict verdict={latest?.verdict ?? null} /> },
    {
      term: "Among others",
      value: check.metric === "routing_tilt" ? namedOneWords(named_over, check.id) : null,
    },
    {
      term: "Window in course",
      value: window ? (
        `${formatDate(window.from)}, up to ${formatDate(window.to)}`
      ) : (
        <Unknown>none in course</Unknown>
      ),
    },
    { term: "Recorded", value: recordedWords(check) },
    ...laterVersion(check),
    { term: "Perhaps a slip", value: check.warnings.map(({ message }) => message).join(" ") || null },
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
        test={check.definition.test}
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

const BEGUN: readonly CheckView["status"][] = ["running", "superseded", "ended"];

/** The sections in the order in which people ask; those that this check does not have are absent. */
function partsOf({ check, today, latest, results, versions, evidence, answers }: CheckPageProps): Part[] {
  const figures = (result: ResultListItem): Part => {
    const href = watchHref.result(check.id, result.id);
    return (number) => (
      <FiguresSection key="figures" number={number} result={result} definition={check.definition} href={href}>
        {evidence ? <EvidenceChart model={evidence} /> : null}
      </FiguresSection>
    );
  };
  const before = versionBefore(versions, check);
  const changes: Part = (number) =>
    before && <ChangesSection key="changes" number={number} before={before} check={check} />;
  const begun = BEGUN.includes(check.status);
  return [
    // What the second person decides on comes first.
    ...(before && !begun ? [changes] : []),
    // Of the others the lead says that no day of theirs has come, or will.
    ...(begun
      ? [(number: number) => <StripPart key="strip" number={number} check={check} today={today} />]
      : []),
    ...(latest ? [figures(latest)] : []),
    ...(answers ? [answers] : []),
    (number) => <DefinitionSection key="definition" number={number} check={check} />,
    (number) => <ResultsPart key="results" number={number} check={check} results={results} />,
    ...(before && begun ? [changes] : []),
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
