import type { Hue } from "@/lib/kernel/hue";
import { textWidth } from "./geometry";

export type PathPictureNode = {
  id: string;
  label: string;
  note?: string;
  /** From the left, 0 first; from the top where it is narrow. */
  column: number;
  own?: boolean;
  /** At the right of the box, such as a share. */
  value?: string;
};

export type PathPictureEdge = {
  from: string;
  to: string;
  /** Number in the list beneath; drawn once for all edges of one fact. */
  fact?: number;
  hue?: Hue;
  /** 0 to 1: width of traffic. Without it a thin line. */
  weight?: number;
  /** Returns above (ours) or below (invested) instead of going straight. */
  back?: "top" | "bottom";
};

export type Box = {
  node: PathPictureNode;
  x: number;
  y: number;
  width: number;
  height: number;
  label: string;
  note: string;
};
export type DrawnEdge = { key: string; path: string; width: number; hue: Hue | null; arrow: string | null };
export type Badge = { fact: number; x: number; y: number };
export type PathDrawing = {
  width: number;
  height: number;
  boxes: Box[];
  edges: DrawnEdge[];
  badges: Badge[];
};

const ROUND = 10;
const PAD = 12;
const LINE_PX = 1.75;
const MAX_FLOW_PX = 14;

const boxHeight = (node: PathPictureNode): number => (node.note ? 50 : 34);

/** Cuts a text to a width in pixels; the whole of it stays in the title of the box. */
export function fitText(text: string, px: number): string {
  if (textWidth(text) <= px) return text;
  return `${text.slice(0, Math.max(1, Math.floor(px / textWidth("m")) - 1)).trimEnd()}…`;
}

function placedBox(node: PathPictureNode, x: number, y: number, width: number): Box {
  const room = width - 2 * PAD - (node.value ? textWidth(node.value) + 8 : 0);
  return {
    node,
    x,
    y,
    width,
    height: boxHeight(node),
    // The label is set at 13 px and stronger than the 12 px that widths are counted in.
    label: fitText(node.label, room / 1.12),
    note: fitText(node.note ?? "", width - 2 * PAD),
  };
}

function byColumn(nodes: readonly PathPictureNode[]): PathPictureNode[][] {
  const columns = [...new Set(nodes.map((node) => node.column))].sort((a, b) => a - b);
  return columns.map((column) => nodes.filter((node) => node.column === column));
}

const flowWidth = (edge: PathPictureEdge): number =>
  edge.weight === undefined ? LINE_PX : Math.max(LINE_PX, edge.weight * MAX_FLOW_PX);

type Rail = { edge: PathPictureEdge; from: Box; to: Box };
type Frame = { width: number; height: number; top: number; rail_step: number };

/** Edges between known boxes, told apart by how they run. */
function sortEdges(edges: readonly PathPictureEdge[], boxes: readonly Box[]) {
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const straight: Rail[] = [];
  const rails: Rail[] = [];
  for (const edge of edges) {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    if (from && to) (edge.back ? rails : straight).push({ edge, from, to });
  }
  return { straight, rails };
}

function drawn(
  edge: PathPictureEdge,
  path: string,
  arrow: string | null,
  width = flowWidth(edge),
): DrawnEdge {
  return {
    key: `${edge.from} ${edge.to} ${edge.fact ?? ""} ${edge.back ?? ""}`,
    path,
    width,
    hue: edge.hue ?? null,
    arrow,
  };
}

/** One badge a fact: where the first of its edges is drawn, moved off those already there. */
function addBadge(badges: Badge[], fact: number | undefined, x: number, y: number) {
  if (fact === undefined || badges.some((badge) => badge.fact === fact)) return;
  const crowded = badges.filter((badge) => Math.hypot(badge.x - x, badge.y - y) < 20).length;
  badges.push({ fact, x: x + crowded * 22, y });
}

/** Left to right; what is ours returns on top, what we invested in returns below. */
export function layoutWide(
  nodes: readonly PathPictureNode[],
  edges: readonly PathPictureEdge[],
  width: number,
): PathDrawing {
  const columns = byColumn(nodes);
  const has = (side: "top" | "bottom") => edges.some((edge) => edge.back === side);
  const frame: Frame = { width, height: 0, top: has("top") ? 64 : 8, rail_step: 26 };
  const inner = width - (edges.some((edge) => edge.back) ? 56 : 0);
  const box_width = Math.min(204, (inner - (columns.length - 1) * 64) / columns.length);
  const step = columns.length > 1 ? (inner - box_width) / (columns.length - 1) : 0;
  const heights = columns.map((column) => column.reduce((sum, node) => sum + boxHeight(node) + 16, -16));
  const tallest = Math.max(...heights, 0);
  const boxes = columns.flatMap((column, place) => {
    let y = frame.top + (tallest - (heights[place] ?? 0)) / 2;
    return column.map((node) => {
      const box = placedBox(node, place * step, y, box_width);
      y += box.height + 16;
      return box;
    });
  });
  frame.height = frame.top + tallest + (has("bottom") ? 64 : 8);
  const { straight, rails } = sortEdges(edges, boxes);
  const badges: Badge[] = [];
  const lines = straight.map((rail) => wideLine(rail, badges));
  const returns = rails.map((rail) => wideReturn(rail, frame, badges));
  return { width, height: frame.height, boxes, edges: [...returns, ...lines], badges };
}

function wideLine({ edge, from, to }: Rail, badges: Badge[]): DrawnEdge {
  const forward = to.x > from.x;
  const x1 = forward ? from.x + from.width : from.x;
  const x2 = forward ? to.x : to.x + to.width;
  const y1 = from.y + from.height / 2;
  const y2 = to.y + to.height / 2;
  if (from.x === to.x) {
    const side = from.x + from.width;
    addBadge(badges, edge.fact, side + 24, (y1 + y2) / 2);
    return drawn(edge, `M${side} ${y1}C${side + 32} ${y1} ${side + 32} ${y2} ${side} ${y2}`, null);
  }
  const middle = (x1 + x2) / 2;
  addBadge(badges, edge.fact, middle, (y1 + y2) / 2);
  return drawn(
    edge,
    y1 === y2 ? `M${x1} ${y1}H${x2}` : `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`,
    null,
  );
}

function wideReturn({ edge, from, to }: Rail, frame: Frame, badges: Badge[]): DrawnEdge {
  const up = edge.back === "top";
  const right = from.x + from.width;
  const rail_x = right + frame.rail_step;
  const y = from.y + from.height / 2;
  const rail_y = up ? 24 : frame.height - 24;
  const turn = up ? -ROUND : ROUND;
  const target_x = to.x + to.width / 2;
  const end = up ? to.y : to.y + to.height;
  const sweep = up ? 0 : 1;
  const path =
    `M${right} ${y}H${rail_x - ROUND}a${ROUND} ${ROUND} 0 0 ${sweep} ${ROUND} ${turn}` +
    `V${rail_y - turn}a${ROUND} ${ROUND} 0 0 ${sweep} ${-ROUND} ${turn}` +
    `H${target_x + ROUND}a${ROUND} ${ROUND} 0 0 ${sweep} ${-ROUND} ${-turn}V${end + (up ? -6 : 6)}`;
  const arrow = up ? `M${target_x - 5} ${end - 9}l5 8 5 -8z` : `M${target_x - 5} ${end + 9}l5 -8 5 8z`;
  addBadge(badges, edge.fact, rail_x, up ? (rail_y + y) / 2 : (y + rail_y) / 2);
  return drawn(edge, path, arrow, edge.hue === "own" ? 2.5 : LINE_PX);
}

/** Two beside each other: ours at the left and the others at the right, where there are both. */
function pairs(row: readonly PathPictureNode[]): PathPictureNode[][] {
  const own = row.filter((node) => node.own);
  const others = row.filter((node) => !node.own);
  const mixed = own.length > 0 && others.length > 0;
  const left = mixed ? own : row.filter((_, place) => place % 2 === 0);
  const right = mixed ? others : row.filter((_, place) => place % 2 === 1);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, place) =>
    [left[place], right[place]].filter((node) => node !== undefined),
  );
}

/** Top to bottom; what is ours returns at the left, what we invested in at the right. */
export function layoutNarrow(
  nodes: readonly PathPictureNode[],
  edges: readonly PathPictureEdge[],
  width: number,
): PathDrawing {
  const left = edges.some((edge) => edge.back === "top") ? 28 : 2;
  const right = width - (edges.some((edge) => edge.back === "bottom") ? 28 : 2);
  const rows = byColumn(nodes).flatMap(pairs);
  let y = 2;
  let column = Number.NaN;
  const boxes = rows.flatMap((row) => {
    const same = row[0]?.column === column;
    if (!Number.isNaN(column)) y += same ? 12 : 56;
    column = row[0]?.column ?? column;
    const alone = row.length === 1 && !same;
    const box_width = alone ? Math.min(190, right - left) : (right - left - 16) / 2;
    const beside = row.length === 1 && !row[0]?.own ? left + box_width + 16 : left;
    const start = alone ? (left + right - box_width) / 2 : beside;
    const placed = row.map((node, place) => placedBox(node, start + place * (box_width + 16), y, box_width));
    y += Math.max(...placed.map((box) => box.height));
    return placed;
  });
  const { straight, rails } = sortEdges(edges, boxes);
  const badges: Badge[] = [];
  const lines = straight.map((rail) => narrowLine(rail, badges));
  const returns = rails.map((rail) => narrowReturn(rail, width, badges));
  return { width, height: y + 4, boxes, edges: [...returns, ...lines], badges };
}

function narrowLine({ edge, from, to }: Rail, badges: Badge[]): DrawnEdge {
  const x1 = from.x + from.width / 2;
  const x2 = to.x + to.width / 2;
  const down = to.y >= from.y;
  const y1 = down ? from.y + from.height : from.y;
  const y2 = down ? to.y : to.y + to.height;
  if (from.y === to.y) {
    addBadge(badges, edge.fact, (from.x + from.width + to.x) / 2, from.y + from.height / 2);
    return drawn(edge, `M${from.x + from.width} ${from.y + from.height / 2}H${to.x}`, null);
  }
  const middle = (y1 + y2) / 2;
  addBadge(badges, edge.fact, (x1 + x2) / 2, middle);
  return drawn(edge, `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`, null);
}

function narrowReturn({ edge, from, to }: Rail, width: number, badges: Badge[]): DrawnEdge {
  const own = edge.back === "top";
  const rail_x = own ? 12 : width - 12;
  const x1 = own ? from.x : from.x + from.width;
  const x2 = own ? to.x : to.x + to.width;
  const y1 = from.y + from.height / 2;
  const y2 = to.y + to.height / 2;
  const out = own ? -ROUND : ROUND;
  const sweep = own ? 1 : 0;
  const path =
    `M${x1} ${y1}H${rail_x - out}a${ROUND} ${ROUND} 0 0 ${sweep} ${out} ${-ROUND}` +
    `V${y2 + ROUND}a${ROUND} ${ROUND} 0 0 ${sweep} ${-out} ${-ROUND}H${x2 + (own ? -6 : 6)}`;
  const arrow = own ? `M${x2 - 9} ${y2 - 5}l8 5 -8 5z` : `M${x2 + 9} ${y2 - 5}l-8 5 8 5z`;
  addBadge(badges, edge.fact, rail_x, (y1 + y2) / 2);
  return drawn(edge, path, arrow, edge.hue === "own" ? 2.5 : LINE_PX);
}
