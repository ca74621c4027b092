"use client";

import type { ReactNode } from "react";
import { DataTable, type TableColumn, type TableFilter } from "@/components/table";
import { type CheckMetric, type ResultListItem, ResultVerdict } from "@/lib/commitments";
import { formatDateShort, formatDateTime, formatNumber } from "@/lib/kernel/format";
import { focusOf } from "./focus-words";
import { watchHref } from "./hrefs";
import { ResultVerdictMark } from "./ResultVerdictMark";
import { figureWords, limitWords, measureLabel, reasonWords, TRIGGER_LABELS } from "./result-words";
import { RESULT_WORDS } from "./strip-model";
import { tiltHeadline } from "./tilt-words";

const columnsOf = (test: CheckMetric): readonly TableColumn<ResultListItem>[] => [
  {
    id: "day",
    header: "Up to",
    sortable: true,
    fixed: true,
    cell: (row) => (
      <span className="nb">
        {formatDateShort(row.day)} <small className="mono">no. {row.number}</small>
      </span>
    ),
  },
  {
    id: "verdict",
    sortable: true,
    header: "Verdict",
    cell: (row) => <ResultVerdictMark verdict={row.verdict} />,
  },
  {
    id: "figure",
    header: "Figure",
    wide: true,
    cell: (result) => {
      const { measures, because } = result.figures;
      const [first] = measures;
      const is = first ? figureWords(first) : null;
      if (!first || !is) return <span className="soft">{because[0] ? reasonWords(because[0]) : ""}</span>;
      const figure = `${measureLabel(first.name, focusOf(test))}: ${is}`;
      const tilt = tiltHeadline(result, focusOf(test));
      return tilt ? (
        <>
          {tilt}{" "}
          <small>
            {figure} on average, {limitWords(first)}
          </small>
        </>
      ) : (
        <>
          {figure} <small>{limitWords(first)}</small>
        </>
      );
    },
  },
  { id: "n", header: "n", align: "right", cell: (row) => formatNumber(row.figures.n) },
  {
    id: "trigger",
    header: "Run",
    sortable: true,
    cell: (row) => (
      <>
        {TRIGGER_LABELS[row.trigger]}
        {row.why ? <small>{row.why}</small> : null}
      </>
    ),
  },
  {
    id: "computed_at",
    header: "Computed",
    sortable: true,
    cell: (row) => (
      <>
        <span className="nb">{formatDateTime(row.computed_at)}</span>
        {row.replaced_by ? <small>a later run follows it</small> : null}
      </>
    ),
  },
];

const FILTERS: readonly TableFilter[] = [
  {
    id: "verdict",
    label: "Verdict",
    options: ResultVerdict.options.map((value) => ({ value, label: RESULT_WORDS[value] })),
  },
];

/** Every result of a check, the latest first; none was ever changed. */
export function ResultsTable({
  rows,
  test,
  next_cursor,
  csv_href,
  empty,
}: {
  test: CheckMetric;
  rows: readonly ResultListItem[];
  next_cursor: string | null;
  csv_href: string;
  empty: ReactNode;
}) {
  return (
    <DataTable
      label="Results"
      noun="result"
      columns={columnsOf(test)}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => watchHref.result(row.check.id, row.id)}
      row_tone={(row) => (row.verdict === "breach" ? "hit" : undefined)}
      filters={FILTERS}
      fold={5}
      keep={["from", "to"]}
      paging={{ kind: "cursor", next_cursor }}
      csv_href={csv_href}
      empty={empty}
    />
  );
}
