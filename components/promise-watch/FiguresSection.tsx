import Link from "next/link";
import type { ReactNode } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section, Unknown } from "@/components/ui";
import type { ResultFigures, ResultListItem, ResultMeasure } from "@/lib/commitments";
import { formatDate, formatNumber } from "@/lib/kernel/format";
import { measureValue } from "./metric-words";
import { coversWords, figureWords, limitWords, measureLabel, reasonWords } from "./result-words";
import { StrataFigures } from "./StrataFigures";

const MEASURES: readonly TableColumn<ResultMeasure>[] = [
  { id: "name", header: "Figure", cell: (row) => <b>{measureLabel(row.name)}</b> },
  { id: "value", header: "Is", cell: (row) => figureWords(row) ?? <Unknown /> },
  { id: "limit", header: "Limit, fixed beforehand", cell: (row) => limitWords(row) ?? "" },
];

type Row = ResultFigures["rows"][number];
const GROUPS = { own: "our own", partners: "partners’" } as const;

function rowColumns(unit: ResultMeasure["unit"]): readonly TableColumn<Row>[] {
  return [
    { id: "label", header: "Behind it", cell: (row) => row.label.replaceAll("_", " ") },
    { id: "group", header: "Whose", cell: (row) => (row.group ? GROUPS[row.group] : "") },
    {
      id: "value",
      header: "Value",
      align: "right",
      cell: (row) => (row.value === null ? <Unknown /> : measureValue(row.value, unit)),
    },
    { id: "n", header: "n", align: "right", cell: (row) => (row.n === null ? "" : formatNumber(row.n)) },
  ];
}

/** What a result found: each figure beside the limit that was fixed, the reasons, and what stands behind it. */
export function Figures({ figures, breach }: { figures: ResultFigures; breach: boolean }) {
  const { measures, because, tilt, rows } = figures;
  const unit = measures[0]?.unit ?? "count";
  return (
    <div className="grid gap-8">
      <div>
        <SimpleTable
          label="Figures and their limits"
          columns={MEASURES}
          rows={measures}
          row_key={(row) => row.name}
          row_tone={(row) => (breach && row === measures[0] ? "hit" : undefined)}
          cards={2}
          empty={<p className="mute">No figure came out of this run.</p>}
        />
        <ul className="reasons">
          {because.map((code) => (
            <li key={code}>{reasonWords(code)}</li>
          ))}
        </ul>
      </div>
      {tilt && tilt.strata.length > 0 ? <StrataFigures tilt={tilt} breach={breach} /> : null}
      {rows.length > 0 && measures[0]?.name !== "answered_kept" ? (
        <SimpleTable
          label="What stands behind the figure"
          columns={rowColumns(unit)}
          rows={rows}
          row_key={(row) => `${row.label} ${row.group}`}
          tight
          cards={3}
        />
      ) : null}
    </div>
  );
}

/** The latest result of a check, with its figures. */
export function FiguresSection({
  number,
  result,
  href,
  children,
}: {
  number: number;
  result: ResultListItem;
  href: string;
  children?: ReactNode;
}) {
  const [first] = result.figures.measures;
  const is = first ? figureWords(first) : null;
  return (
    <Section
      number={number}
      title={first && is ? `${measureLabel(first.name)}: ${is}.` : "No figure came out of the latest run."}
      text={
        <>
          <p>
            By the result of {formatDate(result.day)}, over {coversWords(result)}.
          </p>
          <p>
            <Link href={href}>Everything that it rests on</Link>
          </p>
        </>
      }
    >
      <div className="grid gap-8">
        {children}
        <Figures figures={result.figures} breach={result.verdict === "breach"} />
      </div>
    </Section>
  );
}
