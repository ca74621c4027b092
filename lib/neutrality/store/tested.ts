import type { Param } from "@/lib/clickhouse/server";
import { bindCoefficients, type Design } from "./fits";
import { arraysOf } from "./flat";
import { expectation, testedRows } from "./logit-sql";

/**
 * The tested decisions as a subquery: the columns of the prepared table, `q` (the probability of a focal choice), `v` =
 * q (1 - q), and `pw`, `fw`, `whole`: the weights of partners and focal candidates and their sum, so that a candidate's
 * probability is its weight over `whole`. `coefficients` are those of the baseline fits that stand.
 */
export const testedDecisions = (
  design: Design,
  coefficients: ReadonlyMap<number, readonly number[]>,
): { sql: string; params: Record<string, Param> } => ({
  sql: `(WITH ${expectation(design.covariates)} SELECT *, q, v, pw, fw, whole FROM ${arraysOf(design)} WHERE ${testedRows})`,
  params: {
    mask: design.mask,
    fits: [...coefficients.keys()],
    ...bindCoefficients(design, design.covariates.length, coefficients),
  },
});
