import { z } from "zod";
import type { Actor } from "@/lib/access";
import { type ChartCell, chartCsv } from "@/lib/kernel/chart";
import { listTrafficSources } from "../sources/list-sources";
import { DecisionFilters } from "../store/range";
import type { DecisionJudge } from "./exclusion";
import { listDecisions } from "./list-decisions";
import type { DecisionsQuery, DecisionView } from "./schema";

const text = z.string().max(400).optional();

/** As the page's address: what is absent takes the page's natural value. */
export const DecisionsExportQuery = z.strictObject({
  from: text,
  to: text,
  ...DecisionFilters,
  owner: text,
  decided_by: text,
  arm: text,
  q: text.describe("The chosen model, by its full name."),
  model: text,
  sort: text,
  columns: text,
});

const FIELDS = [
  "occurred_at",
  "source",
  "decision_id",
  "chosen_model",
  "owner",
  "first_party",
  "router",
  "policy_version",
  "task",
  "region",
  "arm",
  "decided_by",
  "decided_because",
  "requested_model",
  "tested",
  "excluded_because",
  "q",
  "candidates_from",
  "candidates_policy",
  "candidates_complete",
  "input_tokens",
  "output_tokens",
  "cost_usd",
  "latency_ms",
] as const satisfies readonly (keyof DecisionView)[];

const COLUMNS = [...FIELDS, "candidates", "outcome", "traffic"];

const cell = (value: string | number | boolean | null): ChartCell =>
  typeof value === "boolean" ? String(value) : value;

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const lineOf = (item: DecisionView, generated: boolean): ChartCell[] => [
  ...FIELDS.map((field) => cell(item[field])),
  json(item.candidates),
  json(item.outcome),
  generated ? "generated (simulated)" : "delivered by a gateway",
];

const csvOf = (rows: ChartCell[][], head: boolean): string => {
  const columns = COLUMNS.map((label) => ({ label, kind: "text" as const }));
  const csv = chartCsv({ columns, rows });
  return head ? csv : csv.slice(csv.indexOf("\r\n") + 2);
};

export type DecisionsFile = { file_name: string; chunks: AsyncGenerator<string> };

/** Every decision of the query as CSV, page by page; each line and the name say when the traffic was generated. */
export async function exportDecisions(
  actor: Actor,
  query: DecisionsQuery,
  judge: DecisionJudge | null,
): Promise<DecisionsFile> {
  const sources = await listTrafficSources(actor);
  const generated = new Set(sources.filter((source) => source.generated).map(({ key }) => key));
  const some = sources.some((source) => source.generated && source.decisions > 0);
  const first = await listDecisions(actor, { ...query, limit: 1000 }, judge);
  async function* chunks() {
    let page = first;
    for (let head = true; ; head = false) {
      yield csvOf(
        page.items.map((item) => lineOf(item, generated.has(item.source))),
        head,
      );
      if (page.next_cursor === null) return;
      page = await listDecisions(actor, { ...query, limit: 1000, cursor: page.next_cursor }, judge);
    }
  }
  const name = `decisions-${query.from.slice(0, 10)}-to-${query.to.slice(0, 10)}.csv`;
  return { file_name: some ? `simulated-${name}` : name, chunks: chunks() };
}
