import { formatDate, formatList } from "@/lib/kernel/format";
import { inWords } from "../../list-query";
import type { Graph } from "../graph";
import { modelNode, partyNode, productNode, routerNode, segmentNode } from "../nodes";
import type { Fact } from "../path";
import type {
  SnapshotAvailability,
  SnapshotParty,
  SnapshotPolicy,
  SnapshotProduct,
  SnapshotSegment,
} from "../snapshot";

/** Products have no wall of their own: what is on the market is not confidential. */
const productFact = (
  product: SnapshotProduct,
): Pick<Fact, "entity" | "id" | "key" | "label" | "visibility" | "party_ids" | "source_ids" | "needed"> => ({
  entity: "product",
  id: product.id,
  key: product.key,
  label: product.name,
  visibility: product.source_ids.length > 0 ? "public" : "internal",
  party_ids: [product.owner_id],
  source_ids: [...product.source_ids],
  needed: true,
});

/** Claude is sold in foundation models. */
export function soldIn(graph: Graph, product: SnapshotProduct, segment: SnapshotSegment): Fact {
  const own = product.segment_ids
    .map((id) => graph.tree.get(id))
    .find(
      (one) =>
        one && (one.id === segment.id || graph.tree.lineage(one.id).some(({ id }) => id === segment.id)),
    );
  const place = own ? graph.tree.words(own.id) : segment.name;
  return {
    ...productFact(product),
    relation: "sold_in",
    sentence: `${product.name} is sold in ${place.toLowerCase()}`,
    links: [{ from: segmentNode(segment), to: productNode(graph, product) }],
    detail: product.lifecycle === null ? "lifecycle not known" : inWords(product.lifecycle),
    substance: `${product.lifecycle} in ${own?.id ?? segment.id}`,
  };
}

/** Anthropic owns Claude; through a party below it where that is so. */
export function owns(graph: Graph, product: SnapshotProduct, holder: SnapshotParty): Fact {
  const line = graph.lineage(product.owner_id);
  const between = line.slice(
    0,
    line.findIndex(({ id }) => id === holder.id),
  );
  const through = between.length > 0 ? ` through ${formatList(between.map(({ name }) => name))}` : "";
  return {
    ...productFact(product),
    relation: "owns",
    sentence: `${holder.name} owns ${product.name}${through}`,
    links: [{ from: productNode(graph, product), to: partyNode(graph, holder) }],
    substance: [...between.map(({ id }) => id), holder.id].join(" of "),
  };
}

/** Claude is on Microsoft since 2023. */
export function available(
  graph: Graph,
  product: SnapshotProduct,
  channel: SnapshotParty,
  { from, exclusive }: SnapshotAvailability,
): Fact {
  const since = from === null ? ", since when is not known" : ` since ${formatDate(from)}`;
  return {
    ...productFact(product),
    relation: "available",
    sentence: `${product.name} is available on ${channel.name}${exclusive ? " alone" : ""}${since}`,
    links: [{ from: partyNode(graph, channel), to: productNode(graph, product) }],
    substance: `on ${channel.id} from ${from} exclusive ${exclusive}`,
  };
}

/** Amazon Web Services runs Forge, policy v3. */
export function runs(graph: Graph, policy: SnapshotPolicy, platform: SnapshotParty): Fact {
  return {
    ...policyFact(policy),
    relation: "runs",
    sentence: `${platform.name} runs ${policy.router}, policy ${policy.policy_version} since ${formatDate(policy.from_ms)}`,
    links: [{ from: partyNode(graph, platform), to: routerNode(policy) }],
    substance: `in force ${policy.policy_version}`,
  };
}

export type Candidate = { name: string; product: SnapshotProduct };

/** v3 names nova-pro and nova-lite. */
export function names(graph: Graph, policy: SnapshotPolicy, candidates: readonly Candidate[]): Fact {
  return {
    ...policyFact(policy),
    relation: "names",
    sentence: `Policy ${policy.policy_version} names ${formatList(candidates.map(({ name }) => name))}`,
    links: candidates.map(({ name, product }) => ({
      from: routerNode(policy),
      to: modelNode(graph, name, product),
    })),
    substance: candidates.map(({ name, product }) => `${name}=${product.id}`).join(" "),
  };
}

/** Who owns the models that a router names, by product. */
export function ownsModels(
  graph: Graph,
  product: SnapshotProduct,
  models: readonly Candidate[],
  holder: SnapshotParty,
): Fact {
  return {
    ...owns(graph, product, holder),
    links: models.map(({ name }) => ({
      from: modelNode(graph, name, product),
      to: partyNode(graph, holder),
    })),
  };
}

const policyFact = (policy: SnapshotPolicy) => ({
  entity: "policy",
  id: policy.id,
  key: policy.key,
  label: `${policy.router}, policy ${policy.policy_version}`,
  visibility: policy.source_ids.length > 0 ? ("public" as const) : ("internal" as const),
  party_ids: [],
  source_ids: [...policy.source_ids],
  needed: true,
});
