import { formatNumber } from "@/lib/kernel/format";
import { byKey, uniqueById } from "../collections";
import type { Rivalry } from "../contest";
import { alternatives } from "../factors/alternatives";
import { closeness } from "../factors/closeness";
import { money } from "../factors/money";
import { trafficFactor } from "../factors/traffic";
import { coHolds } from "../facts/deals";
import type { Graph } from "../graph";
import type { Hit, Rule } from "../hit";
import type { SnapshotCoHolding, SnapshotParty } from "../snapshot";
import { investmentFacts, rightsFacts } from "../stake";
import { pairsOf, rivalryFacts } from "./rival-investees";

/** Rights that make a shared investor worse: they carry knowledge from one rival to the other. */
const TELLING = new Set(["board_seat", "board_observer", "information"]);

type Shared = {
  left: SnapshotParty;
  right: SnapshotParty;
  rivalry: Rivalry;
  /** Null for the investors of a co-holding that nobody has named. */
  investor: SnapshotParty | null;
  co_holdings: SnapshotCoHolding[];
};

/** Parties that an investor holds: by participations and by co-holdings that name it. */
function held(graph: Graph): Map<string, Set<string>> {
  const map = new Map<string, Set<string>>();
  const add = (investor: string, party: string) =>
    map.set(investor, (map.get(investor) ?? new Set<string>()).add(party));
  for (const round of graph.snapshot.rounds)
    for (const { investor_id } of round.participations) add(investor_id, round.investee_id);
  for (const { named_ids, party_ids } of graph.snapshot.co_holdings)
    for (const investor of named_ids) for (const party of party_ids) add(investor, party);
  return map;
}

const partiesOf = (graph: Graph, ids: Iterable<string>): SnapshotParty[] =>
  [...ids].flatMap((id) => graph.party(id) ?? []).sort(byKey);

const holdsBoth = ({ party_ids }: SnapshotCoHolding, left: SnapshotParty, right: SnapshotParty) =>
  party_ids.includes(left.id) && party_ids.includes(right.id);

function byInvestor(graph: Graph): Shared[] {
  return [...held(graph)].flatMap(([investor_id, party_ids]) => {
    const [investor] = partiesOf(graph, [investor_id]);
    if (!investor || graph.isOurSide(investor_id)) return [];
    const rivals = partiesOf(graph, party_ids).filter(({ id }) => id !== investor_id);
    return [...pairsOf(graph, rivals)].flatMap(([left, right]) => {
      const rivalry = graph.compete(left.id, right.id);
      const named = graph.snapshot.co_holdings.filter((one) => one.named_ids.includes(investor_id));
      const co_holdings = named.filter(
        (one) => one.party_ids.includes(left.id) || one.party_ids.includes(right.id),
      );
      return rivalry ? [{ left, right, rivalry, investor, co_holdings }] : [];
    });
  });
}

/** A co-holding stands for itself where it speaks of more investors than it names. */
function byCoHolding(graph: Graph): Shared[] {
  return graph.snapshot.co_holdings
    .filter(({ at_least, named_ids }) => at_least === null || at_least > named_ids.length)
    .flatMap((co_holding) =>
      [...pairsOf(graph, partiesOf(graph, co_holding.party_ids))].flatMap(([left, right]) => {
        const rivalry = graph.compete(left.id, right.id);
        return rivalry ? [{ left, right, rivalry, investor: null, co_holdings: [co_holding] }] : [];
      }),
    );
}

function titleOf({ left, right, rivalry, investor, co_holdings }: Shared): string {
  const count = co_holdings[0]?.at_least ?? null;
  const who =
    investor?.name ?? (count === null ? "Several investors" : `At least ${formatNumber(count)} investors`);
  const holds = investor ? "holds" : "hold";
  const where = rivalry.closest.segment.name.toLowerCase();
  return `${who} ${holds} stakes in ${left.name} and in ${right.name}, which compete in ${where}.`;
}

function toHit(graph: Graph, shared: Shared): Hit {
  const { left, right, rivalry, investor, co_holdings } = shared;
  const isInvestor = (id: string) => id === investor?.id;
  const stakes = investmentFacts(graph, [left, right], isInvestor, true);
  const rights = rightsFacts(graph, [left, right], isInvestor, ({ right: one }) => TELLING.has(one.type));
  const held = co_holdings.map((one) => {
    const both = holdsBoth(one, left, right) ? [left, right] : partiesOf(graph, one.party_ids);
    return coHolds(graph, one, both, investor);
  });
  const traffic_scope = { product_ids: rivalry.product_ids };
  const who = investor ? investor.id : `co_holding:${co_holdings[0]?.id}`;
  const others = uniqueById([left, right]).map(({ id }) => ({ party_id: id, role: "partner" as const }));
  return {
    kind: "shared_investor",
    identity: `shared_investor:${who}:${[left.id, right.id].sort().join(":")}`,
    title: titleOf(shared),
    segment_id: rivalry.closest.segment.id,
    weight: 1,
    facts: [...rivalryFacts(graph, rivalry, left, right), ...held, ...stakes.facts, ...rights.facts],
    factors: [
      closeness(graph, rivalry.closest),
      money(graph, stakes.holdings, [left, right]),
      rights.factor,
      trafficFactor(traffic_scope, graph.snapshot.traffic),
      alternatives(graph, [...rivalry.left, ...rivalry.right]),
    ],
    traffic_scope,
    parties: [...(investor ? [{ party_id: investor.id, role: "investor" as const }] : []), ...others],
  };
}

/** An investor other than us, or a co-holding, with two parties that compete. */
export const sharedInvestor: Rule = {
  number: 3,
  kind: "shared_investor",
  version: "1.0",
  words: "An investor other than us, or a co-holding, with two parties that compete",
  detect: (graph) => [...byInvestor(graph), ...byCoHolding(graph)].map((shared) => toHit(graph, shared)),
};
