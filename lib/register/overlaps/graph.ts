import { byKey, groupBy, push } from "./collections";
import { layMarket, type Market, type Rivalry, rivalry } from "./contest";
import { isInForce, isLive } from "./lifecycle";
import { lineageOf, type SegmentTree, segmentTree } from "./segments";
import type {
  RegisterSnapshot,
  SnapshotParticipation,
  SnapshotPartnership,
  SnapshotParty,
  SnapshotProduct,
  SnapshotRight,
  SnapshotRound,
} from "./snapshot";

export type Holding = { round: SnapshotRound; participation: SnapshotParticipation };
export type HeldRight = { right: SnapshotRight; partnership: SnapshotPartnership };

/** The snapshot with its relations looked up once; every rule reads from here. */
export type Graph = {
  snapshot: RegisterSnapshot;
  tree: SegmentTree;
  platform: SnapshotParty | null;
  party: (id: string) => SnapshotParty | undefined;
  product: (id: string) => SnapshotProduct | undefined;
  lineage: (party_id: string) => SnapshotParty[];
  /** The platform and every party below it: what they own is first-party. */
  isOurs: (party_id: string) => boolean;
  /** Ours, or above the platform: whose investments count as ours. */
  isOurSide: (party_id: string) => boolean;
  /** The partner that a party is or belongs to; null for ours and for everybody else. */
  partnerOf: (party_id: string) => SnapshotParty | null;
  partnerships: (party_id: string) => SnapshotPartnership[];
  rightsOver: (party_id: string) => HeldRight[];
  /** Participations in a party, by whom. */
  holdingsIn: (party_id: string) => Holding[];
  investees: SnapshotParty[];
  isInvestee: (party_id: string) => boolean;
  ownProducts: SnapshotProduct[];
  partnerProducts: SnapshotProduct[];
  partnerMarket: Market;
  /** How two parties compete; null when they do not. Left and right are in the order asked. */
  compete: (left_id: string, right_id: string) => Rivalry | null;
  /** How our live products compete with a party's. */
  competeWithUs: (party_id: string) => Rivalry | null;
};

/** Looks the snapshot's relations up once, in time linear in its size. */
export function graphOf(snapshot: RegisterSnapshot): Graph {
  const kin = kinship(snapshot);
  const holdings = money(snapshot, kin);
  const market = products(snapshot, kin);
  return { snapshot, ...kin, ...holdings, ...market };
}

function kinship({ parties, partnerships, rights, as_of_ms }: RegisterSnapshot) {
  const byId = new Map(parties.map((party) => [party.id, party]));
  const platform = parties.find((party) => party.kinds.includes("platform")) ?? null;
  const lineages = new Map(parties.map(({ id }) => [id, lineageOf(byId, id)]));
  const lineage = (id: string) => lineages.get(id) ?? [];
  const above = new Set(platform ? lineage(platform.id).map(({ id }) => id) : []);
  const ours = new Set(
    parties.filter(({ id }) => lineage(id).includes(platform ?? nobody)).map(({ id }) => id),
  );
  const valid = groupBy(
    partnerships.filter((partnership) => isInForce(partnership, as_of_ms)),
    ({ partner_id }) => partner_id,
  );
  const rightsBy = groupBy(rights, ({ partnership_id }) => partnership_id);
  const isOurSide = (id: string) => ours.has(id) || above.has(id);
  const isPartner = (party: SnapshotParty) => party.kinds.includes("partner") || valid.has(party.id);
  return {
    platform,
    party: (id: string) => byId.get(id),
    lineage,
    isOurs: (id: string) => ours.has(id),
    isOurSide,
    partnerOf: (id: string) => (isOurSide(id) ? null : (lineage(id).find(isPartner) ?? null)),
    partnerships: (id: string) => valid.get(id) ?? [],
    rightsOver: (id: string) =>
      (valid.get(id) ?? []).flatMap((partnership) =>
        (rightsBy.get(partnership.id) ?? []).map((right) => ({ right, partnership })),
      ),
  };
}

const nobody: SnapshotParty = { id: "", key: "", name: "", kinds: [], parent_id: null, source_ids: [] };

function money({ rounds, parties }: RegisterSnapshot, kin: ReturnType<typeof kinship>) {
  const all = rounds.flatMap((round) =>
    round.participations.map((participation) => ({ round, participation })),
  );
  const byInvestee = groupBy(all, ({ round }) => round.investee_id);
  const holdingsIn = (id: string) => byInvestee.get(id) ?? [];
  const isInvestee = (id: string) =>
    !kin.isOurSide(id) &&
    (holdingsIn(id).some(({ participation }) => kin.isOurSide(participation.investor_id)) ||
      kin.partnerships(id).some(({ kinds }) => kinds.includes("investee")));
  return {
    holdingsIn,
    isInvestee,
    investees: parties.filter(({ id }) => isInvestee(id)).sort(byKey),
  };
}

function products(snapshot: RegisterSnapshot, kin: ReturnType<typeof kinship>) {
  const tree = segmentTree(snapshot.segments);
  const byId = new Map(snapshot.products.map((product) => [product.id, product]));
  const live = snapshot.products.filter((product) => isLive(product, snapshot.as_of_ms));
  const ownProducts = live.filter(({ owner_id }) => kin.isOurs(owner_id));
  const partnerProducts = live.filter(({ owner_id }) => kin.partnerOf(owner_id) !== null);
  // A product counts for its owner and for every party above it.
  const byParty = new Map<string, SnapshotProduct[]>();
  for (const product of live) for (const { id } of kin.lineage(product.owner_id)) push(byParty, id, product);
  const markets = new Map<string, Market>();
  const marketOf = (id: string) => {
    const known = markets.get(id) ?? layMarket(tree, byParty.get(id) ?? []);
    markets.set(id, known);
    return known;
  };
  const compete = (left: string, right: string) => rivalry(tree, byParty.get(left) ?? [], marketOf(right));
  return {
    tree,
    product: (id: string) => byId.get(id),
    ownProducts,
    partnerProducts,
    partnerMarket: layMarket(tree, partnerProducts),
    compete,
    competeWithUs: (id: string) => rivalry(tree, ownProducts, marketOf(id)),
  };
}
