import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import { type RoundView, recordHref } from "@/lib/register";
import { Money, Words } from "./cells";

type Part = RoundView["participations"][number];

/** Who took part and with what; each report beside, with a mark where they differ. */
export function ParticipationsSection({ round }: { round: RoundView }) {
  const columns: readonly TableColumn<Part>[] = [
    {
      id: "investor",
      header: "Investor",
      cell: (row) => (
        <Link href={recordHref.party(row.investor)}>
          {round.investor_names[row.investor] ?? row.investor}
        </Link>
      ),
    },
    {
      id: "amount",
      header: "Amount",
      align: "right",
      cell: (row) => <Money amount={row.amount} bound={row.bound} currency={round.currency} />,
    },
    { id: "state", header: "State", cell: (row) => <Words value={row.state} /> },
    {
      id: "reported",
      header: "Reports",
      wide: true,
      cell: (row) => <Reports part={row} currency={round.currency} />,
    },
  ];
  return (
    <Section
      wide
      title={round.reports_differ ? "Reports differ; all of them stand." : "Who took part."}
      text={<p>The first figure is shown elsewhere; a mark says where another report says something else.</p>}
    >
      <SimpleTable
        label="Participations"
        columns={columns}
        rows={round.participations}
        row_key={(row) => row.investor}
        cards={2}
        empty={<p className="mute">Nobody is named as taking part.</p>}
      />
    </Section>
  );
}

function Reports({ part, currency }: { part: Part; currency: string | null }) {
  if (part.reported.length === 0) return <span className="mute">no single report recorded</span>;
  return (
    <>
      {part.reported.map((report) => (
        <span key={report.source} className="block">
          <Link href={recordHref.source(report.source)}>{report.source}</Link>{" "}
          <Money amount={report.amount} bound={report.bound} currency={currency} />
        </span>
      ))}
    </>
  );
}
