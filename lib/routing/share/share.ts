import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { addDays, formatDay } from "@/lib/kernel/time";
import { loadCatalogue } from "@/lib/register/server";
import { type NameMap, nameMap } from "../store/known-names";
import { DECIDED_BY } from "../store/range";
import type { OwnPart, ShareBoardData } from "./board-schema";
import { shareDetail } from "./detail";
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
  return buildShare(query, cells, map);
}

/** The shares with all that the page shows beside them. */
export async function shareBoard(actor: Actor, query: ShareQuery): Promise<ShareBoardData> {
  authorize(actor, "routing:read");
  const catalogue = await withActor(actor, loadCatalogue);
  const { cells, map } = await askShare(query, () => nameMap(catalogue));
  const owners = map.models.map((model, at) => [keyOf(query.by, map, at), model.owner]);
  return {
    answer: buildShare(query, cells, map),
    own: buildOwn(query, cells, map),
    detail: await shareDetail(actor, query),
    parties: [...catalogue.parties],
    owners: query.by === "owner" || query.by === "model" ? Object.fromEntries(owners) : {},
  };
}

type Named = { key: string; label: string; first_party: boolean };

type Meanings = Pick<NameMap, "models" | "model_keys">;

const keyOf = (by: ShareBy, { models, model_keys }: Meanings, at: number): string =>
  (by === "owner" ? models[at]?.owner : model_keys[at]) ?? "";

function identify(by: ShareBy, key: string, map: Meanings): Named {
  if (by !== "owner" && by !== "model")
    return { key, label: key === "" ? "Not stated" : key, first_party: false };
  const at = Number(key) - 1;
  const model = map.models[at];
  if (!model) throw new Error(`The traffic store answered a model that was not asked for: ${key}.`);
  const named = keyOf(by, map, at);
  return { key: named, label: by === "owner" ? model.owner_name : named, first_party: model.first_party };
}

const bucketOf = (query: ShareQuery, cell: ShareCell): string =>
  query.interval === "total" ? query.from : formatDay(addDays(0, cell.bucket));

/** Pure: our own models' part of each group and bucket. */
export function buildOwn(query: ShareQuery, cells: readonly ShareCell[], map: Meanings): OwnPart[] {
  const parts = new Map<string, OwnPart>();
  for (const cell of cells) {
    if (reasonOf(cell.place)) continue;
    const bucket = bucketOf(query, cell);
    const { key } = identify(query.by, cell.key, map);
    const id = `${bucket} ${key}`;
    const part = parts.get(id) ?? { bucket, key, own: 0, all: 0 };
    const { own_decisions, own_tokens, own_cost, decisions, tokens, cost } = cell;
    part.own += measured({ decisions: own_decisions, tokens: own_tokens, cost_usd: own_cost }, query.measure);
    part.all += measured({ decisions, tokens, cost_usd: cost }, query.measure);
    parts.set(id, part);
  }
  return [...parts.values()];
}

/** Pure: rows, totals and exclusions out of the engine's groups. */
export function buildShare(query: ShareQuery, cells: readonly ShareCell[], map: Meanings): ShareAnswer {
  const excluded = { pinned: 0, fallback: 0, sticky: 0, cache: 0, internal: 0, unattributed: 0 };
  const groups = new Map<string, Omit<ShareRow, "share">>();
  const own: Totals = { decisions: 0, tokens: 0, cost_usd: 0 };
  for (const cell of cells) {
    const reason = reasonOf(cell.place);
    if (reason) excluded[reason] += cell.decisions;
    if (reason) continue;
    const bucket = bucketOf(query, cell);
    const named = identify(query.by, cell.key, map);
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
