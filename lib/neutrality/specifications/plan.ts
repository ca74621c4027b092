import { Covariate } from "../schema";
import type { SpecificationCandidates, SpecificationOutliers, SpecificationWindow } from "./schema";
import type { Rows, Span } from "./spans";

/** One estimate: what it rests on, and on which rows. Each is then told by every weight. */
export type Planned = {
  covariates: readonly Covariate[];
  window: SpecificationWindow;
  outliers: SpecificationOutliers;
  candidates: SpecificationCandidates;
  rows: Rows;
};

/**
 * The covariates of the verdict, all that the decisions carry, and the latter less each one in turn: a router may rest
 * on fewer than are known, and the verdict must not hang on one of them.
 */
export function covariateSets(chosen: readonly Covariate[], carried: readonly Covariate[]): Covariate[][] {
  const ordered = (names: readonly Covariate[]) => Covariate.options.filter((name) => names.includes(name));
  const all = ordered(carried);
  const sets = [
    ordered(chosen),
    all,
    ...(all.length > 1 ? all.map((left_out) => all.filter((name) => name !== left_out)) : []),
  ].filter((names) => names.length > 0);
  return sets.filter((names, at) => sets.findIndex((other) => other.join() === names.join()) === at);
}

export type Choices = {
  /** The first is that of the verdict. */
  covariates: readonly (readonly Covariate[])[];
  /** The first is the whole window. */
  spans: readonly Span[];
  outlier_days: readonly number[];
  largest_tenant: string | null;
  /** Whether somebody has several candidates of one product in some decision. */
  families: boolean;
};

/**
 * What is estimated: every set of covariates with all candidates and with one of each family, on the whole window; and
 * every other choice of rows with the covariates and candidates of the verdict. The first is the verdict's own.
 */
export function planSpecifications(choices: Choices): Planned[] {
  const { covariates, spans, outlier_days, largest_tenant, families } = choices;
  const [chosen] = covariates;
  const [whole, ...others] = spans;
  if (!chosen || !whole) return [];
  const plain = { window: whole.window, outliers: "none", rows: whole.rows } as const;
  const usual = { covariates: chosen, candidates: "all" } as const;
  const kinds = families ? (["all", "one_per_family"] as const) : (["all"] as const);
  return [
    ...kinds.flatMap((candidates) =>
      covariates.map((names) => ({ ...plain, covariates: names, candidates })),
    ),
    ...others.map(({ window, rows }) => ({ ...usual, window, outliers: "none" as const, rows })),
    ...(outlier_days.length > 0
      ? [
          {
            ...plain,
            ...usual,
            outliers: "outlier_days" as const,
            rows: { ...whole.rows, without_days: outlier_days },
          },
        ]
      : []),
    ...(largest_tenant === null
      ? []
      : [
          {
            ...plain,
            ...usual,
            outliers: "largest_tenant" as const,
            rows: { ...whole.rows, without_tenant: largest_tenant },
          },
        ]),
  ];
}
