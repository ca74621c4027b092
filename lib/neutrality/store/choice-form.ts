import type { Covariate } from "../schema";
import type { LogitKind } from "./logit-sql";

/**
 * How many places for candidates rows have, in columns of their own (`flatForm`), absent where they stand in arrays; and how
 * many owners there are, where it is known.
 */
export type Shape = { width?: number; owner_count?: number };

/** Coefficients by their letter, from which number those of covariates begin, and that of focal candidates. */
export type Weighing = { letter: string; first: number; focal?: string };

/** A figure of candidates: `value`, told of `v` in a column. */
export type Figure = { value: string; column: string };

/**
 * How the candidates of a row stand in a table, and what is made of them. Lists are WITH clauses over one row, in which
 * b0, b1, … and a0, a1, … are coefficients. All is told from one place in the space of covariates, which is as good as
 * any other: see `origins`.
 */
export type Form = {
  /** Of several rows: the numbers of the owners of partners' candidates, each once. */
  owners: string;
  /** What the other clauses take covariates from; `centred` where a statement binds `centres`. */
  origins: (covariates: readonly Covariate[], centred: boolean) => string[];
  /** The chosen candidate's covariate from there, and its utility in a kind of model; null where that is nothing. */
  fromOrigin: (k: number) => string | null;
  utility: (kind: LogitKind, count: number) => string | null;
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
  /** A figure of the chosen candidate less its mean by the weights of `all`. */
  surplus: (figure: Figure) => string;
  /** The greatest figure of a column, and how far it goes within the row. */
  most: (column: string) => string;
  spread: (column: string) => string;
  /** Partners' least or greatest covariate. */
  partnersEnd: (end: "min" | "max", name: Covariate) => string;
  /** How many focal candidates have every covariate within. */
  inside: (covariates: readonly Covariate[], within: (value: string, k: number) => string) => string;
};
