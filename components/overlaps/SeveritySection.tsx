import { SimpleTable, type TableColumn } from "@/components/table";
import { Pips, Section, Unknown } from "@/components/ui";
import type { FactorView, OverlapView } from "@/lib/register";
import { PointsTable } from "./PointsTable";
import { couldWords, pointsTitle } from "./words";

function columnsOf(overlap: OverlapView): readonly TableColumn<FactorView>[] {
  return [
    {
      id: "label",
      header: "Factor",
      cell: (row) => <b>{row.label}</b>,
      sum: `Severity ${overlap.severity}`,
    },
    {
      id: "known",
      header: "What is known",
      wide: true,
      cell: (row) => <span className="soft">{row.known}</span>,
      sum: `coverage ${overlap.known} of ${overlap.factor_count}`,
    },
    {
      id: "points",
      header: "Points",
      cell: (row) => (
        <span className="nb flex items-center gap-3">
          <Pips value={row.points} of={row.max} label="Points" size="normal" />
          {row.points === null ? <span className="mute">unknown</span> : <b>{row.points}</b>}
        </span>
      ),
      sum: overlap.weight === 1 ? overlap.points : `${overlap.points}, counted half`,
    },
    { id: "max", header: "of", align: "right", cell: (row) => row.max, sum: overlap.points_max },
  ];
}

/** Why the severity is what it is: each factor with its points, and what is not known. */
export function SeveritySection({ overlap }: { overlap: OverlapView }) {
  return (
    <Section
      number={2}
      title={pointsTitle(overlap)}
      text={
        <>
          <p>{couldWords(overlap)}</p>
          {overlap.weight === 1 ? null : (
            <p>A date that matters is unknown, so its points count half, rounded up.</p>
          )}
        </>
      }
    >
      <SimpleTable
        label="Factors of severity"
        columns={columnsOf(overlap)}
        rows={overlap.factors}
        row_key={(row) => row.key}
        cards={2}
        empty={<Unknown />}
      />
      <PointsTable version={overlap.points_table} />
    </Section>
  );
}
