"use client";

import { DataTable, type TableColumn, type TableFilter } from "@/components/table";
import { EmptyState, HueKey, Unknown } from "@/components/ui";
import { formatDateShort, formatNumber } from "@/lib/kernel/format";
import type { Hue } from "@/lib/kernel/hue";
import {
  candidatesCount,
  DECIDED_BY_WORDS,
  type DecisionView,
  decisionHref,
  testedWords,
} from "@/lib/routing";

export type DecisionRow = DecisionView & { hue: Hue | null };

const known = (value: number | null, digits: number) =>
  value === null ? <Unknown>none</Unknown> : formatNumber(value, digits);

const tokens = ({ input_tokens, output_tokens }: DecisionView): number | null =>
  input_tokens === null && output_tokens === null ? null : (input_tokens ?? 0) + (output_tokens ?? 0);

function Model({ row }: { row: DecisionRow }) {
  return row.hue ? (
    <HueKey hue={row.hue}>{row.chosen_model}</HueKey>
  ) : (
    <>
      {row.chosen_model} <Unknown>unattributed</Unknown>
    </>
  );
}

const COLUMNS: readonly TableColumn<DecisionRow>[] = [
  {
    id: "occurred_at",
    header: "When, UTC",
    fixed: true,
    cell: (row) => (
      <span className="nb">{`${formatDateShort(row.occurred_at)} ${row.occurred_at.slice(11, 19)}`}</span>
    ),
  },
  { id: "chosen_model", header: "Chosen model", wide: true, cell: (row) => <Model row={row} /> },
  { id: "owner", header: "Owner", hidden: true, cell: (row) => row.owner_name ?? "" },
  { id: "router", header: "Router", cell: (row) => <span className="nb">{row.router}</span> },
  { id: "policy_version", header: "Policy", hidden: true, cell: (row) => row.policy_version ?? "" },
  { id: "task", header: "Task", cell: (row) => <span className="nb">{row.task ?? ""}</span> },
  {
    id: "decided_by",
    header: "Decided by",
    cell: (row) => <span title={DECIDED_BY_WORDS[row.decided_by]}>{row.decided_by}</span>,
  },
  {
    id: "candidates",
    header: "Candidates",
    align: "right",
    cell: (row) => <span className="nb">{candidatesCount(row)}</span>,
  },
  {
    id: "tested",
    header: "Tested",
    // Why others are not is said by who decided.
    cell: (row) => (row.decided_by === "router" ? testedWords(row) : ""),
  },
  {
    id: "q",
    header: "Expected, %",
    align: "right",
    cell: (row) => (row.q === null ? "" : formatNumber(row.q * 100, 1)),
  },
  { id: "tokens", header: "Tokens", align: "right", cell: (row) => known(tokens(row), 0) },
  { id: "cost_usd", header: "Cost, USD", align: "right", cell: (row) => known(row.cost_usd, 5) },
  {
    id: "latency_ms",
    header: "Latency, ms",
    align: "right",
    hidden: true,
    cell: (row) => known(row.latency_ms, 0),
  },
  { id: "region", header: "Region", hidden: true, cell: (row) => row.region ?? "" },
  { id: "arm", header: "Arm", hidden: true, cell: (row) => row.arm.replace("_", "-") },
  { id: "source", header: "Source", hidden: true, cell: (row) => row.source },
  {
    id: "decision_id",
    header: "Decision",
    hidden: true,
    cell: (row) => <span className="mono">{row.decision_id}</span>,
  },
];

const KEEP = ["from", "to"];

/** A page of decisions, newest first; each opens. */
export function DecisionsTable(props: {
  rows: readonly DecisionRow[];
  next_cursor: string | null;
  filters: readonly TableFilter[];
  csv_href: string;
}) {
  return (
    <DataTable
      label="Decisions"
      noun="decision"
      columns={COLUMNS}
      rows={props.rows}
      row_key={({ id }) => id}
      row_href={decisionHref}
      filters={props.filters}
      keep={KEEP}
      search="Chosen model, by its full name"
      paging={{ kind: "cursor", next_cursor: props.next_cursor }}
      csv_href={props.csv_href}
      empty={<EmptyState title="No decision in this range">Choose a longer range.</EmptyState>}
    />
  );
}
