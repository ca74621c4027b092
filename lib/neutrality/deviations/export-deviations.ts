import type { Actor } from "@/lib/access";
import { type ChartCell, chartCsv } from "@/lib/kernel/chart";
import { listTrafficSources } from "@/lib/routing/server";
import { listDeviations } from "./list-deviations";
import type { DeviationsQuery, DeviationView } from "./schema";

const PAGE = 1000;

const COLUMNS = [
  "occurred_at",
  "source",
  "decision_id",
  "router",
  "policy_version",
  "task",
  "chosen_model",
  "named_by_rule",
  "gap",
  "extra_cost_usd",
  "extra_quality",
  "rule",
  "candidates",
  "traffic",
].map((label) => ({ label, kind: "text" as const }));

const lineOf = (item: DeviationView, generated: boolean): ChartCell[] => [
  item.occurred_at,
  item.source,
  item.decision_id,
  item.router,
  item.policy_version,
  item.task,
  item.chosen_model,
  item.candidates
    .filter(({ neutral }) => neutral)
    .map(({ model }) => model)
    .join(", "),
  item.candidates.find(({ chosen }) => chosen)?.gap ?? null,
  item.extra_cost_usd,
  item.extra_quality,
  JSON.stringify(item.rule),
  JSON.stringify(item.candidates),
  generated ? "generated (simulated)" : "delivered by a gateway",
];

const withoutHead = (csv: string): string => csv.slice(csv.indexOf("\r\n") + 2);

/**
 * Every deviation of the query as CSV, page by page; each line and the name say when the traffic was generated. Throws
 * 403 before anything is sent.
 */
export async function exportDeviations(
  actor: Actor,
  { cursor: _, ...query }: DeviationsQuery,
): Promise<{ file_name: string; chunks: AsyncGenerator<string> }> {
  const first = await listDeviations(actor, { ...query, limit: PAGE });
  const sources = await listTrafficSources(actor);
  const generated = new Set(sources.filter((source) => source.generated).map(({ key }) => key));
  const some = sources.some((source) => source.generated && source.decisions > 0);
  async function* chunks() {
    let page = first;
    for (let head = true; ; head = false) {
      const rows = page.items.map((item) => lineOf(item, generated.has(item.source)));
      const csv = chartCsv({ columns: COLUMNS, rows });
      yield head ? csv : withoutHead(csv);
      if (page.next_cursor === null) return;
      page = await listDeviations(actor, { ...query, limit: PAGE, cursor: page.next_cursor });
    }
  }
  const name = `deviations-${query.from.slice(0, 10)}-to-${query.to.slice(0, 10)}.csv`;
  return { file_name: some ? `simulated-${name}` : name, chunks: chunks() };
}
