"use client";

import type { ReactNode } from "react";
import { DataTable, type TableColumn, type TableFilter } from "@/components/table";
import { NoticeStatus, type NoticeView } from "@/lib/commitments";
import { formatDateTime, formatDigest } from "@/lib/kernel/format";
import { agreementWords, NOTICE_STATUS_LABELS, noticeWords } from "./notice-words";
import { OpenNoticeAct } from "./OpenNoticeAct";

const COLUMNS: readonly TableColumn<NoticeView>[] = [
  {
    id: "router",
    header: "Change",
    sortable: true,
    fixed: true,
    cell: (row) => (
      <span id={row.id}>
        <b>{row.router}</b>, policy {row.policy_version}
        {row.note ? <small>{row.note}</small> : null}
      </span>
    ),
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
            <pre className="sealed">{row.opening.content}</pre>
          </>
        ) : (
          <p className="mute">Closed until somebody opens it.</p>
        )}
      </details>
    ),
  },
];

const OPENS: TableColumn<NoticeView> = {
  id: "open",
  header: "Open",
  cell: (row) => (row.opening ? "" : <OpenNoticeAct notice={row} />),
};

const FILTERS: readonly TableFilter[] = [
  {
    id: "status",
    label: "Status",
    options: NoticeStatus.options.map((value) => ({ value, label: NOTICE_STATUS_LABELS[value] })),
  },
];

const WITH_OPEN = [...COLUMNS, OPENS];

export type NoticesTableProps = {
  rows: readonly NoticeView[];
  next_cursor: string | null;
  may_open: boolean;
  csv_href: string;
  tools: ReactNode;
  empty: ReactNode;
};

/** The notices, the latest change first. */
export function NoticesTable({ rows, next_cursor, may_open, csv_href, tools, empty }: NoticesTableProps) {
  return (
    <DataTable
      label="Policy notices"
      noun="notice"
      columns={may_open ? WITH_OPEN : COLUMNS}
      rows={rows}
      row_key={(row) => row.id}
      filters={FILTERS}
      paging={{ kind: "cursor", next_cursor }}
      csv_href={csv_href}
      tools={tools}
      empty={empty}
    />
  );
}
