import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import type { CheckView, FindingListItem } from "@/lib/commitments";
import { capitalise, countInWords } from "@/lib/kernel/format";
import { type ChangeRow, changeRows, closesWords } from "./change-words";
import { watchHref } from "./hrefs";

const value = (text: string | null) => (text === null ? <span className="mute">not there</span> : text);

const columnsOf = (before: number, after: number): readonly TableColumn<ChangeRow>[] => [
  {
    id: "pointer",
    header: "Entry",
    cell: (row) => (
      <>
        {row.label} <small className="mono">{row.pointer}</small>
      </>
    ),
  },
  { id: "before", header: `Version ${before}`, cell: (row) => value(row.before_words) },
  {
    id: "after",
    header: `Version ${after}`,
    cell: (row) => (
      <>
        {value(row.after_words)}
        {row.way ? (
          <small>
            <b>{row.way}</b>
          </small>
        ) : null}
      </>
    ),
  },
];

export type ChangesSectionProps = {
  number: number;
  before: CheckView;
  check: CheckView;
  versions: readonly CheckView[];
  /** Findings of any version that are not closed. */
  findings: readonly FindingListItem[];
};

/** What a version changes of the one whose place it takes, and what hangs on it: what the second person decides on. */
export function ChangesSection({ number, before, check, versions, findings }: ChangesSectionProps) {
  const changes = changeRows(before, check);
  const closes = closesWords(findings, versions, check);
  const n = countInWords(changes.length, "entry", "entries");
  return (
    <Section
      number={number}
      id="changes"
      title={capitalise(
        `${n} ${changes.length === 1 ? "differs" : "differ"} from version ${before.check_version}.`,
      )}
      text={
        <>
          <p>
            Beside <Link href={watchHref.check(before.id)}>version {before.check_version}</Link>, entry by
            entry; what is not here is the same.
          </p>
          {check.reason ? <p>Reason: {check.reason}</p> : null}
        </>
      }
    >
      {closes.map((sentence) => (
        <p key={sentence} className="hangs-on">
          <b>{sentence}</b>
        </p>
      ))}
      <SimpleTable
        label="What the version changes"
        columns={columnsOf(before.check_version, check.check_version)}
        rows={changes}
        row_key={(row) => row.pointer}
        tight
        cards={3}
      />
    </Section>
  );
}
