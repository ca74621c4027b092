import { formatDay, partialDateStart } from "@/lib/kernel/time";
import { Day } from "../fields";
import { inWords } from "../list-query";
import { partialDateEnd } from "../overlaps/dates";
import { graphOf } from "../overlaps/graph";
import type { RegisterSnapshot } from "../overlaps/snapshot";
import { coHoldingsOf, moneyAt, parentsOf, productSince, productsAt, rightsAt } from "./facts-at";
import type { NetworkEdge, NetworkNode, NetworkView } from "./schema";
import { undatedFacts } from "./undated-facts";

/** Every node that a line may lead to, by the id that lines use. */
function nodesOf(
  snapshot: RegisterSnapshot,
  isOurs: (party_id: string) => boolean,
): Map<string, NetworkNode> {
  const list: [string, NetworkNode][] = [
    ...snapshot.parties.map(({ id, key, name, kinds }, ordinal): [string, NetworkNode] => [
      `party ${id}`,
      {
        ...{ id: `party:${key}`, kind: "party", key, label: name, own: isOurs(id), ordinal },
        note: kinds.map(inWords).join(", ") || null,
      },
    ]),
    ...snapshot.products.map(({ id, key, name, owner_id, lifecycle }, ordinal): [string, NetworkNode] => [
      `product ${id}`,
      {
        ...{ id: `product:${key}`, kind: "product", key, label: name, own: isOurs(owner_id), ordinal },
        note: lifecycle === "preview" ? "in preview" : null,
      },
    ]),
    ...snapshot.segments.map(({ id, key, name }, ordinal): [string, NetworkNode] => [
      `segment ${id}`,
      { id: `segment:${key}`, kind: "segment", key, label: name, note: null, own: false, ordinal },
    ]),
  ];
  return new Map(list);
}

/** What a party touches: lines of its own, and those of products and segments that these lead to. */
function around(edges: readonly NetworkEdge[], party: string): NetworkEdge[] {
  const own = edges.filter(({ from, to }) => from === party || to === party);
  const near = new Set(own.flatMap(({ from, to }) => [from, to]));
  const between = edges.filter((edge) => !own.includes(edge) && near.has(edge.from) && near.has(edge.to));
  const products = edges.filter(({ kind, from }) => kind === "owns" && near.has(from));
  const theirs = new Set(products.map(({ to }) => to));
  const sold = edges.filter(({ kind, from }) => kind === "sold_in" && theirs.has(from));
  const kept = new Set([...own, ...between, ...products, ...sold]);
  return edges.filter((edge) => kept.has(edge));
}

/** The days on which something of the register begins, or has ended: between them nothing changes. */
export function changeDays({ rounds, partnerships, products }: RegisterSnapshot): string[] {
  const begins = [
    ...rounds.map(({ announced }) => announced),
    ...partnerships.map(({ start }) => start),
    ...products.map(productSince),
  ].map((date) => (date === null ? null : partialDateStart(date)));
  const ends = [...partnerships.map(({ end }) => end), ...products.map(({ retired_on }) => retired_on)].map(
    (date) => (date === null ? null : partialDateEnd(date)),
  );
  const all = [...begins, ...ends].flatMap((ms) => (ms === null ? [] : [formatDay(ms)]));
  // Only days that the network can be asked for.
  return [...new Set(all)].filter((day) => Day.safeParse(day).success).sort();
}

/**
 * Parties, money, rights and products as they stood at the end of a day, as far as the snapshot holds them. What has
 * no date is shown on every day and counted. A party without a line has no node. `party`: only what it touches.
 */
export function networkAt(snapshot: RegisterSnapshot, as_of: string, party: string | null): NetworkView {
  const at_ms = (partialDateEnd(as_of) ?? Date.parse(as_of)) - 1;
  const graph = graphOf(snapshot);
  const platform = snapshot.parties.find(({ kinds }) => kinds.includes("platform"))?.id ?? null;
  const every = [
    ...moneyAt(snapshot, at_ms),
    ...coHoldingsOf(snapshot),
    ...rightsAt(snapshot, platform, at_ms),
    ...parentsOf(snapshot),
    ...productsAt(snapshot, at_ms),
  ];
  const focus = party === null ? null : snapshot.parties.find(({ key }) => key === party);
  const edges = focus === null ? every : focus ? around(every, `party ${focus.id}`) : [];
  const known = nodesOf(snapshot, graph.isOurs);
  const named = (id: string): string => known.get(id)?.id ?? id;
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return {
    as_of,
    nodes: [...known].flatMap(([id, node]) => (ends.has(id) ? [node] : [])),
    edges: edges
      .filter(({ from, to }) => known.has(from) && known.has(to))
      .map((edge) => ({
        ...edge,
        id: `${edge.kind} ${named(edge.from)} ${named(edge.to)}${edge.unsure ? " unsure" : ""}`,
        from: named(edge.from),
        to: named(edge.to),
      })),
    undated: undatedFacts(edges),
    dates: changeDays(snapshot),
  };
}
