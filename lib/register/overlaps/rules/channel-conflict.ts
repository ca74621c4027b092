import { byKey } from "../collections";
import { noLaterThan } from "../dates";
import { alternatives } from "../factors/alternatives";
import { sameProduct } from "../factors/closeness";
import { trafficFactor } from "../factors/traffic";
import { available, owns } from "../facts/market";
import type { Graph } from "../graph";
import type { Hit, Rule } from "../hit";
import { isAvailable } from "../lifecycle";
import type { PathPartyRole } from "../path";
import type { SnapshotAvailability, SnapshotParty, SnapshotProduct } from "../snapshot";
import { ourStake } from "../stake";

type Offer = { channel: SnapshotParty; availability: SnapshotAvailability };
type Conflict = {
  product: SnapshotProduct;
  partner: SnapshotParty;
  ours: Offer;
  /** Null where the product is exclusive to us. */
  rival: Offer | null;
  /** Whether the rival was surely no later; null where the dates do not say. */
  sure: true | null;
};

function offersOf(graph: Graph, product: SnapshotProduct): Offer[] {
  return product.availability
    .filter((one) => isAvailable(one, graph.snapshot.as_of_ms))
    .flatMap((availability) => {
      const channel = graph.party(availability.channel_id);
      return channel ? [{ channel, availability }] : [];
    })
    .toSorted((a, b) => byKey(a.channel, b.channel));
}

function conflictsOf(graph: Graph, product: SnapshotProduct): Conflict[] {
  const partner = graph.partnerOf(product.owner_id);
  const offers = offersOf(graph, product);
  const [ours] = offers.filter(({ channel }) => graph.isOurs(channel.id));
  if (!partner || !ours) return [];
  const exclusive: Conflict[] =
    ours.availability.exclusive === true ? [{ product, partner, ours, rival: null, sure: true }] : [];
  const rivals = offers.filter(
    ({ channel }) => channel.kinds.includes("rival_platform") && !graph.isOurSide(channel.id),
  );
  return exclusive.concat(
    rivals.flatMap((rival) => {
      const sure = noLaterThan(rival.availability.from, ours.availability.from);
      return sure === false ? [] : [{ product, partner, ours, rival, sure }];
    }),
  );
}

function titleOf({ product, partner, rival, sure }: Conflict): string {
  if (!rival) return `${product.name} of ${partner.name} is exclusive to our platform.`;
  if (sure)
    return `${product.name} of ${partner.name} was on ${rival.channel.name} no later than on our platform.`;
  return `${product.name} of ${partner.name} is on ${rival.channel.name} as well as on our platform, and since when is not known.`;
}

function toHit(graph: Graph, conflict: Conflict): Hit {
  const { product, partner, ours, rival, sure } = conflict;
  const stake = ourStake(graph, [partner]);
  const traffic_scope = { product_ids: [product.id] };
  const rivalRole: { party_id: string; role: PathPartyRole }[] =
    rival && rival.channel.id !== partner.id ? [{ party_id: rival.channel.id, role: "rival_platform" }] : [];
  return {
    kind: "channel_conflict",
    identity: `channel_conflict:${product.id}:${rival ? rival.channel.id : "exclusive"}`,
    title: titleOf(conflict),
    segment_id: product.segment_ids[0] ?? null,
    weight: sure ? 1 : 0.5,
    facts: [
      available(graph, product, ours.channel, ours.availability),
      ...(rival ? [available(graph, product, rival.channel, rival.availability)] : []),
      owns(graph, product, partner),
      ...stake.investments,
      ...stake.rights,
    ],
    factors: [
      sameProduct(product.name),
      stake.money,
      stake.rights_factor,
      trafficFactor(traffic_scope, graph.snapshot.traffic),
      alternatives(graph, [product]),
    ],
    traffic_scope,
    parties: [
      { party_id: ours.channel.id, role: "platform" },
      { party_id: partner.id, role: "partner" },
      ...rivalRole,
    ],
  };
}

/** A partner's product that is exclusive to us, or that a rival platform had no later than ours. */
export const channelConflict: Rule = {
  number: 6,
  kind: "channel_conflict",
  version: "1.0",
  words: "A partner’s product exclusive to us, or on a rival platform no later than on ours",
  detect: (graph) =>
    graph.partnerProducts.flatMap((product) => conflictsOf(graph, product)).map((one) => toHit(graph, one)),
};
