import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { Section } from "@/components/ui";
import type { CheckView } from "@/lib/commitments";
import { capitalise, countInWords } from "@/lib/kernel/format";
import { watchHref } from "./hrefs";
import { type Change, changesBetween } from "./version-changes";

const value = (text: string | null) =>
  text === null ? <span className="mute">not there</span> : <span className="mono">{text}</span>;

const columnsOf = (before: number, after: number): readonly TableColumn<Change>[] => [
  { id: "pointer", header: "Entry", cell: (row) => <span className="mono">{row.pointer}</span> },
  { id: "before", header: `Version ${before}`, cell: (row) => value(row.before) },
  { id: "after", header: `Version ${after}`, cell: (row) => value(row.after) },
];

/** What a version changes of the one whose place it takes: what the second person decides on. */
export function ChangesSection({
  number,
  before,
  check,
}: {
  number: number;
  before: CheckView;
  check: CheckView;
}) {
  const changes = changesBetween(before, check);
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
      <div className="exact">
        <SimpleTable
          label="What the version changes"
          columns={columnsOf(before.check_version, check.check_version)}
          rows={changes}
          row_key={(row) => row.pointer}
          tight
          cards={3}
        />
      </div>
    </Section>
  );
}
