/** Rings of nodes that lead to each other, each once and sorted (Tarjan 1972, strongly connected components). */
export function ringsOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const stack: string[] = [];
  const rings: string[][] = [];
  const enter = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    stack.push(node);
    let reach = index;
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      if (!order.has(next)) reach = Math.min(reach, enter(next));
      else if (stack.includes(next)) reach = Math.min(reach, order.get(next) ?? reach);
    }
    if (reach < index) return reach;
    const ring = stack.splice(stack.indexOf(node));
    if (ring.length > 1 || graph.get(node)?.includes(node)) rings.push(ring.sort());
    return reach;
  };
  for (const node of graph.keys()) if (!order.has(node)) enter(node);
  return rings;
}
