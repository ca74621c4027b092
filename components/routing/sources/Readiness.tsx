import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import { capitalise, countInWords, formatCount, formatNumber, formatPercent } from "@/lib/kernel/format";
import {
  BASELINE_LABELS,
  type BaselineReadiness,
  type ReadinessAnswer,
  TESTABLE,
  type UnknownName,
} from "@/lib/routing";
import { NameModel, type ProductOption } from "./NameModel";

const state = (row: BaselineReadiness): string =>
  !row.ready
    ? "not yet"
    : TESTABLE.includes(row.baseline)
      ? "can be tested now"
      : "the log has what it needs";

const BASELINES: readonly TableColumn<BaselineReadiness>[] = [
  { id: "baseline", header: "How it would be tested", cell: (row) => <b>{BASELINE_LABELS[row.baseline]}</b> },
  { id: "ready", header: "State", cell: state },
  {
    id: "missing",
    header: "Still missing",
    wide: true,
    cell: (row) =>
      row.missing.length === 0 ? <span className="mute">nothing</span> : row.missing.join("; "),
  },
];

const nameColumns = (
  products: readonly ProductOption[],
  may_name: boolean,
): readonly TableColumn<UnknownName>[] => [
  { id: "name", header: "Name as logged", cell: (row) => <span className="mono">{row.name}</span> },
  { id: "chosen", header: "Chosen", align: "right", cell: (row) => formatNumber(row.chosen) },
  { id: "candidate", header: "Candidate", align: "right", cell: (row) => formatNumber(row.candidate) },
  ...(may_name
    ? [
        {
          id: "act",
          header: "Whose is it?",
          wide: true,
          cell: (row: UnknownName) => <NameModel name={row.name} products={products} />,
        },
      ]
    : []),
];

const part = (n: number, of: number) => (of > 0 ? formatPercent(n / of) : "none");

/** What the traffic allows to test, what is still missing, and which names to say more about. */
export function Readiness({
  answer,
  products,
  may_name,
}: {
  answer: ReadinessAnswer;
  products: readonly ProductOption[];
  may_name: boolean;
}) {
  const { routed, unknown_names } = answer;
  const testable = answer.baselines.filter((one) => one.ready && TESTABLE.includes(one.baseline)).length;
  const carried = [
    `candidates ${part(answer.with_candidates, routed)}`,
    `quality ${part(answer.with_quality, routed)}`,
    `cost ${part(answer.with_cost, routed)}`,
    `latency ${part(answer.with_latency, routed)}`,
  ].join(", ");
  return (
    <>
      <Section
        title={
          testable > 0
            ? "The promise can be tested on this traffic."
            : "The promise cannot be tested on this traffic yet."
        }
        text={
          <p>
            {formatCount(routed, "decision")} of {formatNumber(answer.decisions)} were made by a router. Of
            these carry {carried}.
          </p>
        }
      >
        <SimpleTable
          label="What each baseline lacks"
          columns={BASELINES}
          rows={answer.baselines}
          row_key={(row) => row.baseline}
          cards={2}
        />
      </Section>
      <Section
        id="unknown"
        title={
          unknown_names.length === 0
            ? "Every model name is known."
            : `${capitalise(countInWords(unknown_names.length, "model name"))} ${unknown_names.length === 1 ? "matches" : "match"} nothing.`
        }
        text={
          unknown_names.length === 0 ? null : <p>Say whose each is; its history is attributed at once.</p>
        }
      >
        <SimpleTable
          label="Unknown model names"
          columns={nameColumns(products, may_name)}
          rows={unknown_names}
          row_key={(row) => row.name}
          cards={2}
          empty={<p className="mute">All decisions and candidates belong to a product of the register.</p>}
        />
      </Section>
    </>
  );
}
