import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import { formatCount, formatDateShort } from "@/lib/kernel/format";
import { CONDITION_KIND_LABELS, type ConditionListItem } from "@/lib/register";
import { conditionState, conditionsTitle, sortConditions } from "./condition-words";
import { overlapHref } from "./hrefs";

const columnsOf = (today: string): readonly TableColumn<ConditionListItem>[] => [
  {
    id: "kind",
    header: "Condition",
    wide: true,
    cell: (row) => (
      <>
        <b>
          <Link className="plain" href={overlapHref.condition(row.key)}>
            {CONDITION_KIND_LABELS[row.kind]}
          </Link>
        </b>
        <small>{row.text}</small>
      </>
    ),
  },
  { id: "owner", header: "Owner", cell: (row) => row.owner_label },
  { id: "due_on", header: "Due", cell: (row) => <span className="nb">{formatDateShort(row.due_on)}</span> },
  { id: "state", header: "State", cell: (row) => <State row={row} today={today} /> },
  {
    id: "proof",
    header: "Proof",
    cell: (row) =>
      row.proofs > 0 ? (
        <Link
          href={overlapHref.condition(row.key)}
          aria-label={`Proof of ${row.key}: ${formatCount(row.proofs, "file")}`}
        >
          {formatCount(row.proofs, "file")}
        </Link>
      ) : (
        <span className="mute nb">none yet</span>
      ),
  },
];

function State({ row, today }: { row: ConditionListItem; today: string }) {
  const { met, word, more } = conditionState(row, today);
  return (
    <>
      <span className={met ? "st met" : "st"}>{word}</span>
      {more ? <span className="soft nb"> {more}</span> : null}
      {row.finding ? (
        <small>
          <Link href={`/promise/findings/${row.finding}`}>finding {row.finding}</Link>
        </small>
      ) : null}
    </>
  );
}

export type ConditionsTableProps = { label: string; rows: readonly ConditionListItem[]; today: string };

export const ConditionsTable = ({ label, rows, today }: ConditionsTableProps) => (
  <SimpleTable label={label} columns={columnsOf(today)} rows={rows} row_key={(row) => row.id} cards={2} />
);

/** What reviews demand of an overlap: in force, proposed, and over. */
export function ConditionsSection({
  number,
  conditions,
  today,
}: {
  number: number;
  conditions: readonly ConditionListItem[];
  today: string;
}) {
  const { in_force, proposed, ended } = sortConditions(conditions);
  const [first] = in_force;
  return (
    <Section
      number={number}
      id="conditions"
      title={conditionsTitle(conditions)}
      text={
        <p>
          {first
            ? `By ${first.review}. ${in_force.length === 1 ? "It stays" : "They stay"} in force while another review is open. `
            : ""}
          Met is what somebody judged who neither owns the condition nor gave the proof.
        </p>
      }
    >
      <div className="grid gap-8">
        {in_force.length > 0 ? (
          <ConditionsTable label="Conditions in force" rows={in_force} today={today} />
        ) : null}
        {proposed.length > 0 ? (
          <div>
            {in_force.length > 0 ? <h3 className="sub-head">Proposed</h3> : null}
            <ConditionsTable label="Proposed conditions" rows={proposed} today={today} />
          </div>
        ) : null}
        {ended.length > 0 ? (
          <details>
            <summary>{formatCount(ended.length, "condition")} of earlier reviews</summary>
            <ConditionsTable label="Conditions that are over" rows={ended} today={today} />
          </details>
        ) : null}
      </div>
    </Section>
  );
}
