import { numberWord } from "@/lib/kernel/format";
import { uniqueById } from "./collections";
import { money } from "./factors/money";
import { decidingRights, rightsFactor } from "./factors/rights";
import { holdsRight, invested, investeeBy } from "./facts/deals";
import type { Graph, HeldRight, Holding } from "./graph";
import type { Fact } from "./path";
import type { Factor } from "./severity";
import type { SnapshotParty } from "./snapshot";

/** What somebody has at stake in some parties: the facts for the path and the two factors that rest on them. */
export type Stake = { investments: Fact[]; rights: Fact[]; money: Factor; rights_factor: Factor };

/** A party and those above it, as far as they are not ours: an investment in a parent reaches its products. */
const reach = (graph: Graph, party: SnapshotParty): SnapshotParty[] =>
  graph.lineage(party.id).filter(({ id }) => !graph.isOurSide(id));

const known = (graph: Graph, id: string): SnapshotParty[] => {
  const party = graph.party(id);
  return party ? [party] : [];
};

/** Participations of the investors in the parties, and why the parties count as held where there is none. */
export function investmentFacts(
  graph: Graph,
  parties: readonly SnapshotParty[],
  isInvestor: (party_id: string) => boolean,
  needed: boolean,
): { facts: Fact[]; holdings: Holding[] } {
  const holdings: Holding[] = [];
  const facts: Fact[] = [];
  for (const party of uniqueById(parties.flatMap((one) => reach(graph, one)))) {
    const held = graph
      .holdingsIn(party.id)
      .filter(({ participation }) => isInvestor(participation.investor_id));
    holdings.push(...held);
    for (const holding of held)
      for (const investor of known(graph, holding.participation.investor_id))
        facts.push({ ...invested(graph, holding, investor, party), needed });
    if (held.length === 0 && graph.platform && isInvestor(graph.platform.id))
      for (const partnership of graph
        .partnerships(party.id)
        .filter(({ kinds }) => kinds.includes("investee")))
        facts.push({ ...investeeBy(graph, partnership, graph.platform, party), needed });
  }
  return { facts, holdings };
}

/** The rights that holders have over the parties, with the facts that decide the factor. */
export function rightsFacts(
  graph: Graph,
  parties: readonly SnapshotParty[],
  isHolder: (party_id: string) => boolean,
  accept: (right: HeldRight) => boolean = () => true,
): { facts: Fact[]; factor: Factor } {
  const over = uniqueById(parties.flatMap((one) => reach(graph, one)));
  const held = over.flatMap((party) =>
    graph.rightsOver(party.id).filter((one) => isHolder(one.right.holder_id) && accept(one)),
  );
  const facts = decidingRights(held).flatMap((one) => {
    const [holder] = known(graph, one.right.holder_id);
    const [party] = known(graph, one.partnership.partner_id);
    return holder && party ? [holdsRight(graph, one, holder, party)] : [];
  });
  const [first] = parties;
  const many = parties.length === 2 ? "either" : `any of the ${numberWord(parties.length)}`;
  const words = parties.length === 1 && first ? first.name : many;
  return { facts, factor: rightsFactor(held, words) };
}

/** What we have at stake in the parties. `needed`: whether the overlap rests on the investment. */
export function ourStake(graph: Graph, parties: readonly SnapshotParty[], needed = false): Stake {
  const { facts, holdings } = investmentFacts(graph, parties, graph.isOurSide, needed);
  const rights = rightsFacts(graph, parties, graph.isOurSide);
  return {
    investments: facts,
    rights: rights.facts,
    money: money(graph, holdings, parties),
    rights_factor: rights.factor,
  };
}

/** Whether we invested in a party or in one above it. */
export const weInvestIn = (graph: Graph, party: SnapshotParty): boolean =>
  reach(graph, party).some(({ id }) => graph.isInvestee(id));
