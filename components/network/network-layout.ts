import { fitText } from "@/components/chart/path-layout";
import type { NetworkEdge, NetworkNode, NetworkView } from "@/lib/register";

export type PlacedNode = {
  node: NetworkNode;
  column: number;
  x: number;
  y: number;
  width: number;
  height: number;
  label: string;
  note: string;
};
export type PlacedEdge = {
  edge: NetworkEdge;
  path: string;
  /** In pixels: of money by its amount, a thin line otherwise. */
  width: number;
  /** Starts at what is ours. */
  own: boolean;
  /** Where its words stand, for money alone. */
  label: { x: number; y: number; text: string } | null;
};
export type NetworkDrawing = { width: number; height: number; nodes: PlacedNode[]; edges: PlacedEdge[] };

const WIDTH = 1128;
const COLUMNS = [
  { x: 0, width: 190 },
  { x: 322, width: 190 },
  { x: 634, width: 200 },
  { x: 948, width: 180 },
] as const;
const GAP = 14;
const TOP = 8;
const TURNS = 3;
const THIN = 1.5;
const MAX_LINE = 9;

const heightOf = ({ note }: NetworkNode): number => (note === null ? 34 : 50);

/** Holders of money and rights stand left, whom they hold beside them, then products, then segments. */
function columnsOf({ nodes, edges }: NetworkView): Map<string, number> {
  const held = new Set(
    edges
      .filter(({ kind }) => kind === "money" || kind === "co_holding" || kind === "parent")
      .map(({ to }) => to),
  );
  const holds = new Set(
    edges
      .filter(({ kind }) => kind === "money" || kind === "co_holding" || kind === "right")
      .map(({ from }) => from),
  );
  const column = ({ id, kind, own }: NetworkNode): number => {
    if (kind === "product") return 2;
    if (kind === "segment") return 3;
    return !held.has(id) && (own || holds.has(id)) ? 0 : 1;
  };
  return new Map(nodes.map((node) => [node.id, column(node)]));
}

/** The order in each column that keeps lines from crossing: each node near the middle of its neighbours, by turns. */
function orderOf(view: NetworkView, column: ReadonlyMap<string, number>): NetworkNode[][] {
  const stable = [...view.nodes].sort((a, b) => Number(b.own) - Number(a.own) || a.ordinal - b.ordinal);
  const columns = COLUMNS.map((_, at) => stable.filter(({ id }) => column.get(id) === at));
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of view.edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  const place = new Map<string, number>();
  const settle = (list: readonly NetworkNode[]) => {
    list.forEach(({ id }, at) => {
      place.set(id, (at + 0.5) / list.length);
    });
  };
  columns.forEach(settle);
  const wanted = ({ id }: NetworkNode): number => {
    const near = (neighbours.get(id) ?? []).filter((other) => column.get(other) !== column.get(id));
    if (near.length === 0) return place.get(id) ?? 0;
    return near.reduce((sum, other) => sum + (place.get(other) ?? 0), 0) / near.length;
  };
  // There and back again: each column follows what was just settled beside it.
  const sweep = [...columns.slice(1), ...columns.slice(0, -1).toReversed()];
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const list of sweep) {
      const by = new Map(list.map((node) => [node.id, wanted(node)]));
      list.sort((a, b) => (by.get(a.id) ?? 0) - (by.get(b.id) ?? 0));
      settle(list);
    }
  return columns;
}

/** Columns are as high as the highest: the nodes of a shorter one spread over it. */
function placeNodes(columns: readonly NetworkNode[][]): { nodes: PlacedNode[]; height: number } {
  const heights = columns.map((list) => list.reduce((sum, node) => sum + heightOf(node) + GAP, -GAP));
  const height = Math.max(34, ...heights);
  const nodes = columns.flatMap((list, column) => {
    const { x, width } = COLUMNS[column] ?? COLUMNS[0];
    const spare = (height - (heights[column] ?? 0)) / Math.max(1, list.length);
    let y = TOP + spare / 2;
    return list.map((node) => {
      const placed = {
        ...{ node, column, x, y, width, height: heightOf(node) },
        ...{ label: fitText(node.label, (width - 24) / 1.12), note: fitText(node.note ?? "", width - 24) },
      };
      y += heightOf(node) + GAP + spare;
      return placed;
    });
  });
  return { nodes, height: height + 2 * TOP };
}

/** Where lines leave and reach a box: spread over its side in the order of their other ends. */
function portsOf(nodes: ReadonlyMap<string, PlacedNode>, edges: readonly NetworkEdge[]) {
  const sides = new Map<string, { id: string; other: number }[]>();
  const side = (own: PlacedNode, other: PlacedNode) =>
    `${own.node.id} ${other.column > own.column ? "right" : "left"}`;
  for (const { id, from, to } of edges) {
    const [a, b] = [nodes.get(from), nodes.get(to)];
    if (!a || !b) continue;
    for (const [own, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const name = side(own, other);
      sides.set(name, [...(sides.get(name) ?? []), { id, other: other.y }]);
    }
  }
  for (const list of sides.values()) list.sort((a, b) => a.other - b.other);
  return (
    edge: NetworkEdge,
    own: PlacedNode,
    other: PlacedNode,
  ): { x: number; y: number; right: boolean } => {
    const right = other.column > own.column;
    const list = sides.get(side(own, other)) ?? [];
    const at = list.findIndex(({ id }) => id === edge.id);
    return {
      x: right ? own.x + own.width : own.x,
      y: own.y + (own.height * (at + 1)) / (list.length + 1),
      right,
    };
  };
}

const LOG_FROM = 6;

/** Width of a line of money, by the logarithm of its amount: a thousand times as much is three steps more. */
const lineWidth = (amount: string | null): number => {
  const size = amount === null ? 0 : Number(amount);
  return size <= 0 ? THIN : Math.min(MAX_LINE, Math.max(THIN, 1.6 * (Math.log10(size) - LOG_FROM)));
};

const isMoney = ({ kind }: NetworkEdge): boolean => kind === "money";

/** The network as a picture 1128 px wide: the same view gives the same picture. */
export function networkDrawing(view: NetworkView): NetworkDrawing {
  const column = columnsOf(view);
  const { nodes, height } = placeNodes(orderOf(view, column));
  const byId = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const port = portsOf(byId, view.edges);
  const edges = view.edges.flatMap((edge): PlacedEdge[] => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (!from || !to) return [];
    const [a, b] = [port(edge, from, to), port(edge, to, from)];
    const same = from.column === to.column;
    const bend = same ? 64 : Math.max(40, Math.abs(b.x - a.x) / 2);
    const ax = a.x + (a.right ? bend : -bend);
    const bx = b.x + (b.right ? bend : -bend);
    const words = isMoney(edge)
      ? { x: (a.x + 3 * ax + 3 * bx + b.x) / 8, y: (a.y + 3 * a.y + 3 * b.y + b.y) / 8, text: edge.label }
      : null;
    return [
      {
        edge,
        path: `M${a.x} ${a.y}C${ax} ${a.y} ${bx} ${b.y} ${b.x} ${b.y}`,
        width: isMoney(edge) ? lineWidth(edge.amount) : THIN,
        own: from.node.own,
        label: words && { ...words, y: Math.round(words.y) - 7, text: fitText(words.text, 176) },
      },
    ];
  });
  return { width: WIDTH, height, nodes, edges: apart(edges) };
}

const LINE_PX = 15;

/** Words of neighbouring lines one above the other, in their order. */
function apart(edges: readonly PlacedEdge[]): PlacedEdge[] {
  const labelled = edges.filter(({ label }) => label !== null);
  const order = [...labelled].sort((a, b) => (a.label?.y ?? 0) - (b.label?.y ?? 0));
  const moved = new Map<string, number>();
  const last = new Map<number, number>();
  for (const { edge, label } of order) {
    if (!label) continue;
    const lane = Math.round(label.x / 160);
    const y = Math.max(label.y, (last.get(lane) ?? Number.NEGATIVE_INFINITY) + LINE_PX);
    last.set(lane, y);
    moved.set(edge.id, y);
  }
  return edges.map((one) =>
    one.label ? { ...one, label: { ...one.label, y: moved.get(one.edge.id) ?? one.label.y } } : one,
  );
}
