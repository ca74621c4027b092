import { compare, push } from "./collections";
import type { SegmentTree } from "./segments";
import type { SnapshotProduct, SnapshotSegment } from "./snapshot";

type Seat = { product: SnapshotProduct; segment: SnapshotSegment; distance: number };

/** Where two sides meet: live products in the same segment, or in one that lies above or below the other. */
export type Contest = {
  /** 0: the same segment; else how many levels lie between. */
  distance: number;
  /** The wider of the two segments, in which both are. */
  segment: SnapshotSegment;
  left: Seat;
  right: Seat;
};

/** Products by segment, so that meeting is a look-up and not a comparison of everything with everything. */
export type Market = { direct: Map<string, Seat[]>; under: Map<string, Seat[]> };

/** Lays products out over the segment tree. `under` holds those of segments below, with the levels between. */
export function layMarket(tree: SegmentTree, products: Iterable<SnapshotProduct>): Market {
  const market: Market = { direct: new Map(), under: new Map() };
  for (const product of products)
    for (const id of product.segment_ids) {
      const [segment, ...above] = tree.lineage(id);
      if (!segment) continue;
      push(market.direct, id, { product, segment, distance: 0 });
      for (const [index, ancestor] of above.entries())
        push(market.under, ancestor.id, { product, segment, distance: index + 1 });
    }
  return market;
}

/** Every meeting of one product with the products of a market. */
export function* meetings(tree: SegmentTree, product: SnapshotProduct, market: Market): Generator<Contest> {
  for (const id of product.segment_ids) {
    const line = tree.lineage(id);
    const own = line[0];
    if (!own) continue;
    const left = { product, segment: own, distance: 0 };
    for (const [distance, segment] of line.entries())
      for (const right of market.direct.get(segment.id) ?? []) yield { distance, segment, left, right };
    for (const right of market.under.get(id) ?? [])
      yield { distance: right.distance, segment: own, left, right };
  }
}

/** The closer meeting first; of equals the segment that comes first by key. */
const byPlace = (a: Contest, b: Contest): number =>
  a.distance - b.distance || compare(a.segment.key, b.segment.key);

/** Closest first, then by keys, so that the same facts give the same answer in any order of records. */
export function byCloseness(a: Contest, b: Contest): number {
  return (
    byPlace(a, b) ||
    compare(a.left.product.key, b.left.product.key) ||
    compare(a.right.product.key, b.right.product.key) ||
    compare(a.right.segment.key, b.right.segment.key)
  );
}

export type Rivalry = {
  closest: Contest;
  /** Products of either side that meet in the closest segment, in order of key, at most eight a side. */
  left: SnapshotProduct[];
  right: SnapshotProduct[];
  /** All products of either side that meet anywhere. */
  product_ids: string[];
};

const SHOWN = 8;

type Side = Map<string, SnapshotProduct>;

/** How two sets of live products compete; null when they meet nowhere. */
export function rivalry(tree: SegmentTree, left: readonly SnapshotProduct[], market: Market): Rivalry | null {
  let closest: Contest | null = null;
  let near: { left: Side; right: Side } = { left: new Map(), right: new Map() };
  const product_ids = new Set<string>();
  for (const product of left)
    for (const contest of meetings(tree, product, market)) {
      const { left, right } = contest;
      product_ids.add(left.product.id).add(right.product.id);
      if (!closest || byPlace(contest, closest) < 0) near = { left: new Map(), right: new Map() };
      if (closest && byPlace(contest, closest) > 0) continue;
      near.left.set(left.product.id, left.product);
      near.right.set(right.product.id, right.product);
      if (!closest || byCloseness(contest, closest) < 0) closest = contest;
    }
  return (
    closest && {
      closest,
      left: shown(near.left),
      right: shown(near.right),
      product_ids: [...product_ids].sort(),
    }
  );
}

const shown = (side: Side) => [...side.values()].sort((a, b) => compare(a.key, b.key)).slice(0, SHOWN);
