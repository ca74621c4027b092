import type { Actor } from "@/lib/access";
import { listFindings } from "../findings/list-findings";
import type { FindingListItem, FindingsQuery } from "../findings/schema";
import { type CsvField, type CsvFile, chosenFields, csvPages } from "./csv";
import { trafficName } from "./traffic";

const FIELDS: readonly CsvField<FindingListItem>[] = [
  { name: "code", of: "title", value: (row) => row.code },
  { name: "title", of: "title", value: (row) => row.title },
  { name: "kind", value: (row) => row.kind },
  { name: "verdict", of: "verdict", value: (row) => row.verdict },
  { name: "status", of: "status", value: (row) => row.status },
  { name: "check", of: "title", value: (row) => row.check?.key },
  { name: "check_version", of: "title", value: (row) => row.check?.check_version },
  { name: "commitment", of: "commitment", value: (row) => row.commitment },
  { name: "clause", of: "clause", value: (row) => row.clause },
  { name: "condition", of: "clause", value: (row) => row.condition?.key },
  { name: "overlap", of: "clause", value: (row) => row.condition?.overlap },
  { name: "opened_day", of: "opened_day", value: (row) => row.opened_day },
  { name: "opened_at", of: "opened_day", value: (row) => row.opened_at },
  { name: "owner", of: "owner", value: (row) => row.owner },
  { name: "owner_name", of: "owner", value: (row) => row.owner_label },
  { name: "due_on", of: "due_on", value: (row) => row.due_on },
  { name: "overdue", of: "due_on", value: (row) => row.overdue },
  { name: "waits_for_second", of: "status", value: (row) => row.waits_for_second },
  { name: "risk_until", of: "status", value: (row) => row.risk_until },
  { name: "cause", of: "retest", value: (row) => row.cause },
  { name: "remedy", of: "retest", value: (row) => row.remedy },
  { name: "remedied_on", of: "retest", value: (row) => row.remedied_on },
  { name: "retest_version", of: "retest", value: (row) => row.retest?.check_version },
  { name: "retest_from", of: "retest", value: (row) => row.retest?.first_day },
  { name: "closing_result", of: "status", value: (row) => row.closing_result },
  { name: "closing_judgement", of: "status", value: (row) => row.closing_judgement },
  { name: "closed_at", of: "status", value: (row) => row.closed_at },
  { name: "id", value: (row) => row.id },
];

const PAGE = 1000;

/** The findings that the query asks for, all pages, as CSV. Throws 403 before anything is sent. */
export async function exportFindings(
  actor: Actor,
  { cursor: _, ...query }: FindingsQuery,
  columns?: string,
): Promise<CsvFile> {
  const page = (cursor?: string) => listFindings(actor, { ...query, limit: PAGE, cursor });
  return {
    file_name: await trafficName(actor, "findings.csv"),
    chunks: csvPages(chosenFields(FIELDS, columns), await page(), page),
  };
}
