import { upperStudent } from "@/lib/neutrality/server";
import type { Products, SidesDay, SidesGroup } from "./schema";

/** A standard error by clusters of one kind, of which there are two or more. */
export type Spread = { by: "tenant" | "session" | "day"; count: number; error: number };

/** A difference between two sides and its standard errors, robust to clusters; without any there is too little to tell. */
export type Difference = {
  difference: number | null;
  clusters: Pick<Spread, "by" | "count">;
  spreads: readonly Spread[];
  sides: { n1: number; s1: number; n0: number; s0: number };
};

const MIN_CLUSTERS = 30;

const squaresAt = ({ aa, ab, bb }: Products, d: number): number => aa - 2 * d * ab + d * d * bb;

/**
 * Side 1 less side 0 within days and cells, weighed by n1 n0 / (n1 + n0): a regression on the side with an effect for
 * each cell. Clusters are tenants when there are thirty, else sessions (within days) when thirty are named, else days.
 * Where there are tenants, and fewer, their error stands beside the other one: a taste of one tenant is in all of its
 * sessions and days.
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
  const [chosen, ...beside] = clusteringsOf(days, difference ?? 0);
  const rows = sum((group) => group.rows);
  const free = rows - sum(({ cells }) => cells) - 1;
  const told = difference !== null && chosen.count > 1 && free > 0;
  const spreadOf = ({ by, count, squares }: Clustering): Spread => {
    const small = (count / (count - 1)) * (rows / free);
    return { by, count, error: (Math.sqrt(Math.max(0, squares)) / weight) * Math.sqrt(small) };
  };
  return {
    difference,
    clusters: { by: chosen.by, count: chosen.count },
    spreads: told ? [chosen, ...beside].map(spreadOf) : [],
    sides,
  };
}

type Clustering = Pick<Spread, "by" | "count"> & { squares: number };

/**
 * The clusters that there are enough of, and tenants beside them where these are fewer. Rows without a tenant are one each
 * beside enough of them; a few tenants they do not make more.
 */
function clusteringsOf(days: readonly SidesDay[], d: number): [Clustering, ...Clustering[]] {
  const groups = days.flatMap((day) => day.groups);
  const total = (of: (group: SidesGroup) => number) => groups.reduce((sum, group) => sum + of(group), 0);
  const parts = new Map<string, number>();
  for (const { tenants } of groups)
    for (const [at, key] of tenants.keys.entries())
      parts.set(key, (parts.get(key) ?? 0) + (tenants.a[at] ?? 0) - d * (tenants.b[at] ?? 0));
  let squares = total(({ alone }) => squaresAt(alone, d));
  for (const part of parts.values()) squares += part * part;
  const tenants: Clustering = { by: "tenant", count: parts.size, squares };
  if (parts.size >= MIN_CLUSTERS)
    return [{ ...tenants, count: parts.size + total(({ alone }) => alone.count) }];
  const others =
    total(({ sessions }) => sessions.named) >= MIN_CLUSTERS ? sessionsOf(days, d) : daysOf(days, d);
  return parts.size > 1 ? [others, tenants] : [others];
}

const sessionsOf = (days: readonly SidesDay[], d: number): Clustering => {
  const sessions = days.flatMap(({ groups }) => groups.map((group) => group.sessions));
  return {
    by: "session",
    count: sessions.reduce((sum, { count }) => sum + count, 0),
    squares: sessions.reduce((sum, products) => sum + squaresAt(products, d), 0),
  };
};

function daysOf(days: readonly SidesDay[], d: number): Clustering {
  const parts = days
    .filter((day) => day.groups.some(({ weight }) => weight > 0))
    .map((day) => day.groups.reduce((sum, { weighed, weight }) => sum + weighed - d * weight, 0));
  return { by: "day", count: parts.length, squares: parts.reduce((sum, part) => sum + part * part, 0) };
}

/** Half of a two-sided interval, and by which clusters. */
export type Half = { width: number; by: Spread["by"] };

/**
 * Half of the interval of this level, by Student's t with a degree of freedom less than clusters (Cameron & Miller 2015);
 * the widest of those that there are. Null where none is.
 */
export const halfOf = ({ spreads }: Pick<Difference, "spreads">, level: number): Half | null =>
  spreads
    .map(({ by, count, error }): Half => ({ by, width: upperStudent(level / 2, count - 1) * error }))
    .reduce<Half | null>((widest, half) => (widest && widest.width >= half.width ? widest : half), null);
