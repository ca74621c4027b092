import type { SnapshotSegment } from "./snapshot";

export type SegmentTree = {
  get: (id: string) => SnapshotSegment | undefined;
  /** The segment itself, then its ancestors upwards. */
  lineage: (id: string) => readonly SnapshotSegment[];
  /** "coding, within foundation models". */
  words: (id: string) => string;
};

/** Walks `parent_id` upwards from one record, itself first; stops at a cycle or a missing parent. */
export function lineageOf<T extends { id: string; parent_id: string | null }>(
  byId: ReadonlyMap<string, T>,
  id: string,
): T[] {
  const line: T[] = [];
  const seen = new Set<string>();
  let at = byId.get(id);
  while (at && !seen.has(at.id)) {
    seen.add(at.id);
    line.push(at);
    at = at.parent_id === null ? undefined : byId.get(at.parent_id);
  }
  return line;
}

/** The tree of market segments, with lineages computed once each. */
export function segmentTree(segments: readonly SnapshotSegment[]): SegmentTree {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const lineages = new Map<string, readonly SnapshotSegment[]>();
  const lineage = (id: string) => {
    const known = lineages.get(id) ?? lineageOf(byId, id);
    lineages.set(id, known);
    return known;
  };
  const words = (id: string) => {
    const [self, parent] = lineage(id);
    if (!self) return "no segment";
    return parent ? `${self.name}, within ${parent.name}` : self.name;
  };
  return { get: (id) => byId.get(id), lineage, words };
}
