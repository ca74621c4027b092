export type PartyNode = { id: string; kinds: readonly string[]; parent_id: string | null };

/** Ids of the platform and of every party below it through `parent`; a cycle of parents ends the walk. */
export function firstPartyIds(parties: readonly PartyNode[]): Set<string> {
  const byId = new Map(parties.map((party) => [party.id, party]));
  const own = new Set(parties.filter((party) => party.kinds.includes("platform")).map((party) => party.id));
  for (const party of parties) {
    const path: string[] = [];
    let node: PartyNode | undefined = party;
    while (node && !own.has(node.id) && !path.includes(node.id)) {
      path.push(node.id);
      node = node.parent_id === null ? undefined : byId.get(node.parent_id);
    }
    if (node && own.has(node.id)) for (const id of path) own.add(id);
  }
  return own;
}
