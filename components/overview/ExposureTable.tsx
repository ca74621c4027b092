import Link from "next/link";
import { Suspense, use } from "react";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Pips, Skeleton, Unknown, Verdict, type VerdictKind } from "@/components/ui";
import { formatBillions, formatList, formatPercent } from "@/lib/kernel/format";
import { type ExposureRow, type Money, NEUTRALITY_PAGE } from "@/lib/reports";

export type ExposureTableRow = ExposureRow & { treated: Promise<VerdictKind> | null };

const BOUND_WORDS: Record<string, string> = { about: "about", up_to: "“up to”", at_least: "“at least”" };
const BAR_PX = 150;

/** The amount with its bound; the bar is hatched where it is a bound or reports differ, because it is not a figure. */
function MoneyCell({ money, most }: { money: Money; most: number }) {
  if (!money.recorded) return <span className="mute">none recorded</span>;
  if (money.usd === null) return <Unknown>amount unknown</Unknown>;
  const words = [
    money.reports_differ ? "reports differ" : null,
    BOUND_WORDS[money.bound] ?? null,
    money.incomplete ? "some unknown" : null,
  ].filter(Boolean);
  const loose =
    money.reports_differ || money.bound === "up_to" || money.bound === "at_least" || money.incomplete;
  const width = most > 0 ? Math.max(3, (Number(money.usd) / most) * BAR_PX) : 0;
  return (
    <span>
      {formatBillions(money.usd)} <span className="mute">{words.join(", ")}</span>
      <i className={loose ? "money-bar loose" : "money-bar"} style={{ width }} aria-hidden="true" />
    </span>
  );
}

function Treated({ verdict }: { verdict: Promise<VerdictKind> }) {
  return <Verdict verdict={use(verdict)} />;
}

function PartnerCell({ row }: { row: ExposureTableRow }) {
  return (
    <>
      <Link className="row-link" href={`/register/partners/${row.key}`}>
        {row.name}
      </Link>
      <small>{row.kinds.join(", ") || "no partnership recorded"}</small>
    </>
  );
}

function CompetesCell({ competes }: { competes: ExposureRow["competes"] }) {
  if (competes.own_products.length + competes.segments.length === 0)
    return <span className="mute">nothing recorded</span>;
  return (
    <span>
      {formatList(competes.own_products)}
      <small>{competes.segments.join(", ").toLowerCase()}</small>
    </span>
  );
}

function OverlapsCell({ row }: { row: ExposureTableRow }) {
  return (
    <span>
      {row.overlaps === 0 ? "0" : <Link href={`/overlaps?party=${row.key}&status=open`}>{row.overlaps}</Link>}
      {row.severity === null ? null : (
        <small>
          <Pips value={row.severity} of={5} label="Highest severity" />
        </small>
      )}
    </span>
  );
}

/** The verdict, as a link to what it rests on. */
function TreatedCell({ party, treated }: { party: string; treated: Promise<VerdictKind> | null }) {
  if (treated === null) return <Verdict verdict="no_data" />;
  return (
    <Link
      className="verdict-link"
      href={`${NEUTRALITY_PAGE}?${new URLSearchParams({ focus: `party:${party}` })}`}
    >
      <Suspense fallback={<Skeleton width={88} height={20} />}>
        <Treated verdict={treated} />
      </Suspense>
    </Link>
  );
}

const columns = (most: number): TableColumn<ExposureTableRow>[] => [
  { id: "partner", header: "Partner", cell: (row) => <PartnerCell row={row} /> },
  { id: "money", header: "We committed, USD bn", cell: (row) => <MoneyCell money={row.money} most={most} /> },
  { id: "competes", header: "Competes with our", cell: (row) => <CompetesCell competes={row.competes} /> },
  { id: "overlaps", header: "Overlaps open", align: "right", cell: (row) => <OverlapsCell row={row} /> },
  {
    id: "share",
    header: "Routed share",
    align: "right",
    cell: ({ share }) => (share === null ? <span className="mute">not routed</span> : formatPercent(share)),
  },
  {
    id: "treated",
    header: "Treated worse?",
    cell: (row) => <TreatedCell party={row.key} treated={row.treated} />,
  },
];

/** What stands between us and each partner, in one row. */
export function ExposureTable({ rows }: { rows: readonly ExposureTableRow[] }) {
  const most = Math.max(0, ...rows.map(({ money }) => Number(money.usd ?? 0)));
  return (
    <>
      <SimpleTable
        label="Partners, money, overlaps and traffic"
        columns={columns(most)}
        rows={rows}
        row_key={(row) => row.key}
        cards={2}
      />
      <p className="note">
        Severity shown is the highest of the open overlaps, 5 being the gravest. “Treated worse?” asks the
        routing test with that partner as its focus. A hatched bar is a bound or an amount on which reports
        differ.
      </p>
    </>
  );
}
