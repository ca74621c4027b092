import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import type { CheckView } from "@/lib/commitments";
import { recordedWords } from "./check-words";
import { type DefinitionRow, definitionRows, definitionWords } from "./definition-words";
import { MetricTerms } from "./MetricTerms";
import { otherWords, simulatedWords } from "./origin-words";

const ROWS: readonly TableColumn<DefinitionRow>[] = [
  { id: "pointer", header: "Entry", cell: (row) => <span className="mono">{row.pointer}</span> },
  { id: "value", header: "Value", cell: (row) => <span className="mono">{row.value}</span> },
];

/** What a version judges by: in words, exactly, and the hash that fixes it. */
export function DefinitionSection({ number, check }: { number: number; check: CheckView }) {
  const [first = "", ...rest] = definitionWords(check.definition);
  return (
    <Section
      number={number}
      title="Fixed before the data it judges."
      text={<p>Recorded {recordedWords(check)}. It is never edited; another version can supersede it.</p>}
      id="definition"
    >
      <div className="definition">
        <p className="first">{first}</p>
        {rest.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <MetricTerms of="definition" definition={check.definition} days={null} />
        <details>
          <summary>Show every entry</summary>
          <div className="exact">
            <SimpleTable
              label="The definition, entry by entry"
              columns={ROWS}
              rows={definitionRows(check.definition)}
              row_key={(row) => row.pointer}
              tight
            />
          </div>
        </details>
        {[otherWords(check), simulatedWords(check)].map((words) =>
          words === null ? null : <p key={words}>{words}</p>,
        )}
        <p className="hash mute">sha256:{check.definition_hash}</p>
      </div>
    </Section>
  );
}
