import { type Actor, authorize } from "@/lib/access";
import { withActor } from "@/lib/db/server";
import { addDays, formatDay } from "@/lib/kernel/time";
import { type Catalogue, loadCatalogue } from "@/lib/register/server";
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
  const { cells, map } = await askWithCatalogue(actor, query);
  return buildShare(query, cells, map);
}

// The catalogue of the last question: the next one is asked with it while Postgres says whether it still holds.
let assumed: Catalogue | undefined;

async function askWithCatalogue(actor: Actor, query: ShareQuery) {
  const before = assumed;
  const [catalogue, early] = await Promise.all([
    withActor(actor, loadCatalogue),
    before && askShare(query, () => nameMap(before)),
  ]);
  assumed = catalogue;
  const held = early && catalogue === before ? early : await askShare(query, () => nameMap(catalogue));
  return { ...held, catalogue };
}

/** The shares with all that the page shows beside them. */
export async function shareBoard(actor: Actor, query: ShareQuery): Promise<ShareBoardData> {
  authorize(actor, "routing:read");
  const { cells, map, catalogue } = await askWithCatalogue(actor, query);
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

const bucketOf = (query: ShareQuery, bucket: number): string =>
  query.interval === "total" ? query.from : formatDay(addDays(0, bucket));

/** Of each key or bucket once: an answer by day has thousands of cells and a few dozen groups. */
function remembering<K, V>(read: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const hit = known.get(key);
    if (hit !== undefined) return hit;
    const value = read(key);
    known.set(key, value);
    return value;
  };
}

/** Pure: our own models' part of each group and bucket. */
export function buildOwn(query: ShareQuery, cells: readonly ShareCell[], map: Meanings): OwnPart[] {
  const parts = new Map<string, OwnPart>();
  const bucketFor = remembering((bucket: number) => bucketOf(query, bucket));
  const namedFor = remembering((key: string) => identify(query.by, key, map));
  for (const cell of cells) {
    if (reasonOf(cell.place)) continue;
    const bucket = bucketFor(cell.bucket);
    const { key } = namedFor(cell.key);
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
  const groups = new Map<number, Placed>();
  const own: Totals = { decisions: 0, tokens: 0, cost_usd: 0 };
  const places = new Map<string, number>();
  const bucketFor = remembering((bucket: number) => bucketOf(query, bucket));
  const namedFor = remembering((key: string) => {
    const named = identify(query.by, key, map);
    const place = places.get(named.key) ?? places.size;
    places.set(named.key, place);
    return { named, place };
  });
  for (const cell of cells) {
    const reason = reasonOf(cell.place);
    if (reason) excluded[reason] += cell.decisions;
    if (reason) continue;
    const { named, place } = namedFor(cell.key);
    const id = cell.bucket * MOST_GROUPS + place;
    let group = groups.get(id);
    if (!group) {
      const { key, label, first_party } = named;
      const bucket = bucketFor(cell.bucket);
      const row = { bucket, key, label, first_party, decisions: 0, tokens: 0, cost_usd: 0, share: 0 };
      group = { at: cell.bucket, row };
      groups.set(id, group);
    }
    add(group.row, cell.decisions, cell.tokens, cell.cost);
    add(own, cell.own_decisions, cell.own_tokens, cell.own_cost);
  }
  const { rows, total } = withShares([...groups.values()], query.measure);
  const { from, to, by, interval, measure } = query;
  const first_party = { decisions: own.decisions, share: ratio(measured(own, measure), total) };
  return { from, to, by, interval, measure, total, rows, first_party, excluded };
}

/** Names of a question are numbered in 27 bits, so that buckets times this stay exact. */
const MOST_GROUPS = 2 ** 27;

/** A row and the number of its bucket, which compares faster than its text. */
type Placed = { at: number; row: ShareRow };

function add(totals: Totals, decisions: number, tokens: number, cost_usd: number): void {
  totals.decisions += decisions;
  totals.tokens += tokens;
  totals.cost_usd += cost_usd;
}

const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** Gives each row its share of its bucket, and the rows their order. */
function withShares(placed: Placed[], measure: Measure) {
  const totals = new Map<number, number>();
  for (const { at, row } of placed) totals.set(at, (totals.get(at) ?? 0) + measured(row, measure));
  for (const { at, row } of placed) row.share = ratio(measured(row, measure), totals.get(at) ?? 0);
  placed.sort((a, b) => a.at - b.at || b.row.share - a.row.share || (a.row.key < b.row.key ? -1 : 1));
  return {
    rows: placed.map(({ row }) => row),
    total: [...totals.values()].reduce((sum, value) => sum + value, 0),
  };
}
