import type { Rivalry } from "../contest";
import { alternatives } from "../factors/alternatives";
import { closeness } from "../factors/closeness";
import { trafficFactor } from "../factors/traffic";
import { owns, soldIn } from "../facts/market";
import type { Graph } from "../graph";
import type { Hit, Rule } from "../hit";
import type { SnapshotParty } from "../snapshot";
import { ourStake } from "../stake";

/** Facts that make two parties rivals: what each sells in the segment where they meet, and that it is theirs. */
export function rivalryFacts(graph: Graph, rivalry: Rivalry, left: SnapshotParty, right: SnapshotParty) {
  const { segment } = rivalry.closest;
  return [
    ...[...rivalry.left, ...rivalry.right].map((product) => soldIn(graph, product, segment)),
    ...rivalry.left.map((product) => owns(graph, product, left)),
    ...rivalry.right.map((product) => owns(graph, product, right)),
  ];
}

/** Every two of a list, in its order; a party and one above it do not stand against each other. */
export function* pairsOf(
  graph: Graph,
  parties: readonly SnapshotParty[],
): Generator<[SnapshotParty, SnapshotParty]> {
  for (const [index, left] of parties.entries())
    for (const right of parties.slice(index + 1)) {
      const related = graph.lineage(left.id).includes(right) || graph.lineage(right.id).includes(left);
      if (!related) yield [left, right];
    }
}

function toHit(graph: Graph, left: SnapshotParty, right: SnapshotParty, rivalry: Rivalry): Hit {
  const { segment } = rivalry.closest;
  const stake = ourStake(graph, [left, right], true);
  const traffic_scope = { product_ids: rivalry.product_ids };
  const platform = graph.platform ? [{ party_id: graph.platform.id, role: "platform" as const }] : [];
  return {
    kind: "rival_investees",
    identity: `rival_investees:${[left.id, right.id].sort().join(":")}`,
    title: `We invest in ${left.name} and in ${right.name}, which compete in ${segment.name.toLowerCase()}.`,
    segment_id: segment.id,
    weight: 1,
    facts: [...rivalryFacts(graph, rivalry, left, right), ...stake.investments, ...stake.rights],
    factors: [
      closeness(graph, rivalry.closest),
      stake.money,
      stake.rights_factor,
      trafficFactor(traffic_scope, graph.snapshot.traffic),
      alternatives(graph, [...rivalry.left, ...rivalry.right]),
    ],
    traffic_scope,
    parties: [...platform, { party_id: left.id, role: "investee" }, { party_id: right.id, role: "investee" }],
  };
}

/** Two investees with live products in one segment. */
export const rivalInvestees: Rule = {
  number: 2,
  kind: "rival_investees",
  version: "1.0",
  words: "Two parties that we invest in, with live products in one segment",
  detect: (graph) =>
    [...pairsOf(graph, graph.investees)].flatMap(([left, right]) => {
      const rivalry = graph.compete(left.id, right.id);
      return rivalry ? [toHit(graph, left, right, rivalry)] : [];
    }),
};
