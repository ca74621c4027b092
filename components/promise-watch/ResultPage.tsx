import Link from "next/link";
import type { ReactNode } from "react";
import { TermOf } from "@/components/promise/TermOf";
import { SimpleTable, type TableColumn } from "@/components/table";
import { type Definition, DefinitionList, PageHeader, Section } from "@/components/ui";
import type { CheckDefinition, ResultView } from "@/lib/commitments";
import { formatDate, formatDateTime } from "@/lib/kernel/format";
import { definitionWords } from "./definition-words";
import { Figures } from "./FiguresSection";
import { watchHref } from "./hrefs";
import { ResultMarkAlone, ResultVerdictMark } from "./ResultVerdictMark";
import { fromRecords, methodWords, restsOnTitle, resultLead, resultTitle } from "./result-title";
import { TRIGGER_LABELS } from "./result-words";
import { termSearch } from "./term-search";

type Input = ResultView["inputs"][number];

const inputsOf = (test: CheckDefinition["test"]): readonly TableColumn<Input>[] => [
  { id: "day", header: "Day", cell: (row) => <span className="nb">{formatDate(row.day)}</span> },
  { id: "revision", header: "Revision", align: "right", cell: (row) => row.revision },
  {
    id: "hash",
    header: fromRecords(test) ? "SHA-256 of what was read" : "SHA-256 of the day as measured",
    cell: (row) => <span className="hash">{row.content_hash}</span>,
  },
];

const mono = (text: string) => <span className="hash">{text || "none"}</span>;

function factsOf(result: ResultView, definition: CheckDefinition): Definition[] {
  const { check, trigger, why, method_version, catalogue_version, b_version, dataset_digest, inputs_hash } =
    result;
  const search = termSearch(definition, { from: result.window_from, day: result.day });
  const other = (id: string | null, words: string) =>
    id === null ? null : <Link href={watchHref.result(check.id, id)}>{words}</Link>;
  return [
    { term: "Run", value: `${TRIGGER_LABELS[trigger]}, ${formatDateTime(result.computed_at)}` },
    { term: "Why", value: why },
    { term: "Takes the place of", value: other(result.replaces, "the result before it over the same days") },
    { term: "Followed by", value: other(result.replaced_by, "a later run over the same days") },
    { term: "Method", value: methodWords(method_version) },
    { term: "Catalogue", value: mono(catalogue_version) },
    {
      key: "fit",
      term: (
        <TermOf term="baseline" search={search}>
          Fit of the standard
        </TermOf>
      ),
      value: b_version === null ? null : mono(`version ${b_version}`),
    },
    {
      term: fromRecords(definition.test) ? "Digest of the records" : "Digest of the decisions",
      value: mono(dataset_digest),
    },
    { term: "Hash of what it rests on", value: mono(inputs_hash) },
  ];
}

export type ResultPageProps = { result: ResultView; definition: CheckDefinition; verify: ReactNode };

function rubricOf({ check, verdict, trigger, computed_at, replaced_by }: ResultView): Definition[] {
  const later = replaced_by ? (
    <Link href={watchHref.result(check.id, replaced_by)}>run again over the same days</Link>
  ) : (
    "not run again"
  );
  return [
    { term: "Verdict", value: <ResultVerdictMark verdict={verdict} /> },
    { term: "Run", value: TRIGGER_LABELS[trigger] },
    { term: "Computed", value: formatDateTime(computed_at) },
    { term: "Later", value: later },
  ];
}

function Rule({ check_id, definition }: { check_id: string; definition: CheckDefinition }) {
  return (
    <Section
      number={3}
      title="By the rule that was fixed."
      text={
        <p>
          <Link href={`${watchHref.check(check_id)}#definition`}>Every entry of the definition</Link>
        </p>
      }
    >
      <div className="definition">
        {definitionWords(definition).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </Section>
  );
}

function Days({ inputs, test }: Pick<ResultView, "inputs"> & Pick<CheckDefinition, "test">) {
  const n = inputs.length;
  return (
    <Section
      number={4}
      title={restsOnTitle(test, n)}
      text={
        <p>
          {fromRecords(test)
            ? "What was read stands under the last day that it judges. Records that changed later do not change this result: it keeps its own."
            : "A day that changed later has another revision; this result keeps its own."}
        </p>
      }
    >
      <details>
        <summary>{fromRecords(test) ? "Show what was read" : "Show the days"}</summary>
        <SimpleTable
          label={fromRecords(test) ? "Records that it rests on" : "Days that it rests on"}
          columns={inputsOf(test)}
          rows={inputs}
          row_key={(row) => row.day}
          tight
        />
      </details>
    </Section>
  );
}

/** One result, with everything that is needed to work it out again. */
export function ResultPage({ result, definition, verify }: ResultPageProps) {
  const { check, number } = result;
  return (
    <>
      <PageHeader
        size="record"
        kicker={
          <>
            <Link href={watchHref.check(check.id)}>{check.title}</Link> · version {check.check_version} ·
            result <span className="mono">no. {number}</span>
          </>
        }
        mark={<ResultMarkAlone verdict={result.verdict} />}
        title={resultTitle(result, definition)}
        lead={resultLead(result, definition)}
        rubric={rubricOf(result)}
      />
      <Section
        number={1}
        title="What it found."
        text={<p>Each figure stands beside the limit that was fixed.</p>}
      >
        <Figures result={result} definition={definition} />
      </Section>
      <Section
        number={2}
        title="What it rests on."
        text={
          <>
            <p>With these and the definition anybody can work it out again.</p>
            {verify}
          </>
        }
      >
        <DefinitionList items={factsOf(result, definition)} />
      </Section>
      <Rule check_id={check.id} definition={definition} />
      <Days inputs={result.inputs} test={definition.test} />
    </>
  );
}
