"use client";

import { DataTable, type TableColumn } from "@/components/table";
import { EmptyState, Unknown } from "@/components/ui";
import { formatCost, formatDateShort, formatNumber, formatPercentNumber } from "@/lib/kernel/format";
import type { DeviatingAnswer, TellingDecision } from "@/lib/neutrality";
import { NEUTRALITY_PARAMETERS } from "@/lib/reports";
import { decisionHref } from "@/lib/routing";

const COLUMNS: readonly TableColumn<TellingDecision>[] = [
  {
    id: "occurred_at",
    header: "When, UTC",
    fixed: true,
    cell: ({ occurred_at }) => `${formatDateShort(occurred_at)}, ${occurred_at.slice(11, 19)}`,
  },
  { id: "router", header: "Router", cell: ({ router }) => router },
  {
    id: "policy",
    header: "Policy",
    cell: ({ policy_version }) => policy_version ?? <Unknown>not named</Unknown>,
  },
  {
    id: "task",
    header: "Task",
    cell: ({ task }) => (task === null ? <Unknown>not stated</Unknown> : task.replaceAll(/[-_]+/g, " ")),
  },
  {
    id: "chosen",
    header: "Chosen",
    cell: ({ chosen_model }) => <span className="mono">{chosen_model}</span>,
  },
  {
    id: "standard",
    header: "A neutral router, most often",
    cell: ({ standard }) => <span className="mono">{standard.model}</span>,
  },
  {
    id: "q",
    header: "Neutral chance, %",
    align: "right",
    cell: ({ q }) => formatPercentNumber(q),
  },
  {
    id: "dearer",
    header: "Dearer, USD",
    align: "right",
    cell: ({ dearer_usd }) =>
      dearer_usd === null ? <Unknown /> : `${dearer_usd > 0 ? "+" : ""}${formatCost(dearer_usd)}`,
  },
  {
    id: "lower",
    header: "Quality lower by",
    align: "right",
    cell: ({ quality_lower }) => (quality_lower === null ? <Unknown /> : formatNumber(quality_lower, 3)),
  },
];

/** Every choice for the side asked about that a neutral router would more likely have made otherwise, least likely first. */
export function DeviatingTable({ answer }: { answer: DeviatingAnswer }) {
  return (
    <DataTable
      label="Deviating decisions"
      noun="decision"
      columns={COLUMNS}
      rows={answer.items}
      row_key={({ id }) => id}
      row_href={decisionHref}
      paging={{ kind: "cursor", next_cursor: answer.next_cursor, total: answer.total }}
      keep={NEUTRALITY_PARAMETERS}
      cards={3}
      empty={
        <EmptyState
          title="Here would be choices that a neutral router would more likely have made otherwise"
          level={3}
        >
          In this view there is none.
        </EmptyState>
      }
    />
  );
}
