import type { Actor } from "@/lib/access";
import { listChecks } from "../checks/list-checks";
import type { CheckListItem, ChecksQuery } from "../checks/schema";
import { type CsvField, type CsvFile, chosenFields, csvPages } from "./csv";
import { trafficName } from "./traffic";

const FIELDS: readonly CsvField<CheckListItem>[] = [
  { name: "key", of: "title", value: (row) => row.key },
  { name: "check_version", of: "title", value: (row) => row.check_version },
  { name: "title", of: "title", value: (row) => row.title },
  { name: "metric", of: "metric", value: (row) => row.metric },
  { name: "commitment", of: "commitment", value: (row) => row.commitment.key },
  { name: "clause", of: "clause", value: (row) => row.clause.key },
  { name: "clause_text", of: "clause", value: (row) => row.clause.text },
  { name: "status", of: "status", value: (row) => row.status },
  { name: "first_day", of: "first_day", value: (row) => row.first_day },
  { name: "judged_every", value: (row) => row.schedule.every },
  { name: "window_from", value: (row) => row.window?.from },
  { name: "window_to", value: (row) => row.window?.to },
  { name: "latest_day", of: "latest", value: (row) => row.latest?.day },
  { name: "latest_verdict", of: "latest", value: (row) => row.latest?.verdict },
  { name: "last_data_day", value: (row) => row.last_data_day },
  { name: "open_findings", of: "open_findings", value: (row) => row.open_findings },
  { name: "id", value: (row) => row.id },
];

const PAGE = 1000;

/** The versions of checks that the query asks for, all pages, as CSV. Throws 403 before anything is sent. */
export async function exportChecks(
  actor: Actor,
  { cursor: _, ...query }: ChecksQuery,
  columns?: string,
): Promise<CsvFile> {
  const page = (cursor?: string) => listChecks(actor, { ...query, limit: PAGE, cursor });
  return {
    file_name: await trafficName(actor, "checks.csv"),
    chunks: csvPages(chosenFields(FIELDS, columns), await page(), page),
  };
}
