"use client";

import { DataTable, type TableColumn } from "@/components/table";
import { EmptyState, LinkButton, Unknown } from "@/components/ui";
import { formatCost, formatDateShort, formatNumber } from "@/lib/kernel/format";
import type { DeviationsAnswer, DeviationView } from "@/lib/neutrality";
import { chosenName, DEVIATIONS_PARAMETERS, namedByRule } from "@/lib/reports";

/** A row with the address that shows it above the table. */
export type DeviationRow = DeviationView & { href: string };

const signed = (value: number | null, figure: (value: number) => string) =>
  value === null ? <Unknown /> : `${value > 0 ? "+" : ""}${figure(value)}`;

const COLUMNS: readonly TableColumn<DeviationRow>[] = [
  {
    id: "occurred_at",
    header: "When, UTC",
    fixed: true,
    cell: ({ occurred_at }) => (
      <span className="nb">{`${formatDateShort(occurred_at)}, ${occurred_at.slice(11, 19)}`}</span>
    ),
  },
  {
    id: "router",
    header: "Router, policy",
    cell: ({ router, policy_version }) => `${router || "Unnamed router"} ${policy_version ?? ""}`,
  },
  {
    id: "task",
    header: "Task",
    cell: ({ task }) => (task === null ? <Unknown>not stated</Unknown> : task.replaceAll(/[-_]+/g, " ")),
  },
  {
    id: "named",
    header: "Named by the rule",
    wide: true,
    cell: (row) => <span className="mono">{namedByRule(row).join(", ")}</span>,
  },
  {
    id: "chosen",
    header: "Chosen",
    wide: true,
    cell: (row) => <span className="mono">{chosenName(row)}</span>,
  },
  {
    id: "gap",
    header: "Behind",
    align: "right",
    cell: ({ candidates }) => formatNumber(candidates.find(({ chosen }) => chosen)?.gap ?? 0, 3),
  },
  {
    id: "dearer",
    header: "Cost, USD",
    align: "right",
    cell: ({ extra_cost_usd }) => signed(extra_cost_usd, formatCost),
  },
  {
    id: "quality",
    header: "Quality",
    align: "right",
    cell: ({ extra_quality }) => signed(extra_quality, (value) => formatNumber(value, 3)),
  },
];

/** Every decision that went to the focus against the declared rule, newest first. */
export function DeviationsTable({
  rows,
  answer,
}: {
  rows: readonly DeviationRow[];
  answer: Pick<DeviationsAnswer, "total" | "decisions" | "next_cursor">;
}) {
  return (
    <DataTable
      label="Deviations from the declared rule"
      noun="deviation"
      columns={COLUMNS}
      rows={rows}
      row_key={({ id }) => id}
      row_href={({ href }) => href}
      paging={{ kind: "cursor", next_cursor: answer.next_cursor, total: answer.total }}
      keep={DEVIATIONS_PARAMETERS}
      cards={3}
      empty={<NoDeviation decisions={answer.decisions} />}
    />
  );
}

/** Nothing to list: no rule to judge by, or a rule that was kept. */
export function NoDeviation({ decisions }: { decisions: number }) {
  if (decisions === 0)
    return (
      <EmptyState
        title="Here would be every decision against the declared rule, with what it cost the customer"
        actions={
          <LinkButton tone="primary" href="/routing/policies">
            Open the policies
          </LinkButton>
        }
      >
        It takes a policy that was in force when the decisions were made, whose rule names all its parameters,
        and candidates with the figures that the rule asks for. Take a filter off, or record the rule.
      </EmptyState>
    );
  return (
    <EmptyState title="Here would be every decision against the declared rule">
      In this view each choice of the focus is one that the rule names, or one of several that it calls equal.
    </EmptyState>
  );
}
