import type { Hue } from "@/lib/kernel/hue";
import type { PathFactView, PathNodeView } from "@/lib/register";
import { idOf, leftSide, ownersOf, type PathTraffic } from "./path-model";

type Path = readonly PathFactView[];

/** A product with its owner in one box: what a narrow screen has room for. */
export type Leaf = {
  id: string;
  label: string;
  own: boolean;
  /** Of routed decisions, fraction of 1; null where no traffic is shown. */
  share: number | null;
  hue: Hue | null;
  /** Number of the fact that leads here; null where several parties lead here. */
  into: number | null;
  owner: { label: string; note: string | null; fact: number } | null;
  /** Facts that return to the top, by number; null where none does. */
  back: number | null;
};

/** The path from top to bottom: those to whom everything returns, what stands between, and the leaves. */
export type NarrowPath = {
  tops: { node: PathNodeView; into: number | null }[];
  hub: { node: PathNodeView; fact: number | null } | null;
  leaves: Leaf[];
};

/** Models of one product as one. */
const merge = (node: PathNodeView): PathNodeView =>
  node.kind === "model" && node.note ? { ...node, key: node.note, label: node.note } : node;

const isLeaf = ({ kind }: PathNodeView) => kind === "product" || kind === "model";
const isHub = ({ kind }: PathNodeView) => kind === "segment" || kind === "router";

function sharesOf(path: Path, traffic: PathTraffic | null): Map<string, number> {
  const models = new Map(path.flatMap(({ links }) => links.map(({ to }) => [to.key, to] as const)));
  const sums = new Map<string, number>();
  for (const [key, share] of Object.entries(traffic?.candidates ?? {})) {
    const model = models.get(key);
    if (model) sums.set(idOf(merge(model)), (sums.get(idOf(merge(model))) ?? 0) + share);
  }
  return sums;
}

/** The first fact of some relations that links a party back to the top. */
const returnOf = (path: Path, party_id: string): number | null =>
  path.find(
    ({ relation, links }) =>
      (relation === "invested" || relation === "holds" || relation === "right") &&
      links.some(({ from }) => idOf(from) === party_id),
  )?.no ?? null;

function leafOf(
  path: Path,
  node: PathNodeView,
  traffic: PathTraffic | null,
  shares: Map<string, number>,
): Leaf {
  const id = idOf(node);
  const into = path.filter(
    ({ relation, links }) => relation !== "owns" && links.some(({ to }) => idOf(to) === id),
  );
  const owns = path.find(
    ({ relation, links }) => relation === "owns" && links.some(({ from }) => idOf(from) === id),
  );
  const owner = ownersOf(path).get(id);
  const ours = owner?.own ?? node.own;
  return {
    id,
    label: node.label,
    own: node.own,
    share: shares.get(id) ?? null,
    hue: node.own ? "own" : ((owner && traffic?.hues[owner.key]) ?? null),
    into: into.some(({ relation }) => relation === "available") ? null : (into[0]?.no ?? null),
    owner: owner && owns && !ours ? { label: owner.label, note: owner.note, fact: owns.no } : null,
    back: ours ? (owns?.no ?? null) : owner ? returnOf(path, idOf(owner)) : null,
  };
}

/** The same path as a tree from top to bottom. */
export function narrowPath(full: Path, traffic: PathTraffic | null): NarrowPath {
  const path = full.map((fact) => ({
    ...fact,
    links: fact.links.map(({ from, to }) => ({ from: merge(from), to: merge(to) })),
  }));
  const nodes = [
    ...new Map(
      path
        .flatMap(({ links }) => links.flatMap(({ from, to }) => [from, to]))
        .map((node) => [idOf(node), node]),
    ).values(),
  ];
  const left = leftSide(path);
  const shares = sharesOf(full, traffic);
  const hub = nodes.find(isHub);
  const runs = path.find(({ relation }) => relation === "runs");
  const leaves = nodes.filter(isLeaf).map((node) => leafOf(path, node, traffic, shares));
  const sells = (id: string) =>
    path.find(
      ({ relation, links }) => relation === "available" && links.some(({ from }) => idOf(from) === id),
    );
  return {
    tops: nodes
      .filter((node) => left.has(idOf(node)))
      .map((node) => ({ node, into: sells(idOf(node))?.no ?? null })),
    hub: hub ? { node: hub, fact: runs?.no ?? null } : null,
    leaves: leaves.sort(
      (a, b) => Number(b.own) - Number(a.own) || (a.owner?.fact ?? 0) - (b.owner?.fact ?? 0),
    ),
  };
}
