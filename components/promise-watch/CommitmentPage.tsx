import Link from "next/link";
import type { ReactNode } from "react";
import { type Definition, DefinitionList, PageHeader, Section, Unknown } from "@/components/ui";
import type { CommitmentSummary, Day } from "@/lib/commitments";
import { formatDate } from "@/lib/kernel/format";
import { recordHref } from "@/lib/register";
import { ClauseList } from "./ClauseList";
import { coverageWords, marksOf, promiseSentence, saidWords, testedSince } from "./commitment-words";
import { DaysBar } from "./DaysBar";
import { daysSentence, daysUnit } from "./days-words";
import { LatestVerdict, ResultMarkAlone } from "./ResultVerdictMark";
import { StripLegend } from "./StripLegend";

type Source = CommitmentSummary["sources"][number];

function SourceLine({ source }: { source: Source }) {
  return (
    <>
      <Link href={recordHref.source(source.key)}>{source.title}</Link>
      {source.published ? `, ${formatDate(source.published)}` : ""}
      {source.url ? (
        <>
          {" "}
          · <a href={source.url}>{new URL(source.url).host}</a>
        </>
      ) : null}
      <br />
      {source.archived_hash ? (
        <span className="hash">archived copy {source.archived_hash}</span>
      ) : (
        <span className="mute">no archived copy is recorded</span>
      )}
    </>
  );
}

function factsOf({ speaker, made_on, audience, sources }: CommitmentSummary): Definition[] {
  return [
    { term: "Who said it", value: speaker ?? <Unknown /> },
    { term: "When", value: made_on ? formatDate(made_on) : <Unknown /> },
    { term: "To whom", value: audience ?? <Unknown /> },
    ...(sources.length === 0
      ? [{ term: "Source", value: <Unknown>none recorded</Unknown> }]
      : sources.map((source, at) => ({
          key: source.key,
          term: at === 0 ? "Source" : "",
          value: <SourceLine source={source} />,
        }))),
  ];
}

export type CommitmentPageProps = {
  commitment: CommitmentSummary;
  today: Day;
  may_define: boolean;
  /** Whether what is judged is made up. */
  generated: boolean;
  actions: ReactNode;
};

/** One promise: its words, what stands behind each clause, on how many days it was kept, and where it was said. */
export function CommitmentPage({ commitment, today, may_define, generated, actions }: CommitmentPageProps) {
  const { key, text, clauses, days, verdict, open_findings } = commitment;
  const unit = daysUnit(clauses.flatMap(({ checks }) => checks));
  const said = promiseSentence(commitment, generated);
  return (
    <>
      <PageHeader
        size="record"
        mark={verdict ? <ResultMarkAlone verdict={verdict} /> : null}
        kicker={saidWords(commitment) ?? "Commitment"}
        title={`“${text}”`}
        lead={
          <>
            {said ? <b>{said}</b> : null} {coverageWords(commitment)}
          </>
        }
        actions={actions}
        rubric={[
          { term: "Now", value: <LatestVerdict verdict={verdict} /> },
          { term: "Tested since", value: testedSince(commitment) ?? <Unknown>not yet</Unknown> },
          {
            term: "Findings open",
            value: open_findings > 0 ? <Link href="/promise/findings">{open_findings}</Link> : "none",
          },
        ]}
      />
      <Section
        number={1}
        title={daysSentence(days, unit)}
        text={<p>A day counts once, by the gravest of the latest results of its checks.</p>}
      >
        <DaysBar days={days} unit={unit} />
      </Section>
      <Section wide number={2} title="Clause by clause.">
        {clauses.length === 0 ? (
          <p className="mute">Split the promise in clauses that can be tested, in the register.</p>
        ) : (
          <>
            <StripLegend above marks={marksOf(clauses)} />
            <ClauseList
              commitment={key}
              clauses={clauses}
              days={days}
              today={today}
              may_define={may_define}
            />
          </>
        )}
      </Section>
      <Section number={3} title="Where it was said.">
        <DefinitionList items={factsOf(commitment)} />
      </Section>
    </>
  );
}
