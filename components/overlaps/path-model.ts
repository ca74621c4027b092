import type { PathPictureProps } from "@/components/chart";
import { formatList, formatPercent } from "@/lib/kernel/format";
import type { Hue } from "@/lib/kernel/hue";
import type { OverlapView, PathFactView, PathNodeView } from "@/lib/register";

type Node = PathPictureProps["nodes"][number];
type Edge = PathPictureProps["edges"][number];
type Path = readonly PathFactView[];

export type PathTraffic = {
  /** Share of routed decisions by candidate, fractions of 1. */
  candidates: Readonly<Record<string, number>>;
  /** By key of the owner. */
  hues: Readonly<Record<string, Hue>>;
};

export const idOf = (node: PathNodeView): string => `${node.kind}:${node.key}`;

/** Ids of those to whom everything returns: us, whoever holds stakes in both, and the channels of a product. */
export function leftSide(path: Path): Set<string> {
  const left = new Set<string>();
  for (const { relation, links } of path)
    for (const { from, to } of links) {
      if (relation === "runs" || relation === "available") left.add(idOf(from));
      if (relation === "invested" || relation === "holds" || relation === "right") left.add(idOf(to));
      if (relation === "owns" && to.own) left.add(idOf(to));
    }
  return left;
}

/** The party that owns each product or model, in the order of the list. */
export const ownersOf = (path: Path): Map<string, PathNodeView> =>
  new Map(
    path
      .filter(({ relation }) => relation === "owns")
      .flatMap(({ links }) => links.map(({ from, to }) => [idOf(from), to] as const)),
  );

const COLUMNS = { segment: 1, router: 1, product: 2, model: 2 } as const;

function nodesOf(path: Path, traffic: PathTraffic | null): Node[] {
  const left = leftSide(path);
  const owners = ownersOf(path);
  const order = [...new Set([...owners.values()].map(idOf))];
  const seen = new Map<string, { node: Node; rank: number }>();
  for (const one of path.flatMap(({ links }) => links.flatMap(({ from, to }) => [from, to]))) {
    const id = idOf(one);
    const share = one.kind === "model" ? traffic?.candidates[one.key] : undefined;
    const node: Node = {
      id,
      label: one.label,
      column: one.kind === "party" ? (left.has(id) ? 0 : 3) : COLUMNS[one.kind],
      // The platform is a company like the others: only its products and models wear its hue.
      own: one.own && one.kind !== "party",
      ...(one.note && one.kind !== "model" ? { note: one.note } : {}),
      ...(share === undefined ? {} : { value: formatPercent(share) }),
    };
    // Ours on top, where their line returns; then by owner, so that lines do not cross.
    const owner = owners.get(id);
    const rank = node.own ? -1 : order.indexOf(owner ? idOf(owner) : id);
    if (!seen.has(id)) seen.set(id, { node, rank });
  }
  return [...seen.values()]
    .sort((a, b) => a.node.column - b.node.column || a.rank - b.rank)
    .map(({ node }) => node);
}

const BACK: Partial<Record<PathFactView["relation"], Edge["back"]>> = {
  invested: "bottom",
  holds: "bottom",
  right: "bottom",
};

function edgeOf(
  { no, relation }: PathFactView,
  { from, to }: PathFactView["links"][number],
  owner: PathNodeView | undefined,
  traffic: PathTraffic | null,
): Edge {
  const ours = relation === "owns" ? to.own : to.own && to.kind !== "party";
  const share = relation === "names" ? traffic?.candidates[to.key] : undefined;
  const hue = ours ? "own" : share !== undefined && owner ? traffic?.hues[owner.key] : undefined;
  const back = relation === "owns" && to.own ? "top" : BACK[relation];
  return {
    from: idOf(from),
    to: idOf(to),
    fact: no,
    ...(hue ? { hue } : {}),
    ...(share === undefined ? {} : { weight: share }),
    ...(back ? { back } : {}),
  };
}

function edgesOf(path: Path, traffic: PathTraffic | null): Edge[] {
  const owners = ownersOf(path);
  const edges = new Map<string, Edge>();
  for (const fact of path)
    for (const link of fact.links) {
      const edge = edgeOf(fact, link, owners.get(idOf(link.to)), traffic);
      // Further rounds and rights between the same two run on the same line; the list numbers them all.
      const key = `${edge.from} ${edge.to} ${edge.back ?? ""}`;
      if (!edges.has(key)) edges.set(key, edge);
    }
  return [...edges.values()];
}

function bottomCaption(path: Path): string | undefined {
  const invested = path.filter(({ relation }) => relation === "invested");
  const figures = invested.flatMap(({ figure }) => figure ?? []);
  const money = figures.length > 0 ? `: ${formatList(figures)}` : "";
  const words = [
    path.some(({ relation, needed }) => relation === "right" && needed) ? "over which we hold a right" : null,
    path.some(({ relation }) => relation === "holds") ? "in which it holds stakes" : null,
    invested.length > 0 ? `in which we invested${money}` : null,
  ].filter((word) => word !== null);
  return words.length > 0 ? formatList(words) : undefined;
}

function topCaption(edges: readonly Edge[]): { top?: string } {
  const ours = new Set(edges.filter(({ back }) => back === "top").map(({ from }) => from)).size;
  return ours === 0 ? {} : { top: ours === 1 ? "and it is ours" : "and they are ours" };
}

/** The path of an overlap as a picture: what is ours returns on top, what was invested in returns below. */
export function pathPicture(
  { path, title }: Pick<OverlapView, "path" | "title">,
  traffic: PathTraffic | null,
): Omit<PathPictureProps, "narrow"> {
  const edges = edgesOf(path, traffic);
  const bottom = bottomCaption(path);
  return {
    nodes: nodesOf(path, traffic),
    edges,
    captions: {
      ...topCaption(edges),
      ...(bottom ? { bottom } : {}),
    },
    summary: title,
  };
}
