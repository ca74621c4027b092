import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { addDays, formatDay } from "@/lib/kernel/time";
import { type CatalogueModel, loadCatalogue } from "@/lib/register/server";
import { nameMap } from "../store/known-names";
import { DECIDED_BY } from "../store/range";
import { askShare, COUNTED, type ShareCell } from "./question";
import type { Excluded, Measure, ShareAnswer, ShareBy, ShareQuery, ShareRow } from "./schema";

type Totals = { decisions: number; tokens: number; cost_usd: number };

const measured = (totals: Totals, measure: Measure): number =>
  measure === "decisions" ? totals.decisions : measure === "tokens" ? totals.tokens : totals.cost_usd;

/** Where a group of decisions stands: null in the rows, else the reason why it does not count. */
function reasonOf(place: number): Excluded | null {
  if (place === COUNTED) return null;
  const decided_by = DECIDED_BY[Math.floor(place / 4)];
  return decided_by === undefined || decided_by === "router" ? "unattributed" : decided_by;
}

/** Shares of the routed decisions, with everything that is not in them counted beside. The same for everybody. */
export async function share(actor: Actor, query: ShareQuery): Promise<ShareAnswer> {
  authorize(actor, "routing:read");
  const catalogue = await withActor(actor, loadCatalogue);
  const { cells, map } = await askShare(query, () => nameMap(catalogue));
  return buildShare(query, cells, map.models);
}

type Named = { key: string; label: string; first_party: boolean };

/** A model's name, with its product's key in front where two products have a model of that name. */
export function modelKey(model: CatalogueModel, models: readonly CatalogueModel[]): string {
  const shared = models.some((other) => other.model === model.model && other.product !== model.product);
  return shared ? `${model.product}/${model.model}` : model.model;
}

function identify(by: ShareBy, key: string, models: readonly CatalogueModel[]): Named {
  if (by !== "owner" && by !== "model")
    return { key, label: key === "" ? "Not stated" : key, first_party: false };
  const model = models[Number(key) - 1];
  if (!model) throw new Error(`The traffic store answered a model that was not asked for: ${key}.`);
  const { owner, owner_name, first_party } = model;
  if (by === "owner") return { key: owner, label: owner_name, first_party };
  const name = modelKey(model, models);
  return { key: name, label: name, first_party };
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
    const reason = reasonOf(cell.place);
    if (reason) excluded[reason] += cell.decisions;
    if (reason) continue;
    const bucket = query.interval === "total" ? query.from : formatDay(addDays(0, cell.bucket));
    const named = identify(query.by, cell.key, models);
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
