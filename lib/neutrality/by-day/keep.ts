import { noExclusions } from "../baselines/logit-counts";
import type { Measured } from "../measured";
import type { Covariate } from "../schema";
import { momentsOf } from "../stats/arms";
import { type Grid, gridsOf } from "../stats/grid";
import { armsBin, BINS, type Bin, type Cell, exactBin, gridBin, gridCell } from "../stats/table";
import { hasRules, packRules } from "./declared-pack";
import { packGrid, unpackGrid } from "./pack";
import type { DayTable, KeptBins, KeptCell, KeptClusters, KeptSums } from "./schema";

function keepBins(cell: Cell): KeptBins {
  const [grid] = gridsOf([cell]) ?? [];
  if (grid) return packGrid(grid);
  const { bins } = cell;
  const tables = bins.flatMap(({ arms }) => arms ?? []);
  if (tables.length > 0)
    return { kind: "arms", tables: tables.map(({ n_a, x_a, n_b, x_b }) => ({ n_a, x_a, n_b, x_b })) };
  const [keys, ns, xs] = [bins.map(({ key }) => key), bins.map(({ n }) => n), bins.map(({ sum_x }) => sum_x)];
  return bins.every(({ low, high }) => low === high)
    ? { kind: "exact", keys, ns, xs }
    : packGrid(gridOf({ keys, ns, qs: bins.map(({ sum_q }) => sum_q), xs }));
}

export const keepCell = (cell: Cell): KeptCell => {
  const { stratum, fit, v, dq } = cell;
  return { stratum, fit, bins: keepBins(cell), v, dq: [...dq] };
};

type InLists = Exclude<KeptBins, { kind: "columns" | "packed" }>;

function binsOf(kept: InLists): Bin[] {
  if (kept.kind === "arms") return kept.tables.length > 0 ? [armsBin(kept.tables)] : [];
  return kept.keys.map((key, at) => {
    const [n, x] = [kept.ns[at] ?? 0, kept.xs[at] ?? 0];
    return kept.kind === "exact" ? exactBin(n, key, x) : gridBin(key, n, kept.qs[at] ?? 0, x);
  });
}

function gridOf({ keys, ns, qs, xs }: Omit<Extract<KeptBins, { kind: "grid" }>, "kind">): Grid {
  const grid = { n: new Uint32Array(BINS), q: new Float64Array(BINS), x: new Uint32Array(BINS) };
  for (const [at, key] of keys.entries()) {
    grid.n[key] = ns[at] ?? 0;
    grid.q[key] = qs[at] ?? 0;
    grid.x[key] = xs[at] ?? 0;
  }
  return grid;
}

/** The cell of a day again, its stratum and fit numbered as the window has them. */
export function cellOf(
  { bins: kept, v, dq }: Pick<KeptCell, "bins" | "v" | "dq">,
  place: Pick<Cell, "day" | "stratum" | "fit">,
): Cell {
  // A year of days has more than a million bins: in columns they are a tenth of what objects of their own would be.
  if (kept.kind === "columns") return gridCell({ ...place, v, dq }, kept.grid);
  if (kept.kind === "packed") return gridCell({ ...place, v, dq }, unpackGrid(kept));
  if (kept.kind === "grid" && kept.keys.length > 0) return gridCell({ ...place, v, dq }, gridOf(kept));
  const bins = binsOf(kept);
  const sum = (part: (bin: Bin) => number) => bins.reduce((total, bin) => total + part(bin), 0);
  // An experiment's expectation is that of its tables, taken one by one as the table has them.
  const q =
    kept.kind === "arms"
      ? kept.tables.reduce((total, table) => total + momentsOf(table).mean, 0)
      : sum((bin) => bin.sum_q);
  return { ...place, bins, n: sum(({ n }) => n), x: sum(({ sum_x }) => sum_x), q, v, dq };
}

// Names of clusters come again every day.
const names = new Map<string, string>();
const MOST_NAMES = 100_000;

function nameOnce(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  if (names.size >= MOST_NAMES) names.clear();
  names.set(name, name);
  return name;
}

const packSums = <S extends KeptSums>(sums: S): S => ({
  ...sums,
  keys: sums.keys.map(nameOnce),
  sums: Float64Array.from(sums.sums),
});

function packCell(cell: KeptCell): KeptCell {
  const { bins } = cell;
  if (bins.kind === "packed") return { ...cell, bins: { kind: "columns", grid: unpackGrid(bins) } };
  return bins.kind === "grid" && bins.keys.length > 0
    ? { ...cell, bins: { kind: "columns", grid: gridOf(bins) } }
    : cell;
}

const isTable = (content: object): content is Pick<DayTable, "cells" | "clusters"> =>
  "cells" in content && "clusters" in content && Array.isArray(content.cells);

/**
 * A day's table as it stands in memory: of a year of days, lists of numbers are most of what the process goes through when
 * it looks for what it may forget. It says the same, and is no longer JSON. Anything else is given back as it is.
 */
export function packDay<T extends object>(content: T): T {
  if (!isTable(content)) return content;
  const { tenants, sessions } = content.clusters;
  return {
    ...content,
    cells: content.cells.map(packCell),
    clusters: {
      ...content.clusters,
      tenants: packSums(tenants),
      sessions: sessions && packSums(sessions),
    },
    ...(hasRules(content) ? { rules: packRules(content.rules, nameOnce) } : {}),
  };
}

/** A day of a baseline that estimates nothing, as it is kept. */
export const keepKnownDay = (
  measured: Measured,
  { clusters, owners }: { clusters: KeptClusters; owners: string[] },
): DayTable => ({
  baseline: measured.baseline,
  covariates: [],
  counts: measured.counts,
  versions: measured.versions.map(({ router, policy_version, decisions }) => ({
    router,
    policy_version,
    decisions,
  })),
  strata: measured.strata.map(({ router, task }) => ({ router, task })),
  fits: [],
  cells: measured.cells.map(keepCell),
  clusters,
  owners,
  choices: [],
  failures: [...measured.failures],
});

export const NO_CLUSTERS: KeptClusters = {
  tenants: { keys: [], sums: [], alone: 0 },
  sessions: { keys: [], sums: [], alone: 0, count: 0, squares: 0 },
  sum: 0,
};

/** A day of `partner_revealed` on which nothing was decided. */
export const emptyDay = (covariates: readonly Covariate[]): DayTable => ({
  baseline: "partner_revealed",
  covariates: [...covariates],
  counts: {
    decisions: 0,
    routed: 0,
    usable: 0,
    excluded: noExclusions(),
    candidates: { logged: 0, policy: 0 },
    declared: 0,
  },
  versions: [],
  strata: [],
  fits: [],
  cells: [],
  clusters: NO_CLUSTERS,
  owners: [],
  choices: [],
  failures: [],
});
