import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Pips, Section } from "@/components/ui";
import { formatCount, formatList } from "@/lib/kernel/format";
import {
  hasGate,
  inWords,
  type LaunchGateView,
  type LaunchOverlap,
  type LaunchPartner,
  type LaunchWall,
  OVERLAP_KIND_LABELS,
  recordHref,
} from "@/lib/register";
import { effectWords, gateLead, gateTitle, wallsTitle } from "./words";

const severity = (value: number) => (
  <span className="nb flex items-center gap-2">
    <Pips value={value} of={5} label="Severity" />
    {value}
  </span>
);

function Facts({ overlap }: { overlap: LaunchOverlap }) {
  const sources = [...new Set(overlap.path.flatMap((fact) => fact.sources.map(({ title }) => title)))];
  return (
    <details>
      <summary>{formatCount(overlap.path.length, "fact")}</summary>
      <ol className="path-facts">
        {overlap.path.map((fact) => (
          <li key={fact.no}>
            <span className="k">{fact.no}</span>
            <span>
              {fact.sentence}
              {fact.needed ? "" : <span className="mute">, which weighs</span>}
            </span>
          </li>
        ))}
      </ol>
      <p className="mute">{sources.length > 0 ? `From ${formatList(sources)}.` : "No source is recorded."}</p>
    </details>
  );
}

const OVERLAPS: readonly TableColumn<LaunchOverlap>[] = [
  {
    id: "title",
    header: "Overlap",
    cell: (row) => (
      <>
        <b>{row.title}</b>
        <Facts overlap={row} />
      </>
    ),
  },
  { id: "severity", header: "Severity", cell: (row) => severity(row.severity) },
  { id: "kind", header: "Kind", cell: (row) => OVERLAP_KIND_LABELS[row.kind] },
  {
    id: "effect",
    header: "By the launch",
    cell: (row) => (
      <>
        {effectWords(row)}
        {row.overlap ? (
          <small>
            <Link className="mono" href={`/overlaps/${row.overlap.key}`}>
              {row.overlap.key}
            </Link>{" "}
            {inWords(row.overlap.status)}
          </small>
        ) : null}
      </>
    ),
  },
];

const PARTNERS: readonly TableColumn<LaunchPartner>[] = [
  {
    id: "name",
    header: "Partner hit",
    cell: (row) => (
      <>
        <Link href={recordHref.party(row.key)}>{row.name}</Link>
        {row.investee ? <span className="mute">, in which we invest</span> : null}
      </>
    ),
  },
  { id: "highest", header: "Highest severity", cell: (row) => severity(row.highest_severity) },
  {
    id: "overlaps",
    header: "Overlaps",
    align: "right",
    cell: (row) =>
      row.overlaps === row.new_overlaps
        ? `${row.overlaps} new`
        : `${row.overlaps}, ${row.new_overlaps === 0 ? "none" : row.new_overlaps} new`,
  },
];

const WALLS: readonly TableColumn<LaunchWall>[] = [
  {
    id: "sentence",
    header: "Right that needs a wall",
    cell: (row) => (
      <Link href={recordHref.right(row.right)}>
        {row.sentence}
        {row.state === "unknown" ? "; nobody has said" : ""}
      </Link>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: (row) =>
      row.state === "unknown" ? "unknown" : row.already ? "a wall is missing today already" : "agreed",
  },
];

/** Before general availability: what the launch will do, whom it hits and which rights will need a wall. */
export function LaunchGateSection({ gate }: { gate: LaunchGateView }) {
  if (!hasGate(gate.stage)) return null;
  return (
    <Section
      wide
      id="launch-gate"
      title={gateTitle(gate)}
      text={
        <>
          <p>{gateLead(gate)}</p>
          {gate.sees_all ? null : <p>Facts that you may not see could add to this.</p>}
        </>
      }
    >
      <div className="grid gap-8">
        <SimpleTable
          label="Overlaps of the launch"
          columns={OVERLAPS}
          rows={gate.overlaps}
          row_key={(row) => row.title}
          cards={3}
          empty={
            <p className="mute">
              Here would be each overlap with its severity and the facts that make it. The rules found none.
            </p>
          }
        />
        {gate.partners.length > 0 ? (
          <SimpleTable
            label="Partners hit"
            columns={PARTNERS}
            rows={gate.partners}
            row_key={(row) => row.key}
            cards={2}
          />
        ) : null}
        <div>
          <h3 className="sub-head">{wallsTitle(gate)}</h3>
          {gate.walls.length > 0 ? (
            <SimpleTable
              label="Rights that need a wall"
              columns={WALLS}
              rows={gate.walls}
              row_key={(row) => row.right}
              cards={2}
            />
          ) : null}
        </div>
      </div>
    </Section>
  );
}
