import { capitalise, countInWords, numberWord } from "@/lib/kernel/format";
import { byKey, groupBy, uniqueById } from "../collections";
import { layMarket, type Rivalry, rivalry } from "../contest";
import { alternatives } from "../factors/alternatives";
import { closeness } from "../factors/closeness";
import { trafficFactor } from "../factors/traffic";
import { type Candidate, names, ownsModels, runs } from "../facts/market";
import type { Graph } from "../graph";
import type { Hit, Rule } from "../hit";
import type { SnapshotParty, SnapshotPolicy, SnapshotProduct } from "../snapshot";
import { ourStake, weInvestIn } from "../stake";

/** The version of each router that is in force: the latest that has begun. */
export function policiesInForce({ policies, as_of_ms }: Graph["snapshot"]): SnapshotPolicy[] {
  const begun = policies.filter(({ from_ms }) => from_ms <= as_of_ms);
  return [...groupBy(begun, ({ router }) => router).values()].flatMap((versions) =>
    versions.toSorted((a, b) => b.from_ms - a.from_ms || (a.key < b.key ? 1 : -1)).slice(0, 1),
  );
}

const productsOf = (candidates: readonly Candidate[]): SnapshotProduct[] =>
  uniqueById(candidates.map(({ product }) => product)).sort(byKey);

function titleOf(graph: Graph, router: string, partners: readonly SnapshotParty[]): string {
  const ours = `We run the router ${router}, which chooses between our own models and those of`;
  const invested = partners.filter((party) => weInvestIn(graph, party)).length;
  const [only] = partners;
  if (partners.length === 1 && only) return `${ours} ${only.name}${invested ? ", in which we invest" : ""}.`;
  const count = countInWords(partners.length, "partner");
  if (invested === 0) return `${ours} ${count}.`;
  if (invested === partners.length) return `${ours} ${count} in which we invest.`;
  return `${ours} ${count}, in ${numberWord(invested)} of which we invest.`;
}

type Choice = { policy: SnapshotPolicy; own: Candidate[]; theirs: Candidate[]; partners: SnapshotParty[] };

function choiceOf(graph: Graph, policy: SnapshotPolicy): Choice | null {
  const known = policy.candidates.flatMap(({ name, product_id }) => {
    const product = product_id === null ? undefined : graph.product(product_id);
    return product ? [{ name, product }] : [];
  });
  const own = known.filter(({ product }) => graph.isOurs(product.owner_id));
  const theirs = known.filter(({ product }) => graph.partnerOf(product.owner_id) !== null);
  const partners = uniqueById(theirs.flatMap(({ product }) => graph.partnerOf(product.owner_id) ?? [])).sort(
    byKey,
  );
  return own.length > 0 && theirs.length > 0 ? { policy, own, theirs, partners } : null;
}

function ownership(graph: Graph, { own, theirs }: Choice, platform: SnapshotParty) {
  const facts = (
    candidates: readonly Candidate[],
    holder: (product: SnapshotProduct) => SnapshotParty | null,
  ) =>
    productsOf(candidates).flatMap((product) => {
      const owner = holder(product);
      const models = candidates.filter((candidate) => candidate.product.id === product.id);
      return owner ? [ownsModels(graph, product, models, owner)] : [];
    });
  return [...facts(own, () => platform), ...facts(theirs, ({ owner_id }) => graph.partnerOf(owner_id))];
}

function toHit(graph: Graph, choice: Choice, platform: SnapshotParty): Hit {
  const { policy, own, theirs, partners } = choice;
  const meeting: Rivalry | null = rivalry(
    graph.tree,
    productsOf(own),
    layMarket(graph.tree, productsOf(theirs)),
  );
  const stake = ourStake(graph, partners);
  const traffic_scope = { router: policy.router };
  return {
    kind: "router_overlap",
    identity: `router_overlap:${policy.router}`,
    title: capitalise(titleOf(graph, policy.router, partners)),
    segment_id: meeting?.closest.segment.id ?? null,
    weight: 1,
    facts: [
      runs(graph, policy, platform),
      names(graph, policy, own),
      names(graph, policy, theirs),
      ...ownership(graph, choice, platform),
      ...stake.investments,
      ...stake.rights,
    ],
    factors: [
      closeness(graph, meeting?.closest ?? null),
      stake.money,
      stake.rights_factor,
      trafficFactor(traffic_scope, graph.snapshot.traffic),
      alternatives(graph, productsOf(theirs)),
    ],
    traffic_scope,
    parties: [
      { party_id: platform.id, role: "platform" },
      ...partners.map(({ id }) => ({ party_id: id, role: "partner" as const })),
    ],
  };
}

/** A router whose policy in force names candidates of ours and of a partner. */
export const routerOverlap: Rule = {
  number: 4,
  kind: "router_overlap",
  version: "1.0",
  words: "A router whose policy in force names candidates of ours and of a partner",
  detect: (graph) => {
    const { platform } = graph;
    if (!platform) return [];
    return policiesInForce(graph.snapshot).flatMap((policy) => {
      const choice = choiceOf(graph, policy);
      return choice ? [toHit(graph, choice, platform)] : [];
    });
  },
};
