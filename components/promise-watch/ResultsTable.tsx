"use client";

import type { ReactNode } from "react";
import { DataTable, type TableColumn, type TableFilter } from "@/components/table";
import { type CheckMetric, type ResultListItem, ResultVerdict } from "@/lib/commitments";
import { formatDateShort, formatDateTime, formatDayShort, formatNumber } from "@/lib/kernel/format";
import { focusOf } from "./focus-words";
import { watchHref } from "./hrefs";
import { ResultVerdictMark } from "./ResultVerdictMark";
import { captioned } from "./result-title";
import { figureWords, measureLabel, reasonWords, TRIGGER_LABELS } from "./result-words";
import { RESULT_WORDS } from "./strip-model";
import { beyondExpected } from "./tilt-words";

/** Why there is no figure. */
const noFigure = ({ figures: { because } }: ResultListItem) => (
  <span className="soft">{because[0] ? reasonWords(because[0]) : ""}</span>
);

/** Of a tilt: the count beyond the expected, and the average odds beside their limit. */
const TILT: readonly TableColumn<ResultListItem>[] = [
  {
    id: "beyond",
    header: "Beyond expected",
    align: "right",
    cell: (row) => {
      const found = beyondExpected(row);
      if (!found) return noFigure(row);
      return (
        <>
          {formatNumber(found.beyond)}
          {found.since ? <small className="nb">since {formatDayShort(found.since)}</small> : null}
        </>
      );
    },
  },
  {
    id: "figure",
    header: "Odds, on average",
    align: "right",
    cell: ({ figures }) => {
      const odds = figures.measures.find(({ name }) => name === "odds_ratio");
      if (!odds || odds.value === null) return "";
      const { lower, upper } = odds;
      return (
        <>
          {formatNumber(odds.value, 2)}
          {lower === null || upper === null ? null : (
            <small className="nb">
              {formatNumber(lower, 2)} to {formatNumber(upper, 2)}
            </small>
          )}
        </>
      );
    },
  },
];

/** Of the others the figure that is judged; what it is stands above the table, and here where it is another one. */
const figureOf = (test: CheckMetric, named: string | undefined): TableColumn<ResultListItem> => ({
  id: "figure",
  header: "Figure",
  wide: true,
  cell: (row) => {
    const [first] = row.figures.measures;
    const is = first && figureWords(first);
    if (!first || !is) return noFigure(row);
    return first.name === named ? (
      is
    ) : (
      <>
        {is} <small>{measureLabel(first.name, focusOf(test))}</small>
      </>
    );
  },
});

const columnsOf = (
  test: CheckMetric,
  rows: readonly ResultListItem[],
): readonly TableColumn<ResultListItem>[] => [
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
  ...(test.metric === "routing_tilt" ? TILT : [figureOf(test, captioned(rows)?.name)]),
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
  ignored,
  empty,
}: {
  test: CheckMetric;
  rows: readonly ResultListItem[];
  next_cursor: string | null;
  csv_href: string;
  /** Names in the address that could not be read. */
  ignored: readonly string[];
  empty: ReactNode;
}) {
  return (
    <DataTable
      label="Results"
      noun="result"
      columns={columnsOf(test, rows)}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => watchHref.result(row.check.id, row.id)}
      row_tone={(row) => (row.verdict === "breach" ? "hit" : undefined)}
      filters={FILTERS}
      fold={5}
      keep={["from", "to"]}
      anchor="results"
      paging={{ kind: "cursor", next_cursor }}
      csv_href={csv_href}
      ignored={ignored}
      empty={empty}
    />
  );
}
