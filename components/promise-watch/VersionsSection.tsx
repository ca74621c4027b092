import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import type { CheckView } from "@/lib/commitments";
import { capitalise, countInWords, formatDate, formatDateTime } from "@/lib/kernel/format";
import { CHECK_STATUS_LABELS } from "./finding-words";
import { watchHref } from "./hrefs";
import { NEVER } from "./version-changes";

function decisionWords({ decision, check_version, status }: CheckView): string {
  if (decision)
    return `${decision.outcome} by ${decision.decided_by_label}, ${formatDateTime(decision.decided_at)}`;
  if (status === "proposed") return "waits for a second person";
  return check_version === 1 ? "a first version supersedes nothing" : "nobody decided in time";
}

const columnsOf = (current: string): readonly TableColumn<CheckView>[] => [
  {
    id: "version",
    header: "Version",
    cell: (row) =>
      row.id === current ? (
        <b>{row.check_version}, this one</b>
      ) : (
        <Link href={watchHref.check(row.id)}>{row.check_version}</Link>
      ),
  },
  { id: "first_day", header: "From", cell: (row) => <span className="nb">{formatDate(row.first_day)}</span> },
  { id: "status", header: "Status", cell: (row) => CHECK_STATUS_LABELS[row.status] },
  {
    id: "recorded",
    header: "Recorded",
    cell: (row) => (
      <>
        {formatDateTime(row.recorded_at)} <small>by {row.created_by_label}</small>
      </>
    ),
  },
  {
    id: "reason",
    header: "Reason",
    wide: true,
    cell: (row) => row.reason ?? <span className="mute">none: the first</span>,
  },
  {
    id: "decision",
    header: "Decision",
    wide: true,
    cell: (row) => (
      <>
        {decisionWords(row)}
        {row.decision?.note ? <small>{row.decision.note}</small> : null}
      </>
    ),
  },
];

/** "One version, never superseded."; of one that never judged a day what became of it. */
function titleOf([only, ...others]: readonly CheckView[]): string {
  if (!only || others.length > 0) return capitalise(`${countInWords(others.length + 1, "version")}.`);
  const { status } = only;
  return NEVER.includes(status)
    ? `One version, ${CHECK_STATUS_LABELS[status].toLowerCase()}.`
    : "One version, never superseded.";
}

/** Every version of a check with its reason and its second person. */
export function VersionsSection({
  number,
  versions,
  current,
}: {
  number: number;
  versions: readonly CheckView[];
  current: string;
}) {
  return (
    <Section
      wide
      number={number}
      id="versions"
      title={titleOf(versions)}
      text={
        <p>
          A version that supersedes another needs a reason and a second person before its first day. The one
          before runs on beside it to the end of its window.
        </p>
      }
    >
      <SimpleTable
        label="Versions"
        columns={columnsOf(current)}
        rows={versions}
        row_key={(row) => row.id}
        cards={2}
      />
    </Section>
  );
}
