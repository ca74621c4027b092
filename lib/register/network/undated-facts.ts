import type { NetworkEdge } from "./schema";

/** How many facts of some lines have no date, each counted once; that a party belongs to another is of no day. */
export function undatedFacts(edges: readonly Pick<NetworkEdge, "facts">[]): number {
  const dateless = edges
    .flatMap(({ facts }) => facts)
    .filter(({ date, entity }) => date === null && entity !== "party");
  return new Set(dateless.map(({ entity, key }) => `${entity} ${key}`)).size;
}
