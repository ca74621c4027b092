import type { Tested } from "../baselines/partner-revealed";
import type { Context } from "../context";
import type { Deflation } from "../stats/deflator";
import { readEligibility } from "./eligibility-sql";
import { readPreparedChoices } from "./exclusion-shares-sql";
import { harmFigure } from "./harm";
import { readHarmSums } from "./harm-sql";
import { readHonesty } from "./honesty-sql";
import { bandsOf } from "./near-ties";
import { readNearTies } from "./near-ties-sql";
import { chooseOutcome } from "./outcomes";
import { compareOutcomes, countOutcomes } from "./outcomes-sql";
import type { Beside } from "./schema";

/** All that is asked of a prepared table with detail, one question after the other: each takes every core. */
export async function readParts(
  { prepared, design, coefficients, clusters }: Tested,
  { rules }: Pick<Context, "rules">,
) {
  const outcome = chooseOutcome(await countOutcomes(design));
  const bands = bandsOf(prepared.versions, rules);
  const cost = await readHarmSums("cost_usd", design, coefficients, clusters);
  const quality = await readHarmSums("quality", design, coefficients, clusters);
  return {
    outcome,
    bands,
    outcomes: outcome ? await compareOutcomes(outcome, design, coefficients, clusters) : undefined,
    honesty: await readHonesty(outcome, design, clusters),
    eligibility: await readEligibility(design, prepared.versions, clusters),
    choices: await readPreparedChoices(design, new Set(coefficients.keys())),
    near_ties: await readNearTies(design, coefficients, bands),
    harm: (covariances: Deflation["covariances"], alpha: number): Beside["harm"] => ({
      cost_usd: harmFigure(cost, covariances, "sum", alpha),
      quality: harmFigure(quality, covariances, "mean", alpha),
    }),
  };
}
