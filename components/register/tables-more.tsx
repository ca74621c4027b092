"use client";

import { DataTable, type TableColumn } from "@/components/table";
import { formatDateShort, formatNumber } from "@/lib/kernel/format";
import {
  type CoHoldingView,
  coHoldingTitle,
  type PolicyView,
  recordHref,
  type SegmentView,
  type SourceView,
} from "@/lib/register";
import { When, Words } from "./cells";
import { FILTERS } from "./filters";
import { type ListProps, paging } from "./list-props";

const SEGMENTS: readonly TableColumn<SegmentView>[] = [
  { id: "name", header: "Segment", fixed: true, sortable: true, cell: (row) => row.name },
  { id: "parent_name", header: "Part of", sortable: true, cell: (row) => row.parent_name ?? "" },
  {
    id: "products",
    header: "Products",
    align: "right",
    sortable: true,
    cell: (row) => formatNumber(row.products),
  },
];

export function SegmentsTable({ rows, empty, tools, ...page }: ListProps<SegmentView>) {
  return (
    <DataTable
      label="Market segments"
      noun="segment"
      columns={SEGMENTS}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => recordHref.segment(row.key)}
      filters={FILTERS.retired}
      search="Find a segment"
      paging={paging(page)}
      csv_href="/api/v1/segments?format=csv"
      empty={empty}
      tools={tools}
    />
  );
}

const SOURCES: readonly TableColumn<SourceView>[] = [
  { id: "title", header: "Document", fixed: true, sortable: true, cell: (row) => row.title },
  { id: "published", header: "Published", sortable: true, cell: (row) => <When value={row.published} /> },
  { id: "key", header: "Key", sortable: true, cell: (row) => <span className="mono">{row.key}</span> },
  {
    id: "url",
    header: "Address",
    wide: true,
    cell: (row) => (row.url ? new URL(row.url).host : <span className="mute">none</span>),
  },
];

export function SourcesTable({ rows, empty, tools, ...page }: ListProps<SourceView>) {
  return (
    <DataTable
      label="Sources"
      noun="source"
      columns={SOURCES}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => recordHref.source(row.key)}
      filters={FILTERS.retired}
      search="Find a document"
      paging={paging(page)}
      csv_href="/api/v1/sources?format=csv"
      empty={empty}
      tools={tools}
    />
  );
}

const CO_HOLDINGS: readonly TableColumn<CoHoldingView>[] = [
  {
    id: "parties",
    header: "Held together",
    fixed: true,
    sortable: true,
    cell: coHoldingTitle,
  },
  {
    id: "at_least",
    header: "Investors, at least",
    align: "right",
    sortable: true,
    cell: (row) => (row.at_least === null ? <Words value={null} /> : formatNumber(row.at_least)),
  },
  {
    id: "named",
    header: "Named",
    wide: true,
    cell: (row) =>
      row.named.map((key) => row.party_names[key] ?? key).join(", ") || <span className="mute">nobody</span>,
  },
  { id: "visibility", header: "Visibility", sortable: true, cell: (row) => row.visibility },
];

export function CoHoldingsTable({ rows, empty, tools, ...page }: ListProps<CoHoldingView>) {
  return (
    <DataTable
      label="Co-holdings"
      noun="co-holding"
      columns={CO_HOLDINGS}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => recordHref.coHolding(row.key)}
      filters={FILTERS.retired}
      search="Find a co-holding"
      paging={paging(page)}
      csv_href="/api/v1/co-holdings?format=csv"
      empty={empty}
      tools={tools}
    />
  );
}

const POLICIES: readonly TableColumn<PolicyView>[] = [
  { id: "router", header: "Router", fixed: true, sortable: true, cell: (row) => row.router },
  { id: "version", header: "Version", sortable: true, cell: (row) => row.version },
  { id: "from", header: "Decides from", sortable: true, cell: (row) => formatDateShort(row.from) },
  {
    id: "rule",
    header: "Declared rule",
    wide: true,
    cell: (row) => <Words value={row.rule?.kind ?? null} />,
  },
  { id: "models", header: "Candidates", align: "right", cell: (row) => formatNumber(row.models.length) },
  { id: "aliases", header: "Called by", wide: true, cell: (row) => row.aliases.join(", ") },
];

export function PoliciesTable({ rows, empty, tools, ...page }: ListProps<PolicyView>) {
  return (
    <DataTable
      label="Routing policies"
      noun="policy"
      columns={POLICIES}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => recordHref.policy(row.id)}
      filters={FILTERS.retired}
      search="Find a policy"
      paging={paging(page)}
      csv_href="/api/v1/policies?format=csv"
      default_sort="router,from"
      empty={empty}
      tools={tools}
    />
  );
}
