/** Sums of products of clusters' two sums; `count`: of how many clusters. */
export type Products = { count: number; aa: number; ab: number; bb: number };

/** Of clusters that are named and of rows that are in none, each of which is one by itself: `count` has both. */
export type NamedProducts = Products & { named: number };

/**
 * Two sides of a day, of one router and policy version, and of one kind where a metric compares several. Compared is within cells (router, task and the like, of this
 * day): `weight` is the sum of n1 n0 / (n1 + n0) over cells with both sides, `weighed` that of weight times difference.
 * A cluster's part of the error of a difference d is a - d b.
 */
export type SidesGroup = {
  router: string;
  policy_version: string;
  /** Absent: what the metric is about as a whole. */
  kind?: string;
  /** Units of the two sides and the sums of what is compared, whether compared or not. */
  n1: number;
  s1: number;
  n0: number;
  s0: number;
  weight: number;
  weighed: number;
  cells: number;
  rows: number;
  tenants: { keys: string[]; a: number[]; b: number[] };
  /** Rows without a tenant: each is one by itself. */
  alone: Products;
  /** By session, as if each ended at midnight; rows without one are one each. */
  sessions: NamedProducts;
};

/** One day of a comparison of two sides. */
export type SidesDay = { groups: SidesGroup[] };
