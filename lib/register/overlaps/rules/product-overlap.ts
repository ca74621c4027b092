import { byCloseness, type Contest, meetings } from "../contest";
import { alternatives } from "../factors/alternatives";
import { closeness } from "../factors/closeness";
import { trafficFactor } from "../factors/traffic";
import { owns, soldIn } from "../facts/market";
import type { Graph } from "../graph";
import type { Hit, Rule } from "../hit";
import type { SnapshotParty } from "../snapshot";
import { ourStake, type Stake, weInvestIn } from "../stake";

/** Of every pair of an own and a partner's product that meet, the closest meeting. */
function closestPairs(graph: Graph): Contest[] {
  const pairs = new Map<string, Contest>();
  for (const own of graph.ownProducts)
    for (const contest of meetings(graph.tree, own, graph.partnerMarket)) {
      const pair = `${own.id}:${contest.right.product.id}`;
      const known = pairs.get(pair);
      if (!known || byCloseness(contest, known) < 0) pairs.set(pair, contest);
    }
  return [...pairs.values()];
}

type Against = { platform: SnapshotParty; partner: SnapshotParty; stake: Stake };

function toHit(graph: Graph, contest: Contest, { platform, partner, stake }: Against): Hit {
  const [own, theirs] = [contest.left.product, contest.right.product];
  const traffic_scope = { product_ids: [own.id, theirs.id].sort() };
  const invest = weInvestIn(graph, partner) ? `, in which we invest` : "";
  return {
    kind: "product_overlap",
    identity: `product_overlap:${own.id}:${theirs.id}`,
    title: `Our own ${own.name} competes with ${theirs.name} of ${partner.name}${invest}.`,
    segment_id: contest.segment.id,
    weight: 1,
    facts: [
      soldIn(graph, own, contest.segment),
      soldIn(graph, theirs, contest.segment),
      owns(graph, own, platform),
      owns(graph, theirs, partner),
      ...stake.investments,
      ...stake.rights,
    ],
    factors: [
      closeness(graph, contest),
      stake.money,
      stake.rights_factor,
      trafficFactor(traffic_scope, graph.snapshot.traffic),
      alternatives(graph, [theirs]),
    ],
    traffic_scope,
    parties: [
      { party_id: platform.id, role: "platform" },
      { party_id: partner.id, role: "partner" },
    ],
  };
}

/** First-party product against a partner's, both live, in the same segment or one above the other. */
export const productOverlap: Rule = {
  number: 1,
  kind: "product_overlap",
  version: "1.0",
  words: "An own product and a partner’s product, both live, in the same segment or one above the other",
  detect: (graph) => {
    const { platform } = graph;
    if (!platform) return [];
    const stakes = new Map<string, Stake>();
    return closestPairs(graph).flatMap((contest) => {
      const partner = graph.partnerOf(contest.right.product.owner_id);
      if (!partner) return [];
      const stake = stakes.get(partner.id) ?? ourStake(graph, [partner]);
      stakes.set(partner.id, stake);
      return [toHit(graph, contest, { platform, partner, stake })];
    });
  },
};
