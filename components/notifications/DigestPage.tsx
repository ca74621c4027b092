import Link from "next/link";
import { SimpleTable, type TableColumn } from "@/components/table";
import { LinkButton, PageHeader, Section, Segmented } from "@/components/ui";
import { formatCount, formatDateShort, formatDateTime } from "@/lib/kernel/format";
import type { Digest, DueItem, NotificationView, WorkItem, WorkList } from "@/lib/register";
import { digestHref, neighbours, periodWords } from "./notification-words";
import { PrintButton } from "./PrintButton";

const WORK: readonly TableColumn<WorkItem>[] = [
  {
    id: "title",
    header: "What",
    wide: true,
    cell: (row) => (
      <>
        {row.title} <small className="mono">{row.overlap}</small>
      </>
    ),
  },
  { id: "why", header: "Why now", wide: true, cell: (row) => row.why },
  {
    id: "due",
    header: "Due",
    cell: (row) =>
      row.due === null ? (
        <span className="mute">no day</span>
      ) : row.overdue ? (
        <b className="nb">{formatDateShort(row.due)}, overdue</b>
      ) : (
        <span className="nb">{formatDateShort(row.due)}</span>
      ),
  },
  { id: "action", header: "Do", cell: (row) => <Link href={row.action.href}>{row.action.label}</Link> },
];

const CHANGED: readonly TableColumn<NotificationView>[] = [
  {
    id: "sentence",
    header: "What happened",
    wide: true,
    cell: (row) => (
      <Link className="plain" href={row.href}>
        {row.sentence}
      </Link>
    ),
  },
  { id: "created_at", header: "When", cell: (row) => formatDateTime(row.created_at) },
];

const DUE: readonly TableColumn<DueItem>[] = [
  {
    id: "label",
    header: "What you see to",
    wide: true,
    cell: (row) => (
      <>
        <Link className="plain" href={row.href}>
          {row.label}
        </Link>{" "}
        <small className="mono">{row.key}</small>
      </>
    ),
  },
  {
    id: "day",
    header: "Due",
    cell: (row) =>
      row.overdue ? <b>{formatDateShort(row.day)}, overdue</b> : <span>{formatDateShort(row.day)}</span>,
  },
];

export type DigestPageProps = {
  digest: Digest;
  /** What waits for the reader now; null for those who have no such work. */
  work: WorkList | null;
  today: string;
};

const changedTitle = ({ changed, more }: Digest): string =>
  changed.length === 0
    ? "Nothing happened that you asked to be told here."
    : `${formatCount(changed.length + more, "thing")} happened.`;

function workTitle(work: WorkList): string {
  if (work.total === 0) return "Nothing waits for you.";
  return `${formatCount(work.total, "thing")} ${work.total === 1 ? "waits" : "wait"} for you.`;
}

function WorkSection({ work }: { work: WorkList }) {
  const more = work.total - work.items.length;
  return (
    <Section number={1} wide title={workTitle(work)} text={<p>As it is now, the most urgent first.</p>}>
      {work.items.length === 0 ? null : (
        <SimpleTable
          label="What waits for you"
          columns={WORK}
          rows={work.items}
          row_key={(row) => `${row.task} ${row.action.href}`}
          cards={2}
        />
      )}
      {more > 0 ? (
        <p className="note">
          {formatCount(more, "more thing")} in <Link href="/overlaps">the queue</Link>.
        </p>
      ) : null}
    </Section>
  );
}

function Sections({ digest, work }: Pick<DigestPageProps, "digest" | "work">) {
  const { changed, more, due } = digest;
  const before = work ? 1 : 0;
  return (
    <>
      {work ? <WorkSection work={work} /> : null}
      <Section
        number={before + 1}
        wide
        title={changedTitle(digest)}
        text={
          <p>
            Newest first. <Link href="/settings/notifications">Choose what is told here</Link>.
          </p>
        }
      >
        {changed.length === 0 ? null : (
          <SimpleTable
            label="What happened"
            columns={CHANGED}
            rows={changed}
            row_key={(row) => row.id}
            cards={2}
          />
        )}
        {more > 0 ? <p className="note">{formatCount(more, "earlier one")} left out here.</p> : null}
      </Section>
      <Section
        number={before + 2}
        wide
        title={
          due.length === 0
            ? "Nothing of yours is due in the fortnight ahead."
            : `${formatCount(due.length, "thing")} of yours ${due.length === 1 ? "is" : "are"} overdue or due within a fortnight.`
        }
      >
        {due.length === 0 ? null : (
          <SimpleTable label="What is due" columns={DUE} rows={due} row_key={(row) => row.key} cards={2} />
        )}
      </Section>
    </>
  );
}

/** What the reader should know of a day or a week, on one sheet. */
export function DigestPage({ digest, work, today }: DigestPageProps) {
  const { period, to } = digest;
  const { earlier, later } = neighbours(digest, today);
  return (
    <>
      <PageHeader
        title={`Digest, ${periodWords(digest)}`}
        lead="What waits for you, what changed, and what is due."
        actions={
          <>
            <PrintButton />
            <LinkButton href={digestHref(period, earlier)} tone="quiet">
              {period === "week" ? "The week before" : "The day before"}
            </LinkButton>
            {later === null ? null : (
              <LinkButton href={digestHref(period, later)} tone="quiet">
                {period === "week" ? "The week after" : "The day after"}
              </LinkButton>
            )}
          </>
        }
      >
        <Segmented
          label="Period"
          value={period}
          options={[
            { value: "day", label: "Day", href: digestHref("day", to) },
            { value: "week", label: "Week", href: digestHref("week", to) },
          ]}
        />
      </PageHeader>
      <Sections digest={digest} work={work} />
    </>
  );
}
