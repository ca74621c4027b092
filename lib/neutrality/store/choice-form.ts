import type { Covariate } from "../schema";

/**
 * How many places for candidates rows have, in columns of their own (`flatForm`), absent where they stand in arrays; and how
 * many owners there are, where it is known.
 */
export type Shape = { width?: number; owner_count?: number };

/** Coefficients by their letter, from which number those of covariates begin, and that of focal candidates. */
export type Weighing = { letter: string; first: number; focal?: string };

/**
 * How the candidates of a row stand in a table, and what is made of them. Lists are WITH clauses over one row, in which
 * o0, o1, … are where covariates are taken from, b0, b1, … and a0, a1, … coefficients.
 */
export type Form = {
  /** Of several rows: the numbers of the owners of partners' candidates, each once. */
  owners: string;
  /** The chosen candidate's covariate. */
  own: (name: Covariate) => string;
  /**
   * Baseline: weights bw of all candidates; of partners' the sum bs, means bm0, bm1, … and covariances bc0_0, bc0_1, …
   */
  baseline: (covariates: readonly Covariate[]) => string[];
  /** Full model: the sum asum, the focal share am, means am0, …, covariances with the dummy af_0, … and ac0_0, … */
  full: (covariates: readonly Covariate[]) => string[];
  /** Of focal candidates by bw: the sum ft, and those of covariates f0, f1, … */
  focal: (covariates: readonly Covariate[]) => string[];
  /** Of all candidates by the baseline's weights: the sum `whole`, those of covariates s0, …, and what `focal` names. */
  all: (covariates: readonly Covariate[]) => string[];
  /** The mean of `value`, told of `v` in a column, by the weights of `all`. */
  expected: (figure: { value: string; column: string }) => string;
  /** The greatest and the least figure of a column. */
  most: (column: string) => string;
  least: (column: string) => string;
  /** Partners' least or greatest covariate. */
  partnersEnd: (end: "min" | "max", name: Covariate) => string;
  /** How many focal candidates have every covariate within. */
  inside: (covariates: readonly Covariate[], within: (value: string, k: number) => string) => string;
};
