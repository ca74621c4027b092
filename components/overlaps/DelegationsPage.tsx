import type { ReactNode } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { PageHeader } from "@/components/ui";
import { formatDate } from "@/lib/kernel/format";
import type { DelegationView } from "@/lib/register";
import { RevokeAct } from "./DelegateActs";

const stateOf = ({ active, revoked_at, until }: DelegationView): string =>
  active
    ? `in force up to ${formatDate(until)}`
    : revoked_at
      ? `taken back on ${formatDate(new Date(revoked_at))}`
      : `ended on ${formatDate(until)}`;

const columnsOf = (me: string): readonly TableColumn<DelegationView>[] => [
  { id: "from", header: "From", cell: (row) => <b>{row.from_label}</b> },
  { id: "to", header: "To", cell: (row) => row.to_label },
  { id: "reason", header: "Reason", wide: true, cell: (row) => <span className="soft">{row.reason}</span> },
  {
    id: "state",
    header: "State",
    wide: true,
    cell: (row) => <span className={row.active ? "st met" : "st"}>{stateOf(row)}</span>,
  },
  {
    id: "act",
    header: "Change",
    cell: (row) => (row.active && row.from === me ? <RevokeAct delegation={row} /> : null),
  },
];

export type DelegationsPageProps = {
  delegations: readonly DelegationView[];
  /** E-mail of the reader. */
  me: string;
  act: ReactNode;
};

/** Who decides for whom, and until when. */
export function DelegationsPage({ delegations, me, act }: DelegationsPageProps) {
  return (
    <>
      <PageHeader
        title="Who decides for whom"
        lead="A reviewer who is away hands their decisions to another, up to a day. What the first may not decide the second may not decide for them, and both names stand with the decision."
        actions={act}
      />
      <SimpleTable
        label="Delegations"
        columns={columnsOf(me)}
        rows={delegations}
        row_key={(row) => row.id}
        cards={2}
        empty={
          <p className="mute">
            Nobody has handed on decisions. Here would be each delegation with its reason and its last day.
          </p>
        }
      />
    </>
  );
}
