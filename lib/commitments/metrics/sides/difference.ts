import type { Products, SidesDay, SidesGroup } from "./schema";

/** A difference between two sides and its standard error, robust to clusters; null where there is too little to tell. */
export type Difference = {
  difference: number | null;
  error: number | null;
  clusters: { by: "tenant" | "session" | "day"; count: number };
  sides: { n1: number; s1: number; n0: number; s0: number };
};

const MIN_CLUSTERS = 30;

const squaresAt = ({ aa, ab, bb }: Products, d: number): number => aa - 2 * d * ab + d * d * bb;

/**
 * Side 1 less side 0 within days and cells, weighed by n1 n0 / (n1 + n0): a regression on the side with an effect for
 * each cell. Clusters are tenants when there are thirty, else sessions (within days) when there are thirty, else days.
 */
export function differenceOf(days: readonly SidesDay[]): Difference {
  const groups = days.flatMap((day) => day.groups);
  const sum = (of: (group: SidesGroup) => number) => groups.reduce((total, group) => total + of(group), 0);
  const sides = {
    n1: sum(({ n1 }) => n1),
    s1: sum(({ s1 }) => s1),
    n0: sum(({ n0 }) => n0),
    s0: sum(({ s0 }) => s0),
  };
  const weight = sum((group) => group.weight);
  const difference = weight > 0 ? sum(({ weighed }) => weighed) / weight : null;
  const { squares, ...clusters } = clusterSquares(days, difference ?? 0);
  const rows = sum((group) => group.rows);
  const free = rows - sum(({ cells }) => cells) - 1;
  const told = difference !== null && clusters.count > 1 && free > 0;
  const small = (clusters.count / (clusters.count - 1)) * (rows / free);
  return {
    difference,
    error: told ? (Math.sqrt(Math.max(0, squares)) / weight) * Math.sqrt(small) : null,
    clusters,
    sides,
  };
}

function clusterSquares(days: readonly SidesDay[], d: number): Difference["clusters"] & { squares: number } {
  const groups = days.flatMap((day) => day.groups);
  const parts = new Map<string, number>();
  for (const { tenants } of groups)
    for (const [at, key] of tenants.keys.entries())
      parts.set(key, (parts.get(key) ?? 0) + (tenants.a[at] ?? 0) - d * (tenants.b[at] ?? 0));
  const total = (of: (group: SidesGroup) => number) => groups.reduce((sum, group) => sum + of(group), 0);
  if (parts.size >= MIN_CLUSTERS) {
    let squares = total(({ alone }) => squaresAt(alone, d));
    for (const part of parts.values()) squares += part * part;
    return { by: "tenant", count: parts.size + total(({ alone }) => alone.count), squares };
  }
  const sessions = total((group) => group.sessions.count);
  if (sessions >= MIN_CLUSTERS)
    return { by: "session", count: sessions, squares: total((group) => squaresAt(group.sessions, d)) };
  const by_day = days
    .filter((day) => day.groups.some(({ weight }) => weight > 0))
    .map((day) => day.groups.reduce((sum, { weighed, weight }) => sum + weighed - d * weight, 0));
  return { by: "day", count: by_day.length, squares: by_day.reduce((sum, part) => sum + part * part, 0) };
}
