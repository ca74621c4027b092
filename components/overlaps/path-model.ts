import type { PathPictureProps } from "@/components/chart";
import { formatList, formatPercent } from "@/lib/kernel/format";
import type { Hue } from "@/lib/kernel/hue";
import type { OverlapView, PathFactView, PathNodeView } from "@/lib/register";

type Picture = Omit<PathPictureProps, "summary"> & { summary: string };
type Node = PathPictureProps["nodes"][number];
type Edge = PathPictureProps["edges"][number];

export type PathTraffic = {
  /** Share of routed decisions by candidate, fractions of 1. */
  candidates: Readonly<Record<string, number>>;
  hues: Readonly<Record<string, Hue>>;
};

const idOf = (node: PathNodeView): string => `${node.kind}:${node.key}`;

/** Those to whom everything returns: us, whoever holds stakes in both, and the channels of a product. */
function leftSide(path: readonly PathFactView[]): Set<string> {
  const left = new Set<string>();
  for (const { relation, links } of path)
    for (const { from, to } of links) {
      if (relation === "runs" || relation === "available") left.add(idOf(from));
      if (relation === "invested" || relation === "holds" || relation === "right") left.add(idOf(to));
      if (relation === "owns" && to.own) left.add(idOf(to));
    }
  return left;
}

const COLUMNS: Record<Exclude<PathNodeView["kind"], "party">, number> = {
  segment: 1,
  router: 1,
  product: 2,
  model: 2,
};

function nodesOf(path: readonly PathFactView[], traffic: PathTraffic | null): Node[] {
  const left = leftSide(path);
  const seen = new Map<string, Node>();
  for (const { links } of path)
    for (const node of links.flatMap(({ from, to }) => [from, to])) {
      const id = idOf(node);
      const share = node.kind === "model" ? traffic?.candidates[node.key] : undefined;
      const drawn: Node = {
        id,
        label: node.label,
        column: node.kind === "party" ? (left.has(id) ? 0 : 3) : COLUMNS[node.kind],
        // The platform is a company like the others: only its products and models wear its hue.
        own: node.own && node.kind !== "party",
        ...(node.note && node.kind !== "model" ? { note: node.note } : {}),
        ...(share === undefined ? {} : { value: formatPercent(share) }),
      };
      if (!seen.has(id)) seen.set(id, drawn);
    }
  // Ours on top: their line returns there.
  return [...seen.values()].sort(
    (a, b) => a.column - b.column || Number(b.own ?? false) - Number(a.own ?? false),
  );
}

const BACK: Partial<Record<PathFactView["relation"], Edge["back"]>> = {
  invested: "bottom",
  holds: "bottom",
  right: "bottom",
};

function edgesOf(path: readonly PathFactView[], traffic: PathTraffic | null): Edge[] {
  const owners = ownersOf(path);
  const edges = new Map<string, Edge>();
  for (const { no, relation, links } of path)
    for (const { from, to } of links) {
      const returns = relation === "owns" && to.own ? "top" : BACK[relation];
      const own = relation === "owns" ? to.own : from.own || (to.own && to.kind !== "party");
      const share = relation === "names" ? traffic?.candidates[to.key] : undefined;
      const owner = owners.get(idOf(to));
      const hue: Hue | undefined =
        own && returns !== "bottom" ? "own" : share !== undefined && owner ? traffic?.hues[owner] : undefined;
      const edge: Edge = {
        from: idOf(from),
        to: idOf(to),
        fact: no,
        ...(hue ? { hue } : {}),
        ...(share === undefined ? {} : { weight: share }),
        ...(returns ? { back: returns } : {}),
      };
      // Further rounds and rights between the same two run on the same line; the list numbers them all.
      const key = `${edge.from} ${edge.to} ${edge.back ?? ""}`;
      if (!edges.has(key)) edges.set(key, edge);
    }
  return [...edges.values()];
}

/** The key of the party that owns each product or model. */
const ownersOf = (path: readonly PathFactView[]): Map<string, string> =>
  new Map(
    path
      .filter(({ relation }) => relation === "owns")
      .flatMap(({ links }) => links.map(({ from, to }) => [idOf(from), to.key] as const)),
  );

function bottomCaption(path: readonly PathFactView[]): string | undefined {
  const words = [
    path.some(({ relation }) => relation === "invested") ? "in which we invested" : null,
    path.some(({ relation }) => relation === "holds") ? "in which it holds stakes" : null,
    path.some(({ relation, needed }) => relation === "right" && needed) ? "over which we hold a right" : null,
  ].filter((word) => word !== null);
  return words.length > 0 ? formatList(words) : undefined;
}

/** The path of an overlap as a picture: what is ours returns on top, what was invested in returns below. */
export function pathPicture(
  { path, title }: Pick<OverlapView, "path" | "title">,
  traffic: PathTraffic | null,
): Picture {
  const edges = edgesOf(path, traffic);
  const bottom = bottomCaption(path);
  const captions = {
    ...(edges.some(({ back }) => back === "top") ? { top: "and they are ours" } : {}),
    ...(bottom ? { bottom } : {}),
  };
  return { nodes: nodesOf(path, traffic), edges, captions, summary: title };
}
