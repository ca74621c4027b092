import { capitalise, countInWords, formatList } from "@/lib/kernel/format";
import { byKey, uniqueById } from "../collections";
import type { Graph } from "../graph";
import { isAvailable } from "../lifecycle";
import { POINTS_TABLE } from "../points-table";
import type { Factor } from "../severity";
import type { SnapshotParty, SnapshotProduct } from "../snapshot";

type Reach = { points: number; words: string; rivals: SnapshotParty[] };

function reachOf(graph: Graph, product: SnapshotProduct): Reach | null {
  const now = product.availability.filter((one) => isAvailable(one, graph.snapshot.as_of_ms));
  const ours = now.filter(({ channel_id }) => graph.isOurs(channel_id));
  const rivals = now
    .filter(({ channel_id }) => !graph.isOurs(channel_id))
    .flatMap(({ channel_id }) => graph.party(channel_id) ?? [])
    .sort(byKey);
  const { exclusive, ours_only, one_rival, more_rivals } = POINTS_TABLE.alternatives;
  if (ours.some((one) => one.exclusive === true))
    return { points: exclusive, words: `${product.name} is exclusive to us`, rivals };
  if (rivals.length > 1) {
    const count = countInWords(rivals.length, "other platform");
    return { points: more_rivals, words: `${product.name} is sold on ${count}`, rivals };
  }
  const [rival] = rivals;
  if (rival) return { points: one_rival, words: `${product.name} is also sold on ${rival.name}`, rivals };
  return ours.length > 0
    ? { points: ours_only, words: `${product.name} is recorded on our platform alone`, rivals }
    : null;
}

/**
 * What partners and customers could turn to: the partner's product with the least choice decides. Unknown where no
 * availability is recorded.
 */
export function alternatives(graph: Graph, products: readonly SnapshotProduct[]): Factor {
  const reaches = products.flatMap((product) => reachOf(graph, product) ?? []);
  const worst = reaches.reduce<Reach | null>((a, b) => (a && a.points >= b.points ? a : b), null);
  if (!worst) return { key: "alternatives", known: "No availability is recorded", points: null };
  const alike = reaches.filter(({ points }) => points === worst.points);
  const rivals = uniqueById(alike.flatMap((reach) => reach.rivals)).sort(byKey);
  const all = alike.length > 1 && worst.points === POINTS_TABLE.alternatives.one_rival;
  const words = all
    ? `${alike.length === 2 ? "both" : "all"} are also sold on ${formatList(rivals.map(({ name }) => name))}`
    : worst.words;
  return { key: "alternatives", known: capitalise(words), points: worst.points };
}
