import { type FitOutcome, fitJointly, standingFits } from "../baselines/fit-logits";
import { oneWayFits } from "../baselines/logit-counts";
import { withPreparedWindow } from "../baselines/prepare-window";
import { placeboDays, readPlacebos } from "../beside/placebo-sql";
import type { Context } from "../context";
import type { Measured } from "../measured";
import type { NeutralityQuery } from "../schema";
import { chooseClusters, readSurroundings } from "../store/calibration";
import type { Version } from "../store/groups";
import type { FullEffect, GuardEvidence } from "./merge";
import { type FrozenFit, nameOfFit } from "./schema";

/** The standard that one router and policy version shows between partners, on the decisions of the query's range. */
export const fitFrozen = (
  query: NeutralityQuery,
  context: Context,
  { router, policy_version, b_version }: Pick<FrozenFit, "router" | "policy_version" | "b_version">,
  choices: number,
): Promise<FrozenFit> =>
  withPreparedWindow({ ...query, router, policy_version }, context, {}, async ({ design }) => {
    const clusters = chooseClusters(await readSurroundings(design));
    const one = new Set([1]);
    const { baseline } = await fitJointly(design, clusters, { baseline: new Set(), full: one });
    const outcome: FitOutcome = baseline.get(1) ?? { reason: "too_few_partner_choices" };
    const covariates = [...design.covariates];
    return frozenFit({ router, policy_version, b_version, covariates, choices }, outcome);
  });

/** What came of a fit, as it is kept. */
export function frozenFit(
  of: Pick<FrozenFit, "router" | "policy_version" | "b_version" | "covariates" | "choices">,
  outcome: FitOutcome,
): FrozenFit {
  const fit = "fit" in outcome ? outcome.fit : null;
  return {
    ...of,
    reason: "reason" in outcome ? outcome.reason : null,
    coefficients: [...(fit?.coefficients ?? [])],
    inverse_hessian: (fit?.inverse_hessian ?? []).map((row) => [...row]),
    robust: (fit?.robust ?? fit?.inverse_hessian ?? []).map((row) => [...row]),
  };
}

/**
 * What a breach is held against, on the decisions of the query's range: the focal dummy of each fit's full model, and
 * each partner in the place of the focus by the coefficients in force.
 */
export const readGuardEvidence = (
  query: NeutralityQuery,
  context: Context,
  { cells, versions, counts }: Pick<Measured, "cells" | "versions" | "counts">,
  latest: readonly FrozenFit[],
): Promise<GuardEvidence> =>
  withPreparedWindow(query, context, {}, async (prepared) => {
    const { design, tallies } = prepared;
    const clusters = chooseClusters(await readSurroundings(design));
    const frozen = new Map(latest.map((fit) => [nameOfFit(fit), fit]));
    const standing = new Map(
      prepared.versions.flatMap((version, index) => {
        const fit = frozen.get(nameOfFit(version));
        return fit?.reason === null ? [[index + 1, fit.coefficients] as const] : [];
      }),
    );
    const without = prepared.versions.map((_, index) => index + 1).filter((number) => !standing.has(number));
    const { full } = await fitJointly(design, clusters, {
      baseline: new Set(prepared.versions.map((_, index) => index + 1)),
      full: new Set([...oneWayFits(tallies, design.covariates), ...without]),
    });
    return {
      full: [...standingFits(full)].flatMap(([number, fit]) => effectOf(prepared.versions[number - 1], fit)),
      usable: counts.usable,
      placebos: await readPlacebos(design, standing, placeboDays({ cells, versions })),
    };
  });

export const effectOf = (
  version: Pick<Version, "router" | "policy_version"> | undefined,
  { coefficients, inverse_hessian, robust }: FullLike,
): FullEffect[] =>
  version
    ? [
        {
          router: version.router,
          policy_version: version.policy_version,
          coefficients: [...coefficients],
          inverse_hessian: inverse_hessian.map((row) => [...row]),
          robust: robust?.map((row) => [...row]) ?? null,
        },
      ]
    : [];

type FullLike = {
  coefficients: readonly number[];
  inverse_hessian: readonly (readonly number[])[];
  robust: readonly (readonly number[])[] | null;
};
