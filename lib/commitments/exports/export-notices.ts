import type { Actor } from "@/lib/access";
import { listNotices } from "../notices/list-notices";
import type { NoticesQuery, NoticeView } from "../notices/schema";
import { type CsvField, type CsvFile, chosenFields, csvPages } from "./csv";
import { trafficName } from "./traffic";

const FIELDS: readonly CsvField<NoticeView>[] = [
  { name: "router", of: "router", value: (row) => row.router },
  { name: "policy_version", of: "router", value: (row) => row.policy_version },
  { name: "note", of: "router", value: (row) => row.note },
  { name: "announced_at", of: "announced_at", value: (row) => row.announced_at },
  { name: "announced_by", of: "announced_at", value: (row) => row.announced_by_label },
  { name: "effective_from", of: "effective_from", value: (row) => row.effective_from },
  { name: "notice_days", of: "notice_days", value: (row) => row.notice_days },
  { name: "status", of: "status", value: (row) => row.status },
  { name: "opened_at", of: "status", value: (row) => row.opening?.opened_at },
  { name: "opened_by", of: "status", value: (row) => row.opening?.opened_by_label },
  { name: "agrees_with_register", of: "status", value: (row) => row.opening?.agrees },
  { name: "first_decision_day", value: (row) => row.first_decision_day },
  { name: "content_hash", of: "content_hash", value: (row) => row.content_hash },
  { name: "content", of: "content_hash", value: (row) => row.opening?.content },
  { name: "id", value: (row) => row.id },
];

const PAGE = 1000;

/** The notices that the query asks for, all pages, as CSV. Throws 403 before anything is sent. */
export async function exportNotices(
  actor: Actor,
  { cursor: _, ...query }: NoticesQuery,
  columns?: string,
): Promise<CsvFile> {
  const page = (cursor?: string) => listNotices(actor, { ...query, limit: PAGE, cursor });
  return {
    file_name: await trafficName(actor, "notices.csv"),
    chunks: csvPages(chosenFields(FIELDS, columns), await page(), page),
  };
}
