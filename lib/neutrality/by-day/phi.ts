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

const CHUNK = 32;
const chunks = new WeakMap<DayTable, { tables: readonly DayTable[]; parts: Parts }>();

/** Days are judged again every day: so many at a time are added up once, and remembered with the first. */
function partsOf(tables: readonly DayTable[]): Parts {
  const [first] = tables;
  const known = first && chunks.get(first);
  if (
    known &&
    known.tables.length === tables.length &&
    known.tables.every((table, at) => table === tables[at])
  )
    return known.parts;
  const parts = addUp(tables);
  if (first && tables.length === CHUNK) chunks.set(first, { tables, parts });
  return parts;
}

function addUp(tables: readonly DayTable[]): Parts {
  const parts = none();
  for (const { clusters } of tables) {
    addTo(parts.tenants, clusters.tenants);
    parts.alone += clusters.tenants.alone;
    const kept = clusters.sessions;
    if (!kept) continue;
    addTo(parts.sessions, kept);
    parts.cut.count += kept.count;
    parts.cut.squares += kept.squares;
    parts.cut.alone += kept.alone;
  }
  return parts;
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

function join(all: readonly Parts[]): Parts {
  const sum = none();
  for (const { tenants, sessions, alone, cut } of all) {
    for (const [key, part] of tenants) sum.tenants.set(key, (sum.tenants.get(key) ?? 0) + part);
    for (const [key, part] of sessions) sum.sessions.set(key, (sum.sessions.get(key) ?? 0) + part);
    sum.alone += alone;
    sum.cut.count += cut.count;
    sum.cut.squares += cut.squares;
    sum.cut.alone += cut.alone;
  }
  return sum;
}

const squaresOf = (parts: Iterable<number>): number => {
  let sum = 0;
  for (const part of parts) sum += part * part;
  return sum;
};

/** Sum over clusters of (sum of x - q) squared over days, clusters chosen as for a window: the numerator of phi. */
export function phiOf(days: readonly PlacedDay[]): { clusters: Clusters; residual_squares: number } {
  const tested = days.flatMap(({ table }) => (table.counts.usable > 0 ? [table] : []));
  const { tenants, sessions, alone, cut } = join(
    Array.from({ length: Math.ceil(tested.length / CHUNK) }, (_, at) =>
      partsOf(tested.slice(at * CHUNK, (at + 1) * CHUNK)),
    ),
  );
  const clusters = chooseClusters({
    ...{ tenants: tenants.size, sessions: sessions.size + cut.count, days: tested.length },
    ...{ owners: [], sources: [] },
  });
  const squares = {
    tenant: () => alone + squaresOf(tenants.values()),
    session: () => cut.alone + cut.squares + squaresOf(sessions.values()),
    day: () => squaresOf(tested.map((table) => table.clusters.sum)),
  };
  return { clusters, residual_squares: squares[clusters.by]() };
}
