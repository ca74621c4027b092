import { byKey } from "../collections";
import type { Rivalry } from "../contest";
import { alternatives } from "../factors/alternatives";
import { closeness } from "../factors/closeness";
import { trafficFactor } from "../factors/traffic";
import { holdsRight, rightWords } from "../facts/deals";
import type { Graph, HeldRight } from "../graph";
import type { Hit, Rule } from "../hit";
import { namesOf } from "../nodes";
import type { SnapshotParty } from "../snapshot";
import { ourStake } from "../stake";
import { rivalryFacts } from "./rival-investees";

/** Rights that let us know what a competitor should not. */
const KNOWING = new Set(["information", "data_access"]);

type Missing = {
  held: HeldRight;
  holder: SnapshotParty;
  partner: SnapshotParty;
  platform: SnapshotParty;
  rivalry: Rivalry;
};

function missingAround(graph: Graph, partner: SnapshotParty, platform: SnapshotParty): Missing[] {
  const telling = graph
    .rightsOver(partner.id)
    .filter(
      ({ right }) => KNOWING.has(right.type) && right.state === "agreed" && graph.isOurSide(right.holder_id),
    );
  if (telling.length === 0 || graph.snapshot.walls.some(({ party_id }) => party_id === partner.id)) return [];
  const rivalry = graph.competeWithUs(partner.id);
  if (!rivalry) return [];
  return telling.flatMap((held) => {
    const holder = graph.party(held.right.holder_id);
    return holder ? [{ held, holder, partner, platform, rivalry }] : [];
  });
}

const titleOf = ({ right }: HeldRight, partner: SnapshotParty, { left, right: theirs }: Rivalry): string =>
  `We hold ${rightWords(right.type)} over ${partner.name} and sell ${namesOf(left)} against its ${namesOf(theirs)}, with no wall between.`;

function toHit(graph: Graph, { held, holder, partner, platform, rivalry }: Missing): Hit {
  const stake = ourStake(graph, [partner]);
  const traffic_scope = { product_ids: rivalry.product_ids };
  const right = { ...holdsRight(graph, held, holder, partner), needed: true };
  return {
    kind: "wall_missing",
    identity: `wall_missing:${held.right.id}`,
    title: titleOf(held, partner, rivalry),
    segment_id: rivalry.closest.segment.id,
    weight: 1,
    facts: [
      ...rivalryFacts(graph, rivalry, platform, partner),
      right,
      ...stake.investments,
      ...stake.rights.filter(({ id }) => id !== right.id),
    ],
    factors: [
      closeness(graph, rivalry.closest),
      stake.money,
      stake.rights_factor,
      trafficFactor(traffic_scope, graph.snapshot.traffic),
      alternatives(graph, rivalry.right),
    ],
    traffic_scope,
    parties: [
      { party_id: platform.id, role: "platform" },
      { party_id: partner.id, role: "partner" },
    ],
  };
}

/** A right of ours to a partner's information or data, an own product in its segment, and no wall. */
export const wallMissing: Rule = {
  number: 5,
  kind: "wall_missing",
  version: "1.0",
  words: "An information or data-access right over a partner, an own product in its segment, and no wall",
  detect: (graph) => {
    const { platform } = graph;
    if (!platform) return [];
    return graph.snapshot.parties
      .filter(({ id }) => graph.partnerOf(id)?.id === id)
      .toSorted(byKey)
      .flatMap((partner) => missingAround(graph, partner, platform))
      .map((missing) => toHit(graph, missing));
  },
};
