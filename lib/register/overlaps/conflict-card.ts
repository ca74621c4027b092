import { type Actor, authorize } from "@/lib/access";
import { type Tx, withActor } from "@/lib/db/server";
import { sumDecimals } from "@/lib/kernel/decimal";
import { notFound } from "@/lib/kernel/errors";
import type { Bound } from "../fields";
import { boundOfSum } from "./bounds";
import { groupBy } from "./collections";
import { isInForce } from "./lifecycle";
import { loadDeals } from "./load-deals";
import { type ConflictCard, OPEN_STATUSES, type OverlapListItem } from "./schema";
import { lineageOf } from "./segments";
import type { RegisterSnapshot, SnapshotParticipation, SnapshotRound } from "./snapshot";
import { loadOverlaps } from "./store";
import { toOverlapListItem } from "./view";

type Party = {
  id: string;
  key: string;
  name: string;
  ordinal: number;
  kinds: string[];
  parent_id: string | null;
};
type Deals = Pick<RegisterSnapshot, "partnerships" | "rights" | "rounds">;
type World = {
  parties: Party[];
  ours: ReadonlySet<string>;
  deals: Deals;
  overlaps: OverlapListItem[];
};

/** Money, rights, open overlaps and next date of one partner, by key, as far as the actor sees. Throws 404. */
export async function conflictCard(actor: Actor, key: string): Promise<ConflictCard> {
  authorize(actor, "overlap:read");
  const world = await withActor(actor, (tx) => loadWorld(tx, actor));
  const party = world.parties.find((one) => one.key === key);
  if (!party) throw notFound();
  return cardOf(world, party);
}

/** The cards of all partners, in order of entry. */
export async function conflictCards(actor: Actor): Promise<ConflictCard[]> {
  authorize(actor, "overlap:read");
  const world = await withActor(actor, (tx) => loadWorld(tx, actor));
  const { parties, ours, deals } = world;
  const withUs = new Set(deals.partnerships.map(({ partner_id }) => partner_id));
  return parties
    .filter(({ id, kinds }) => !ours.has(id) && (kinds.includes("partner") || withUs.has(id)))
    .map((party) => cardOf(world, party));
}

async function loadWorld(tx: Tx, actor: Actor): Promise<World> {
  const parties = await tx.party.findMany({
    where: { retired_at: null },
    select: { id: true, key: true, name: true, ordinal: true, kinds: true, parent_id: true },
    orderBy: { ordinal: "asc" },
  });
  const byId = new Map(parties.map((party) => [party.id, party]));
  const platform = parties.find(({ kinds }) => kinds.includes("platform"));
  const above = platform ? lineageOf(byId, platform.id) : [];
  const below = parties.filter(({ id }) => platform && lineageOf(byId, id).includes(platform));
  const now_ms = Date.now();
  const deals = await loadDeals(tx, () => []);
  return {
    parties,
    ours: new Set([...above, ...below].map(({ id }) => id)),
    deals: { ...deals, partnerships: deals.partnerships.filter((one) => isInForce(one, now_ms)) },
    overlaps: (await loadOverlaps(tx, actor)).map(toOverlapListItem),
  };
}

function cardOf(
  { parties, ours, deals, overlaps }: World,
  { id, parent_id: _, ...party }: Party,
): ConflictCard {
  const partnerships = deals.partnerships.filter(({ partner_id }) => partner_id === id);
  const concerned = overlaps
    .filter((one) => OPEN_STATUSES.includes(one.status) && one.parties.includes(party.key))
    .sort((a, b) => b.severity - a.severity || b.points - a.points || (a.key < b.key ? -1 : 1));
  const nameOf = new Map(parties.map(({ id, name }) => [id, name]));
  const theirs = new Set(partnerships.map((one) => one.id));
  return {
    party,
    partnership_kinds: [...new Set(partnerships.flatMap(({ kinds }) => kinds))],
    money: moneyOf(deals.rounds, id, ours),
    rights: deals.rights
      .filter(({ partnership_id }) => theirs.has(partnership_id))
      .map(({ key, type, state, holder_id }) => ({
        key,
        type,
        state,
        holder: nameOf.get(holder_id) ?? "",
        ours: ours.has(holder_id),
      })),
    competes_with: rivalsOf(
      concerned,
      new Set([party.name, ...parties.filter((one) => ours.has(one.id)).map(({ name }) => name)]),
    ),
    overlaps: { open: concerned.length, highest_severity: concerned[0]?.severity ?? null, items: concerned },
    next_date: nextDate(concerned),
  };
}

function moneyOf(
  rounds: readonly SnapshotRound[],
  party_id: string,
  ours: ReadonlySet<string>,
): ConflictCard["money"] {
  const stakes = rounds
    .filter(({ investee_id }) => investee_id === party_id)
    .flatMap(({ currency, participations }) =>
      participations.filter(({ investor_id }) => ours.has(investor_id)).map((stake) => ({ currency, stake })),
    );
  return [...groupBy(stakes, ({ currency }) => currency ?? "").values()].map((group) => {
    const known = group.flatMap(({ stake }) => (stake.amount === null ? [] : [stake.amount]));
    return {
      currency: group[0]?.currency ?? null,
      amount: known.length > 0 ? sumDecimals(known) : null,
      bound: boundOf(group.map(({ stake }) => stake)),
      unknown_amounts: group.length - known.length,
      reports_differ: group.some(({ stake }) => differs(stake)),
    };
  });
}

function boundOf(stakes: readonly SnapshotParticipation[]): Bound {
  const known = stakes.filter(({ amount }) => amount !== null);
  return known.length === 0 ? "unknown" : boundOfSum(known.map(({ bound }) => bound));
}

const differs = ({ amount, bound, reported }: SnapshotParticipation): boolean =>
  new Set([{ amount, bound }, ...reported].map((one) => `${one.amount} ${one.bound}`)).size > 1;

/** `known`: names that are not told again, ours and the partner's own. */
function rivalsOf(
  overlaps: readonly OverlapListItem[],
  known: ReadonlySet<string>,
): ConflictCard["competes_with"] {
  const direct = overlaps.filter(({ kind }) => kind === "product_overlap");
  const rivals = overlaps.filter(({ kind }) => kind === "rival_investees");
  const names = rivals.flatMap(({ party_names }) => party_names).filter((name) => !known.has(name));
  return {
    own_products: [...new Set(direct.flatMap((one) => one.own_products))].sort(),
    segments: [...new Set([...direct, ...rivals].flatMap((one) => one.segment_name ?? []))].sort(),
    parties: [...new Set(names)].sort(),
  };
}

function nextDate(overlaps: readonly OverlapListItem[]): ConflictCard["next_date"] {
  const dated = overlaps.flatMap(({ due, key }) => (due === null ? [] : [{ day: due, overlap: key }]));
  return dated.reduce<ConflictCard["next_date"]>((a, b) => (a && a.day <= b.day ? a : b), null);
}
