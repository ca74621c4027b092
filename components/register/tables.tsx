"use client";

import { DataTable, type TableColumn } from "@/components/table";
import { formatDateShort, formatNumber } from "@/lib/kernel/format";
import {
  inWords,
  type PartyView,
  type ProductView,
  type RightView,
  type RoundView,
  recordHref,
} from "@/lib/register";
import { Money, When, WordList, Words } from "./cells";
import { FILTERS } from "./filters";
import { type ListProps, paging } from "./list-props";

const PARTIES: readonly TableColumn<PartyView>[] = [
  { id: "name", header: "Name", fixed: true, sortable: true, cell: (row) => row.name },
  {
    id: "kinds",
    header: "What it is",
    sortable: true,
    wide: true,
    cell: (row) => <WordList values={row.kinds} />,
  },
  { id: "parent_name", header: "Owned by", sortable: true, cell: (row) => row.parent_name ?? "" },
  {
    id: "managers",
    header: "Managed by",
    wide: true,
    cell: (row) => row.managers.join(", ") || <span className="mute">nobody yet</span>,
  },
  { id: "aliases", header: "Also called", hidden: true, cell: (row) => row.aliases.join(", ") },
  { id: "sources", header: "Sources", align: "right", cell: (row) => formatNumber(row.sources.length) },
  {
    id: "updated_at",
    header: "Changed",
    sortable: true,
    hidden: true,
    cell: (row) => formatDateShort(row.updated_at),
  },
];

export function PartiesTable({ rows, empty, tools, ...page }: ListProps<PartyView>) {
  return (
    <DataTable
      label="Parties"
      noun="party"
      columns={PARTIES}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => recordHref.party(row.key)}
      row_tone={(row) => (row.first_party ? "we" : undefined)}
      filters={FILTERS.parties}
      search="Find a party"
      paging={paging(page)}
      csv_href="/api/v1/parties?format=csv"
      empty={empty}
      tools={tools}
    />
  );
}

const PRODUCTS: readonly TableColumn<ProductView>[] = [
  { id: "name", header: "Product", fixed: true, sortable: true, cell: (row) => row.name },
  { id: "owner_name", header: "Owner", sortable: true, cell: (row) => row.owner_name },
  {
    id: "segments",
    header: "Segments",
    wide: true,
    cell: (row) => Object.values(row.segment_names).join(", ") || <span className="mute">none</span>,
  },
  { id: "lifecycle", header: "Lifecycle", sortable: true, cell: (row) => <Words value={row.lifecycle} /> },
  { id: "ga", header: "Available since", sortable: true, cell: (row) => <When value={row.ga} /> },
  { id: "models", header: "Models", align: "right", cell: (row) => formatNumber(row.models.length) },
  {
    id: "availability",
    header: "Sold on",
    wide: true,
    cell: (row) => Object.values(row.channel_names).join(", "),
  },
];

export function ProductsTable({ rows, empty, tools, ...page }: ListProps<ProductView>) {
  return (
    <DataTable
      label="Products"
      noun="product"
      columns={PRODUCTS}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => recordHref.product(row.key)}
      row_tone={(row) => (row.first_party ? "we" : undefined)}
      filters={FILTERS.products}
      search="Find a product or model"
      paging={paging(page)}
      csv_href="/api/v1/products?format=csv"
      empty={empty}
      tools={tools}
    />
  );
}

const ROUNDS: readonly TableColumn<RoundView>[] = [
  {
    id: "investee_name",
    header: "Raised by",
    fixed: true,
    sortable: true,
    cell: (row) => [row.investee_name, row.series && `series ${row.series}`].filter(Boolean).join(", "),
  },
  { id: "announced", header: "Announced", sortable: true, cell: (row) => <When value={row.announced} /> },
  {
    id: "amount",
    header: "Whole round",
    align: "right",
    sortable: true,
    cell: (row) => <Money amount={row.amount} bound={row.bound} currency={row.currency} />,
  },
  { id: "participations", header: "Took part", wide: true, cell: (row) => <Participants round={row} /> },
  {
    id: "reports_differ",
    header: "Reports",
    sortable: true,
    cell: (row) => (row.reports_differ ? "differ" : <span className="mute">agree</span>),
  },
  { id: "visibility", header: "Visibility", sortable: true, cell: (row) => row.visibility },
];

function Participants({ round }: { round: RoundView }) {
  if (round.participations.length === 0) return <span className="mute">nobody named</span>;
  return (
    <>
      {round.participations.map((part) => (
        <span key={part.investor} className="block">
          {round.investor_names[part.investor] ?? part.investor}{" "}
          <Money amount={part.amount} bound={part.bound} currency={round.currency} />
        </span>
      ))}
    </>
  );
}

export function RoundsTable({ rows, empty, tools, ...page }: ListProps<RoundView>) {
  return (
    <DataTable
      label="Investment rounds"
      noun="round"
      columns={ROUNDS}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => recordHref.round(row.key)}
      filters={FILTERS.rounds}
      search="Find a round"
      paging={paging(page)}
      csv_href="/api/v1/rounds?format=csv"
      empty={empty}
      tools={tools}
    />
  );
}

const RIGHTS: readonly TableColumn<RightView>[] = [
  { id: "partner_name", header: "Partner", fixed: true, sortable: true, cell: (row) => row.partner_name },
  { id: "type", header: "Right", sortable: true, cell: (row) => inWords(row.type) },
  { id: "holder_name", header: "Held by", sortable: true, cell: (row) => row.holder_name },
  { id: "state", header: "State", sortable: true, cell: (row) => <Words value={row.state} /> },
  { id: "scope", header: "Covers", wide: true, cell: (row) => row.scope ?? "" },
  { id: "visibility", header: "Visibility", sortable: true, cell: (row) => row.visibility },
];

export function RightsTable({ rows, empty, tools, ...page }: ListProps<RightView>) {
  return (
    <DataTable
      label="Contract rights"
      noun="right"
      columns={RIGHTS}
      rows={rows}
      row_key={(row) => row.id}
      row_href={(row) => recordHref.right(row.key)}
      filters={FILTERS.rights}
      search="Find a right"
      paging={paging(page)}
      csv_href="/api/v1/rights?format=csv"
      empty={empty}
      tools={tools}
    />
  );
}
