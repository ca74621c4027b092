import { SimpleTable, type TableColumn } from "@/components/table";
import { DefinitionList, Section, Unknown } from "@/components/ui";
import { formatCount, formatNumber, formatPercent } from "@/lib/kernel/format";
import type { SequenceGap, SourceHealth } from "@/lib/routing";
import { healthFinding, lagWords } from "./health-words";

const GAPS: readonly TableColumn<SequenceGap>[] = [
  { id: "missing", header: "Missing", align: "right", cell: ({ missing }) => formatNumber(missing) },
  { id: "after", header: "After", cell: ({ after }) => <span className="mono">{after}</span> },
  { id: "before", header: "Before", cell: ({ before }) => <span className="mono">{before}</span> },
];

const part = (n: number, of: number) => (of > 0 ? `${formatNumber(n)} (${formatPercent(n / of)})` : "0");

function Numbering({ sequence }: Pick<SourceHealth, "sequence">) {
  if (!sequence) return <Unknown>its records are not numbered</Unknown>;
  if (sequence.missing === 0) return <>nothing missing</>;
  return <>{formatCount(sequence.missing, "number")} missing</>;
}

/** How a source delivers: how much, how late, and what did not arrive as it should. */
export function HealthSection({ health }: { health: SourceHealth }) {
  const { received, accepted, duplicate, rejected, unknown_fields, sequence } = health;
  return (
    <Section
      title={healthFinding(health)}
      text={<p>Every record that came is stored, there already, or named as one that could not be read.</p>}
    >
      <DefinitionList
        items={[
          {
            term: "Stored in the last seven days",
            value:
              health.decisions_a_day === null ? (
                <Unknown>nothing came</Unknown>
              ) : (
                `${formatNumber(health.decisions_a_day)} decisions a day`
              ),
          },
          {
            term: "From decision to storage",
            value: health.lag_s === null ? <Unknown /> : `${lagWords(health.lag_s)}, in the median delivery`,
          },
          { term: "Received", value: formatCount(received, "record") },
          { term: "Stored", value: part(accepted, received) },
          { term: "There already", value: part(duplicate, received) },
          { term: "Not readable", value: part(rejected, received) },
          { term: "Unknown fields passed over", value: formatNumber(unknown_fields) },
          { term: "Gaps in the numbering", value: <Numbering sequence={sequence} /> },
        ]}
      />
      {sequence && sequence.gaps.length > 0 ? (
        <div className="mt-6">
          <SimpleTable
            label="Largest gaps in the numbering"
            columns={GAPS}
            rows={sequence.gaps}
            row_key={({ after }) => after}
            tight
            cards={3}
          />
        </div>
      ) : null}
    </Section>
  );
}
