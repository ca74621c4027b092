import type { Actor } from "@/lib/access";
import { listResults } from "../results/list-results";
import type { ResultListItem, ResultMeasure, ResultsQuery } from "../results/schema";
import { type CsvField, type CsvFile, chosenFields, csvPages } from "./csv";
import { trafficName } from "./traffic";

const first = ({ figures }: ResultListItem): ResultMeasure | undefined => figures.measures[0];
const named = ({ figures }: ResultListItem) =>
  figures.tilt?.strata
    .filter((stratum) => stratum.named)
    .map(({ router, task }) => (router === null ? "all others" : `${router} / ${task ?? ""}`));

const FIELDS: readonly CsvField<ResultListItem>[] = [
  { name: "check", value: (row) => row.check.key },
  { name: "check_version", value: (row) => row.check.check_version },
  { name: "number", of: "day", value: (row) => row.number },
  { name: "window_from", of: "day", value: (row) => row.window_from },
  { name: "day", of: "day", value: (row) => row.day },
  { name: "verdict", of: "verdict", value: (row) => row.verdict },
  { name: "guarantee", of: "verdict", value: (row) => row.guarantee },
  { name: "figure", of: "figure", value: (row) => first(row)?.name },
  { name: "unit", of: "figure", value: (row) => first(row)?.unit },
  { name: "value", of: "figure", value: (row) => first(row)?.value },
  { name: "lower", of: "figure", value: (row) => first(row)?.lower },
  { name: "upper", of: "figure", value: (row) => first(row)?.upper },
  { name: "limit", of: "figure", value: (row) => first(row)?.limit },
  {
    name: "beyond_expected",
    of: "beyond",
    value: ({ figures: { tilt } }) => tilt && tilt.observed - tilt.expected,
  },
  { name: "onset_day", of: "beyond", value: (row) => row.figures.tilt?.onset.day },
  { name: "onset_policy_version", of: "beyond", value: (row) => row.figures.tilt?.onset.policy_version },
  { name: "beyond_since_onset", of: "beyond", value: (row) => row.figures.tilt?.since_onset?.beyond },
  { name: "log_e_value", of: "figure", value: (row) => row.figures.tilt?.log_e_value },
  { name: "named_strata", of: "figure", value: named },
  { name: "because", of: "figure", value: (row) => row.figures.because },
  { name: "n", of: "n", value: (row) => row.figures.n },
  { name: "trigger", of: "trigger", value: (row) => row.trigger },
  { name: "why", of: "trigger", value: (row) => row.why },
  { name: "computed_at", of: "computed_at", value: (row) => row.computed_at },
  { name: "replaces", of: "computed_at", value: (row) => row.replaces },
  { name: "replaced_by", of: "computed_at", value: (row) => row.replaced_by },
  { name: "inputs_hash", value: (row) => row.inputs_hash },
  { name: "dataset_digest", value: (row) => row.dataset_digest },
  { name: "method_version", value: (row) => row.method_version },
  { name: "catalogue_version", value: (row) => row.catalogue_version },
  { name: "id", value: (row) => row.id },
];

const PAGE = 200;

/** The results that the query asks for, newest run first, all pages, as CSV. Throws 403 and 422 before anything is sent. */
export async function exportResults(
  actor: Actor,
  { cursor: _, ...query }: ResultsQuery,
  columns?: string,
): Promise<CsvFile> {
  const page = (cursor?: string) => listResults(actor, { ...query, limit: PAGE, cursor });
  return {
    file_name: await trafficName(actor, "results.csv"),
    chunks: csvPages(chosenFields(FIELDS, columns), await page(), page),
  };
}
