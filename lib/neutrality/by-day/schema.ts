import type { Counts } from "../measured";
import type { Reason } from "../reasons";
import type { Baseline, Covariate } from "../schema";
import type { Arms } from "../stats/arms";
import type { Grid } from "../stats/grid";
import type { Matrix } from "../stats/linear";
import type { FitFailure } from "../stats/logit";

/** Bins of the grid as they are stored, in base64: see `packGrid`. */
export type PackedBins = { kind: "packed"; keys: string; ns: string; qs: string; xs: string };

/** Bins of one kind: of the grid (its numbers), of exactly known q (the shares), or tables of an experiment. */
export type KeptBins =
  | PackedBins
  /** As they were stored before they were packed: lists of numbers. */
  | { kind: "grid"; keys: number[]; ns: number[]; qs: number[]; xs: number[] }
  | { kind: "exact"; keys: number[]; ns: number[]; xs: number[] }
  | { kind: "arms"; tables: Arms[] }
  /** Those of the grid as they stand in memory: see `packDay`. */
  | { kind: "columns"; grid: Grid };

/** A cell of the calibration table; stratum and fit are places in the day's own lists, from 1, and 0 is none. */
export type KeptCell = { stratum: number; fit: number; bins: KeptBins; v: number; dq: number[] };

/** Sums of x - q by cluster. */
export type KeptSums = { keys: string[]; sums: ArrayLike<number> };

/** More sessions of a day than these are kept as if each ended at midnight. */
export const MOST_SESSIONS = 5000;

/**
 * Residuals of the tested decisions. `alone`: squares of those that name no cluster. Sessions are kept where tenants
 * may be too few; of very many only their number and squares, as if each ended at midnight.
 */
export type KeptClusters = {
  tenants: KeptSums & { alone: number };
  sessions: (KeptSums & { alone: number; count: number; squares: number }) | null;
  sum: number;
};

/** Whose decisions a number stands for in the cells, and which of its frozen fits gave them q. */
export type KeptFit = {
  router: string;
  policy_version: string;
  /** Null: no fit stood on this day, or none is needed. */
  b_version: number | null;
};

/** One day as a check measures it: all that judging needs of it, and nothing of a single decision. */
export type DayTable = {
  baseline: Baseline;
  covariates: Covariate[];
  counts: Counts;
  versions: { router: string; policy_version: string; decisions: number }[];
  /** Those that the day was known to have when it was first measured; absent: all of them. Others begin no evidence. */
  began?: { router: string; policy_version: string }[];
  strata: { router: string | null; task: string | null }[];
  fits: KeptFit[];
  cells: KeptCell[];
  clusters: KeptClusters;
  /** Owners outside the focus among what was tested. */
  owners: string[];
  /** Choices among partners by router and policy version: what fits learn from. */
  choices: { router: string; policy_version: string; decisions: number }[];
  failures: Reason[];
};

/** A day's table with its place: how many days after the first of the window. */
export type PlacedDay = { index: number; table: DayTable };

/** Coefficients of one router and policy version as they are used from a day on; `reason`: why there are none. */
export type FrozenFit = {
  router: string;
  policy_version: string;
  b_version: number;
  covariates: Covariate[];
  /** Choices among partners that it was fitted to, or that were too few. */
  choices: number;
  reason: FitFailure | null;
  coefficients: number[];
  inverse_hessian: Matrix;
  robust: Matrix;
};

export const nameOfFit = ({ router, policy_version }: { router: string; policy_version: string }): string =>
  JSON.stringify([router, policy_version]);
