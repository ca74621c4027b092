import { Fold } from "../stats/fold";
import { chooseClusters } from "../store/calibration";
import type { Clusters } from "../store/fits";
import type { DayTable, KeptSums, PlacedDay } from "./schema";

/** Residuals of some days by tenant and session, and of what names neither. */
type Parts = {
  tenants: Map<string, number>;
  sessions: Map<string, number>;
  alone: number;
  /** Rows without a session, and sessions that are cut at midnight. */
  cut: { count: number; squares: number; alone: number };
};

/** Days are added up by so many, and these sums to one another: so sums come out alike however many days are new. */
const CHUNK = 32;

/** Sums of all whole chunks of tested days, and of those that are no whole one yet. */
type Residuals = { tested: number; sums: number[]; whole: Parts; rest: Parts };

const newResiduals = (): Residuals => ({ tested: 0, sums: [], whole: none(), rest: none() });

const residuals = new Fold<PlacedDay, Residuals>((found, { table }) => {
  if (table.counts.usable <= 0) return;
  addDay(found.rest, table);
  found.sums.push(table.clusters.sum);
  found.tested += 1;
  if (found.tested % CHUNK > 0) return;
  join(found.whole, found.rest);
  found.rest = none();
});

function addDay(parts: Parts, { clusters }: DayTable): void {
  addTo(parts.tenants, clusters.tenants);
  parts.alone += clusters.tenants.alone;
  const kept = clusters.sessions;
  if (!kept) return;
  addTo(parts.sessions, kept);
  parts.cut.count += kept.count;
  parts.cut.squares += kept.squares;
  parts.cut.alone += kept.alone;
}

const none = (): Parts => ({
  tenants: new Map(),
  sessions: new Map(),
  alone: 0,
  cut: { count: 0, squares: 0, alone: 0 },
});

function addTo(sums: Map<string, number>, { keys, sums: parts }: KeptSums): void {
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? "";
    sums.set(key, (sums.get(key) ?? 0) + (parts[at] ?? 0));
  }
}

function join(sum: Parts, { tenants, sessions, alone, cut }: Parts): void {
  for (const [key, part] of tenants) sum.tenants.set(key, (sum.tenants.get(key) ?? 0) + part);
  for (const [key, part] of sessions) sum.sessions.set(key, (sum.sessions.get(key) ?? 0) + part);
  sum.alone += alone;
  sum.cut.count += cut.count;
  sum.cut.squares += cut.squares;
  sum.cut.alone += cut.alone;
}

type Sums = ReadonlyMap<string, number>;

/** How many keys two have together, and the sum of the squares of what each key has in both. */
function squaresOf(whole: Sums, rest: Sums): { count: number; squares: number } {
  let squares = 0;
  let count = whole.size;
  for (const [key, part] of whole) {
    const sum = part + (rest.get(key) ?? 0);
    squares += sum * sum;
  }
  for (const [key, part] of rest) {
    if (whole.has(key)) continue;
    squares += part * part;
    count += 1;
  }
  return { count, squares };
}

/** The numerator of phi, and the clusters that it goes by. */
export type Phi = { clusters: Clusters; residual_squares: number };

/** Sum over clusters of (sum of x - q) squared over days, clusters chosen as for a window: the numerator of phi. */
export function phiOf(days: readonly PlacedDay[]): Phi {
  const { tested, sums, whole, rest } = residuals.of(days, newResiduals);
  const tenants = squaresOf(whole.tenants, rest.tenants);
  const sessions = squaresOf(whole.sessions, rest.sessions);
  const clusters = chooseClusters({
    ...{ tenants: tenants.count, sessions: sessions.count + whole.cut.count + rest.cut.count, days: tested },
    ...{ owners: [], sources: [] },
  });
  const squares = {
    tenant: () => whole.alone + rest.alone + tenants.squares,
    session: () =>
      whole.cut.alone + rest.cut.alone + (whole.cut.squares + rest.cut.squares) + sessions.squares,
    day: () => sums.reduce((sum, part) => sum + part * part, 0),
  };
  return { clusters, residual_squares: squares[clusters.by]() };
}
