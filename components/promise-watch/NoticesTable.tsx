"use client";

import Link from "next/link";
import { type ReactNode, useMemo } from "react";
import { DataTable, type TableColumn, type TableFilter } from "@/components/table";
import { CopyButton } from "@/components/ui";
import { NoticeStatus, type NoticeView } from "@/lib/commitments";
import { formatDateTime, formatDigest } from "@/lib/kernel/format";
import { recordHref } from "@/lib/register";
import { agreementWords, NOTICE_STATUS_LABELS, noticeWords, policyName, readable } from "./notice-words";
import { OpenNoticeAct } from "./OpenNoticeAct";

/** Ids of the register's policies by router and version, for those who may read it. */
export type PolicyIds = Readonly<Record<string, string>>;

/** The change by its policy, which the register may have. */
function Change({ row, policies }: { row: NoticeView; policies: PolicyIds }) {
  const id = policies[policyName(row)];
  const version = `policy ${row.policy_version}`;
  return (
    <span id={row.id}>
      <b>{row.router}</b>, {id === undefined ? version : <Link href={recordHref.policy(id)}>{version}</Link>}
      {row.note ? <small>{row.note}</small> : null}
    </span>
  );
}

const columnsOf = (policies: PolicyIds): readonly TableColumn<NoticeView>[] => [
  {
    id: "router",
    header: "Change",
    sortable: true,
    fixed: true,
    cell: (row) => <Change row={row} policies={policies} />,
  },
  {
    id: "announced_at",
    header: "Announced",
    sortable: true,
    cell: (row) => (
      <>
        {formatDateTime(row.announced_at)} <small>by {row.announced_by_label}</small>
      </>
    ),
  },
  {
    id: "effective_from",
    sortable: true,
    header: "Takes effect",
    cell: (row) => formatDateTime(row.effective_from),
  },
  { id: "notice_days", sortable: true, header: "Notice", cell: noticeWords },
  {
    id: "status",
    header: "Status",
    sortable: true,
    cell: (row) => (
      <>
        {NOTICE_STATUS_LABELS[row.status]}
        {row.opening ? <small>{agreementWords(row)}</small> : null}
      </>
    ),
  },
  {
    id: "content_hash",
    header: "Hash and text",
    wide: true,
    cell: (row) => (
      <details>
        <summary className="hash">{formatDigest(row.content_hash)}</summary>
        <p className="hash">sha256:{row.content_hash}</p>
        {row.opening ? (
          <>
            <p className="mute">
              Opened {formatDateTime(row.opening.opened_at)} by {row.opening.opened_by_label}
            </p>
            <pre className="sealed opened">{readable(row.opening.content)}</pre>
            <CopyButton text={row.opening.content} label="Copy the exact text" done="Copied." />
          </>
        ) : (
          <p className="mute">Closed until somebody opens it.</p>
        )}
      </details>
    ),
  },
];

const opens = (today: string): TableColumn<NoticeView> => ({
  id: "open",
  header: "To do",
  cell: (row) => (row.opening ? "" : <OpenNoticeAct notice={row} today={today} />),
});

const FILTERS: readonly TableFilter[] = [
  {
    id: "status",
    label: "Status",
    options: NoticeStatus.options.map((value) => ({ value, label: NOTICE_STATUS_LABELS[value] })),
  },
];

export type NoticesTableProps = {
  rows: readonly NoticeView[];
  next_cursor: string | null;
  may_open: boolean;
  policies: PolicyIds;
  today: string;
  /** What of the address could not be read. */
  ignored: readonly string[];
  csv_href: string;
  tools: ReactNode;
  empty: ReactNode;
};

/** The notices, the latest change first. */
export function NoticesTable(props: NoticesTableProps) {
  const { rows, next_cursor, may_open, policies, today, csv_href, tools, empty } = props;
  // Where every notice is opened there is nothing to do.
  const waits = may_open && rows.some(({ opening }) => opening === null);
  const columns = useMemo(
    () => [...columnsOf(policies), ...(waits ? [opens(today)] : [])],
    [policies, waits, today],
  );
  return (
    <DataTable
      label="Policy notices"
      noun="notice"
      columns={columns}
      rows={rows}
      row_key={(row) => row.id}
      filters={FILTERS}
      paging={{ kind: "cursor", next_cursor }}
      csv_href={csv_href}
      ignored={props.ignored}
      tools={tools}
      empty={empty}
    />
  );
}
