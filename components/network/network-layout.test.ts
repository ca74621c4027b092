import { expect, it } from "vitest";
import type { NetworkEdge, NetworkNode, NetworkView } from "@/lib/register";
import { networkDrawing } from "./network-layout";

const node = (id: string, rest: Partial<NetworkNode> = {}): NetworkNode => {
  const [kind = "party", key = ""] = id.split(":");
  return {
    id,
    kind: kind as NetworkNode["kind"],
    key,
    label: key,
    note: null,
    own: false,
    ordinal: 0,
    ...rest,
  };
};
const edge = (
  kind: NetworkEdge["kind"],
  from: string,
  to: string,
  amount: string | null = null,
): NetworkEdge => ({
  ...{ id: `${kind} ${from} ${to}`, kind, from, to, label: kind, unsure: false, amount, currency: null },
  facts: [],
});

const view = (nodes: NetworkNode[], edges: NetworkEdge[]): NetworkView => ({
  ...{ as_of: "2026-11-21", nodes, edges, undated: 0, dates: [] },
});

const small = view(
  [
    node("party:acme", { own: true, note: "platform" }),
    node("party:zeta"),
    node("party:eta", { ordinal: 1 }),
    node("product:chat"),
    node("segment:models"),
  ],
  [
    edge("money", "party:acme", "party:zeta", "8000000000"),
    edge("money", "party:acme", "party:eta", "2000000"),
    edge("owns", "party:zeta", "product:chat"),
    edge("sold_in", "product:chat", "segment:models"),
  ],
);

it("puts holders left of whom they hold, products and segments to the right", () => {
  const { nodes } = networkDrawing(small);
  const column = Object.fromEntries(nodes.map((placed) => [placed.node.key, placed.column]));
  expect(column).toEqual({ acme: 0, zeta: 1, eta: 1, chat: 2, models: 3 });
});

it("draws more money as a wider line, and says how much", () => {
  const [large, little] = networkDrawing(small).edges;
  expect(large?.width).toBeGreaterThan(little?.width ?? Number.POSITIVE_INFINITY);
  expect(large?.label?.text).toBe("money");
});

it("never lays boxes of a column upon each other, nor outside the picture, whatever there is", () => {
  const many = Array.from({ length: 40 }, (_, at) =>
    node(`party:p${at}`, { ordinal: at, note: at % 3 ? null : "x" }),
  );
  const { nodes, height } = networkDrawing(
    view(
      [...many, node("party:acme", { own: true })],
      many.map(({ id }) => edge("money", "party:acme", id)),
    ),
  );
  for (const column of [0, 1, 2, 3]) {
    const boxes = nodes.filter((placed) => placed.column === column).sort((a, b) => a.y - b.y);
    boxes.forEach((box, at) => {
      const next = boxes[at + 1];
      if (next) expect(box.y + box.height).toBeLessThan(next.y);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    });
  }
});

it("turns an order that crosses into one that does not", () => {
  const crossed = view(
    ["a", "b", "c"].flatMap((key, at) => [
      node(`party:${key}`, { ordinal: at }),
      node(`product:${key}`, { ordinal: 2 - at }),
    ]),
    ["a", "b", "c"].map((key) => edge("owns", `party:${key}`, `product:${key}`)),
  );
  const { nodes } = networkDrawing(crossed);
  const order = (kind: string) =>
    nodes
      .filter((placed) => placed.node.kind === kind)
      .sort((a, b) => a.y - b.y)
      .map((placed) => placed.node.key);
  expect(order("product")).toEqual(order("party"));
});

it("draws an empty network as an empty picture", () => {
  expect(networkDrawing(view([], []))).toMatchObject({ nodes: [], edges: [] });
});
