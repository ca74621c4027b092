import { capitalise, countInWords } from "@/lib/kernel/format";
import type { Contest } from "../contest";
import type { Graph } from "../graph";
import { POINTS_TABLE } from "../points-table";
import type { Factor } from "../severity";

/** How near the two sides meet in the tree of segments. Unknown where no common segment is recorded. */
export function closeness(graph: Graph, contest: Contest | null): Factor {
  if (!contest) return { key: "closeness", known: "No segment that both are in is recorded", points: null };
  const { distance, segment, left, right } = contest;
  const points = POINTS_TABLE.closeness[Math.min(distance, POINTS_TABLE.closeness.length - 1)] ?? 0;
  if (distance === 0)
    return { key: "closeness", known: `Same segment: ${graph.tree.words(segment.id).toLowerCase()}`, points };
  const inner = left.segment.id === segment.id ? right.segment : left.segment;
  const levels = countInWords(distance, "level");
  return {
    key: "closeness",
    known: capitalise(`${inner.name.toLowerCase()}, ${levels} below ${segment.name.toLowerCase()}`),
    points,
  };
}

/** For one product on two channels: nothing is closer than the same product. */
export const sameProduct = (name: string): Factor => ({
  key: "closeness",
  known: `The same product: ${name}`,
  points: POINTS_TABLE.closeness[0],
});
