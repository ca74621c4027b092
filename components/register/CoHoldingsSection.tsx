import Link from "next/link";
import type { ReactNode } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import { formatList, formatNumber } from "@/lib/kernel/format";
import { type CoHoldingView, recordHref } from "@/lib/register";
import { Words } from "./cells";

const COLUMNS: readonly TableColumn<CoHoldingView>[] = [
  {
    id: "parties",
    header: "Held together",
    cell: (row) => (
      <Link className="row-link" href={recordHref.coHolding(row.key)}>
        {formatList(row.parties.map((key) => row.party_names[key] ?? key)) || row.key}
      </Link>
    ),
  },
  {
    id: "at_least",
    header: "Investors, at least",
    align: "right",
    cell: (row) => (row.at_least === null ? <Words value={null} /> : formatNumber(row.at_least)),
  },
  {
    id: "named",
    header: "Named",
    wide: true,
    cell: (row) =>
      row.named.map((key) => row.party_names[key] ?? key).join(", ") || <span className="mute">nobody</span>,
  },
];

/** Who holds several parties at once: the first few, with the way to all of them. */
export function CoHoldingsSection({
  rows,
  total,
  add,
}: {
  rows: readonly CoHoldingView[];
  total: number;
  add: ReactNode;
}) {
  return (
    <div className="mt-16">
      <Section
        title="Investors that hold rivals."
        text={
          <>
            <p>Some hold several parties at once, and only a few are named.</p>
            <p>
              <Link href="/register/co-holdings">
                {total > rows.length ? `All ${formatNumber(total)} co-holdings` : "Search, filter and export"}
              </Link>
            </p>
          </>
        }
      >
        <SimpleTable
          label="Co-holdings"
          columns={COLUMNS}
          rows={rows}
          row_key={(row) => row.id}
          cards={2}
          empty={<p className="mute">No co-holding is recorded.</p>}
        />
        {add ? <div className="mt-4">{add}</div> : null}
      </Section>
    </div>
  );
}
