import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { type CatalogueModel, loadCatalogue } from "@/lib/register/server";
import { nameMap } from "../store/known-names";
import { askShare, type ShareCell } from "./question";
import {
  EXCLUDED,
  type Excluded,
  type Measure,
  type ShareAnswer,
  type ShareQuery,
  type ShareRow,
} from "./schema";

type Totals = { decisions: number; tokens: number; cost_usd: number };

const measured = (totals: Totals, measure: Measure): number =>
  measure === "decisions" ? totals.decisions : measure === "tokens" ? totals.tokens : totals.cost_usd;

const isExcluded = (place: string): place is Excluded => EXCLUDED.some((name) => name === place);

/** Shares of the routed decisions, with everything that is not in them counted beside. The same for everybody. */
export async function share(actor: Actor, query: ShareQuery): Promise<ShareAnswer> {
  authorize(actor, "routing:read");
  const catalogue = await withActor(actor, loadCatalogue);
  const { cells, map } = await askShare(query, () => nameMap(catalogue));
  return buildShare(query, cells, map.models);
}

function identify(query: ShareQuery, key: string, models: readonly CatalogueModel[]) {
  if (query.by !== "owner" && query.by !== "model")
    return { key, label: key === "" ? "Not stated" : key, first_party: false };
  const model = models[Number(key) - 1];
  const first_party = model?.first_party ?? false;
  return query.by === "owner"
    ? { key: model?.owner ?? "", label: model?.owner_name ?? "", first_party }
    : { key: model?.model ?? "", label: model?.model ?? "", first_party };
}

/** Pure: rows, totals and exclusions out of the engine's groups. */
export function buildShare(
  query: ShareQuery,
  cells: readonly ShareCell[],
  models: readonly CatalogueModel[],
): ShareAnswer {
  const excluded = { pinned: 0, fallback: 0, sticky: 0, cache: 0, internal: 0, unattributed: 0 };
  const groups = new Map<string, Omit<ShareRow, "share">>();
  const own: Totals = { decisions: 0, tokens: 0, cost_usd: 0 };
  for (const cell of cells) {
    if (isExcluded(cell.place)) excluded[cell.place] += cell.decisions;
    if (cell.place !== "row") continue;
    const bucket = query.interval === "total" ? query.from : cell.bucket;
    const named = identify(query, cell.key, models);
    const id = `${bucket} ${named.key}`;
    const group = groups.get(id) ?? { bucket, ...named, decisions: 0, tokens: 0, cost_usd: 0 };
    groups.set(id, add(group, cell.decisions, cell.tokens, cell.cost));
    Object.assign(own, add(own, cell.own_decisions, cell.own_tokens, cell.own_cost));
  }
  const { rows, total } = withShares([...groups.values()], query.measure);
  const { from, to, by, interval, measure } = query;
  const first_party = { decisions: own.decisions, share: ratio(measured(own, measure), total) };
  return { from, to, by, interval, measure, total, rows, first_party, excluded };
}

const add = <T extends Totals>(totals: T, decisions: number, tokens: number, cost_usd: number): T => ({
  ...totals,
  decisions: totals.decisions + decisions,
  tokens: totals.tokens + tokens,
  cost_usd: totals.cost_usd + cost_usd,
});

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

function withShares(groups: readonly Omit<ShareRow, "share">[], measure: Measure) {
  const totals = new Map<string, number>();
  for (const group of groups)
    totals.set(group.bucket, (totals.get(group.bucket) ?? 0) + measured(group, measure));
  const rows = groups
    .map((group) => ({ ...group, share: ratio(measured(group, measure), totals.get(group.bucket) ?? 0) }))
    .sort((a, b) => a.bucket.localeCompare(b.bucket) || b.share - a.share || a.key.localeCompare(b.key));
  return { rows, total: [...totals.values()].reduce((sum, value) => sum + value, 0) };
}
