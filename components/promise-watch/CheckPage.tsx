import type { ReactNode } from "react";
import { EvidenceChart } from "@/components/chart";
import { EmptyState, Section } from "@/components/ui";
import type { CheckView, ResultListItem } from "@/lib/commitments";
import { ChangesSection } from "./ChangesSection";
import { CheckHeader } from "./CheckHeader";
import type { CheckPageProps } from "./check-page-props";
import { DefinitionSection } from "./DefinitionSection";
import { FiguresSection } from "./FiguresSection";
import { csvHref, watchHref } from "./hrefs";
import { ResultStrip } from "./ResultStrip";
import { ResultsTable } from "./ResultsTable";
import { figureCaption } from "./result-title";
import { StripLegend } from "./StripLegend";
import { stripRange, stripSummary } from "./strip-model";
import { VersionsSection } from "./VersionsSection";
import { NEVER, versionBefore } from "./version-changes";

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
  ignored,
  number,
}: Pick<CheckPageProps, "check" | "results" | "ignored"> & { number: number }) {
  const figure = figureCaption(results.items, check.definition);
  return (
    <Section
      wide
      number={number}
      id="results"
      title={NEVER.includes(check.status) ? "It has no results." : "Every result, none ever changed."}
      text={
        <>
          {figure ? <p>{figure}</p> : null}
          <p>
            A day that is run again has another result that says why; the one before stays and still verifies.
          </p>
        </>
      }
    >
      <ResultsTable
        rows={results.items}
        test={check.definition.test}
        next_cursor={results.next_cursor}
        ignored={ignored}
        csv_href={csvHref("results", [], { check: check.id })}
        empty={
          <EmptyState title={NEVER.includes(check.status) ? "No result" : "No result yet"} level={3}>
            {NEVER.includes(check.status)
              ? "It never runs: no day is judged by it."
              : "Here would be a result for every due day: verdict, figures, and everything needed to work it out again."}
          </EmptyState>
        }
      />
    </Section>
  );
}

type Part = (number: number) => ReactNode;

const BEGUN: readonly CheckView["status"][] = ["running", "superseded", "ended"];

/** The sections in the order in which people ask; those that this check does not have are absent. */
function partsOf(props: CheckPageProps): Part[] {
  const { check, today, latest, results, versions, evidence, answers, findings, ignored } = props;
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
    before && <ChangesSection key="changes" {...{ number, before, check, versions, findings }} />;
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
    (number) => <ResultsPart key="results" {...{ number, check, results, ignored }} />,
    ...(before && begun ? [changes] : []),
    (number) => <VersionsSection key="versions" number={number} versions={versions} current={check.id} />,
  ];
}

/** One version of a check: what it says, its latest figures, what it is, and every result that it ever had. */
export function CheckPage(props: CheckPageProps) {
  return (
    <>
      <CheckHeader {...props} />
      {partsOf(props).map((part, place) => part(place + 1))}
    </>
  );
}
