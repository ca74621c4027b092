"use client";

import { DataTable, type TableColumn } from "@/components/table";
import { formatNumber } from "@/lib/kernel/format";
import { type CommitmentView, inWords, type PartnershipView, recordHref } from "@/lib/register";
import { When, WordList, Words } from "./cells";
import { FILTERS } from "./filters";
import { type ListProps, paging } from "./list-props";

const PARTNERSHIPS: readonly TableColumn<PartnershipView>[] = [
  { id: "partner_name", header: "Partner", fixed: true, sortable: true, cell: (row) => row.partner_name },
  {
    id: "kinds",
    header: "Kinds",
    wide: true,
    sortable: true,
    cell: (row) => <WordList values={row.kinds} />,
  },
  { id: "status", header: "Status", sortable: true, cell: (row) => <Words value={row.status} /> },
  { id: "influence", header: "Influence", sortable: true, cell: (row) => <Words value={row.influence} /> },
  { id: "start", header: "Since", sortable: true, cell: (row) => <When value={row.start} /> },
  { id: "end", header: "Until", sortable: true, hidden: true, cell: (row) => row.end ?? "" },
  { id: "rights", header: "Rights", align: "right", cell: (row) => formatNumber(row.rights.length) },
  { id: "visibility", header: "Visibility", sortable: true, cell: (row) => row.visibility },
  { id: "sources", header: "Sources", align: "right", cell: (row) => formatNumber(row.sources.length) },
];

export function PartnershipsTable({ rows, empty, tools, ...page }: ListProps<PartnershipView>) {
  return (
    <DataTable
      label="Partnerships"
      noun="partnership"
      columns={PARTNERSHIPS}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => recordHref.partnership(row.key)}
      filters={FILTERS.partnerships}
      search="Find a partnership"
      paging={paging(page)}
      csv_href="/api/v1/partnerships?format=csv"
      empty={empty}
      tools={tools}
    />
  );
}

const COMMITMENTS: readonly TableColumn<CommitmentView>[] = [
  { id: "text", header: "The promise", fixed: true, sortable: true, cell: (row) => `“${row.text}”` },
  {
    id: "speaker",
    header: "Said by",
    wide: true,
    sortable: true,
    cell: (row) => <Words value={row.speaker} />,
  },
  { id: "made_on", header: "On", sortable: true, cell: (row) => <When value={row.made_on} /> },
  { id: "audience", header: "To", sortable: true, cell: (row) => <Words value={row.audience} /> },
  {
    id: "clauses",
    header: "Clauses",
    wide: true,
    cell: (row) =>
      row.clauses.map(({ kind }) => inWords(kind ?? "unknown")).join(", ") || (
        <span className="mute">none</span>
      ),
  },
];

export function CommitmentsTable({ rows, empty, tools, ...page }: ListProps<CommitmentView>) {
  return (
    <DataTable
      label="Commitments"
      noun="commitment"
      columns={COMMITMENTS}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => recordHref.commitment(row.key)}
      filters={FILTERS.retired}
      search="Find a commitment"
      paging={paging(page)}
      csv_href="/api/v1/commitments?format=csv"
      empty={empty}
      tools={tools}
    />
  );
}
