import { SimpleTable, type TableColumn } from "@/components/table";
import { HueKey, Unknown } from "@/components/ui";
import { formatNumber } from "@/lib/kernel/format";
import type { Hue } from "@/lib/kernel/hue";
import type { CandidateView } from "@/lib/routing";

export type CandidateRow = CandidateView & { place: number; hue: Hue; chosen: boolean };

const figure = (value: number | null, digits: number, unknown = "not logged") =>
  value === null ? <Unknown>{unknown}</Unknown> : formatNumber(value, digits);

const eligible = (value: boolean | null): string => (value === null ? "not said" : value ? "yes" : "no");

const NAMES: readonly TableColumn<CandidateRow>[] = [
  {
    id: "model",
    header: "Model",
    cell: (row) => (
      <HueKey hue={row.hue}>
        <span>
          {row.model}
          {row.chosen ? <b>, chosen</b> : null}
        </span>
      </HueKey>
    ),
  },
  { id: "owner", header: "Owner", cell: (row) => row.owner_name ?? <Unknown>unattributed</Unknown> },
  { id: "eligible", header: "Eligible", cell: (row) => eligible(row.eligible) },
];

const LOGGED: readonly TableColumn<CandidateRow>[] = [
  { id: "quality", header: "Quality", align: "right", cell: (row) => figure(row.quality, 3) },
  { id: "cost", header: "Cost, USD", align: "right", cell: (row) => figure(row.cost_usd, 6) },
  { id: "latency", header: "Latency, ms", align: "right", cell: (row) => figure(row.latency_ms, 0) },
];

/** Figures of the register stand under names of their own: nobody takes them for what the router saw. */
const DECLARED: readonly TableColumn<CandidateRow>[] = [
  {
    id: "quality",
    header: "Quality, as the register estimates",
    align: "right",
    cell: (row) => figure(row.quality, 3, "no estimate"),
  },
  {
    id: "cost",
    header: "Cost at list prices, USD",
    align: "right",
    cell: (row) => figure(row.cost_usd, 6, "not known"),
  },
];

const SCORES: readonly (TableColumn<CandidateRow> & { id: "score" | "probability" })[] = [
  { id: "score", header: "Score", align: "right", cell: (row) => figure(row.score, 3) },
  { id: "probability", header: "Probability", align: "right", cell: (row) => figure(row.probability, 3) },
];

/** What the router chose among, as it saw them when it decided or as its policy declares. Scores only where logged. */
export function CandidatesTable({ rows, declared }: { rows: readonly CandidateRow[]; declared: boolean }) {
  const scores = SCORES.filter(({ id }) => rows.some((row) => row[id] !== null));
  return (
    <SimpleTable
      label="Candidates"
      columns={[...NAMES, ...(declared ? DECLARED : LOGGED), ...scores]}
      rows={rows}
      row_key={(row) => String(row.place)}
      row_tone={(row) => (row.first_party ? "we" : undefined)}
      cards={3}
    />
  );
}
