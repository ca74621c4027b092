import { capitalise, formatDate, formatList } from "@/lib/kernel/format";
import type { Graph } from "./graph";
import type { PathNode } from "./path";
import type { SnapshotParty, SnapshotPolicy, SnapshotProduct, SnapshotSegment } from "./snapshot";

/** "partner, investee": what a party is to us, shortest first line of its box. */
function partyNote(graph: Graph, party: SnapshotParty): string | null {
  const kinds = party.kinds
    .filter((kind) => kind !== "platform" && kind !== "customer")
    .map((kind) => kind.replaceAll("_", " "));
  const notes = [...kinds, ...(graph.isInvestee(party.id) ? ["investee"] : [])];
  if (party.kinds.includes("platform")) return "our platform";
  return notes.length > 0 ? notes.join(", ") : null;
}

export const partyNode = (graph: Graph, party: SnapshotParty): PathNode => ({
  kind: "party",
  id: party.id,
  key: party.key,
  label: party.name,
  note: partyNote(graph, party),
  own: graph.isOurs(party.id),
});

export const productNode = (graph: Graph, product: SnapshotProduct): PathNode => ({
  kind: "product",
  id: product.id,
  key: product.key,
  label: product.name,
  note: product.lifecycle === "preview" ? "in preview" : null,
  own: graph.isOurs(product.owner_id),
});

export const segmentNode = (segment: SnapshotSegment): PathNode => ({
  kind: "segment",
  id: segment.id,
  key: segment.key,
  label: capitalise(segment.name),
  note: "market segment",
  own: false,
});

export const routerNode = (policy: SnapshotPolicy): PathNode => ({
  kind: "router",
  id: policy.router,
  key: policy.router,
  label: policy.router,
  note: `policy ${policy.policy_version} since ${formatDate(policy.from_ms)}`,
  own: false,
});

export const modelNode = (graph: Graph, name: string, product: SnapshotProduct): PathNode => ({
  kind: "model",
  id: name,
  key: name,
  label: name,
  note: product.name,
  own: graph.isOurs(product.owner_id),
});

/** "Nova and Titan". */
export const namesOf = (records: readonly { name: string }[]): string =>
  formatList(records.map(({ name }) => name));
