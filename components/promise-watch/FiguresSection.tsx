import Link from "next/link";
import type { ReactNode } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section, Unknown } from "@/components/ui";
import type { CheckDefinition, ResultListItem, ResultMeasure } from "@/lib/commitments";
import { formatDate } from "@/lib/kernel/format";
import { focusOf } from "./focus-words";
import { MetricTerms } from "./MetricTerms";
import { RowsBehind } from "./RowsBehind";
import { resultCovers, resultTitle } from "./result-title";
import { figureWords, inOrder, limitWords, measureLabel, reasonWords } from "./result-words";
import { StrataFigures } from "./StrataFigures";
import { TiltFound } from "./TiltFound";

const columnsOf = (focus: string): readonly TableColumn<ResultMeasure>[] => [
  { id: "name", header: "Figure", cell: (row) => <b>{measureLabel(row.name, focus)}</b> },
  { id: "value", header: "Is", cell: (row) => figureWords(row) ?? <Unknown /> },
  { id: "limit", header: "Limit, fixed beforehand", cell: (row) => limitWords(row) ?? "" },
];

type Props = {
  result: Pick<ResultListItem, "verdict" | "figures" | "window_from" | "day">;
  definition: Pick<CheckDefinition, "test">;
};

/** What a result found: each figure beside the limit that was fixed, the reasons, and what stands behind it. */
export function Figures({ result, definition: { test } }: Props) {
  const { figures, verdict } = result;
  const { measures, because, tilt } = figures;
  const breach = verdict === "breach";
  return (
    <div className="grid gap-8">
      {test.metric === "routing_tilt" ? <TiltFound result={result} test={test} /> : null}
      <div>
        <SimpleTable
          label="Figures and their limits"
          columns={columnsOf(focusOf(test))}
          rows={inOrder(measures)}
          row_key={(row) => row.name}
          row_tone={(row) =>
            breach && row === measures[0] && test.metric !== "routing_tilt" ? "hit" : undefined
          }
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
      <RowsBehind figures={figures} test={test} />
      <MetricTerms definition={{ test }} days={{ from: result.window_from, day: result.day }} />
    </div>
  );
}

/** The latest result of a check, with its figures. */
export function FiguresSection({
  number,
  result,
  definition,
  href,
  children,
}: {
  number: number;
  result: ResultListItem;
  definition: CheckDefinition;
  href: string;
  children?: ReactNode;
}) {
  return (
    <Section
      number={number}
      title={resultTitle(result, definition)}
      text={
        <>
          <p>
            By the result of {formatDate(result.day)}, over {resultCovers(result, definition)}.
          </p>
          <p>
            <Link href={href}>Everything that it rests on</Link>
          </p>
        </>
      }
    >
      <div className="grid gap-8">
        {children}
        <Figures result={result} definition={definition} />
      </div>
    </Section>
  );
}
