import { type PlaceboSums, withinPartnerSpread } from "../beside/placebo";
import { judgeMeasured } from "../judging";
import type { Breach, Measured } from "../measured";
import { type GuardReason, when } from "../reasons";
import type { NeutralityQuery } from "../schema";
import { overdispersion } from "../stats/deflator";
import { type FocalEffect, observablesAgree } from "../stats/guard";
import { type Cell, sumCells } from "../stats/table";
import { MIN_PARTNERS } from "../stats/verdict";
import { type FitOutcome, standingFits } from "./fit-logits";

type Fits = ReadonlyMap<number, FitOutcome>;

/**
 * Guards that keep a breach of `partner_revealed` from standing: fewer than three partners to learn the standard from,
 * and a full model that does not agree, on the fits whose decisions carry the evidence since the onset.
 */
export const failedGuards = (
  { cells, full, partners }: { cells: readonly Cell[]; full: Fits; partners: number },
  breach: Breach,
): GuardReason[] => [
  ...when(partners < MIN_PARTNERS, "fewer_than_three_partners"),
  ...when(!fullModelAgrees(cells, full, breach), "full_model_disagrees"),
];

/** The same with the guard that a breach lies beyond what partners differ by between themselves. */
export function addPlaceboGuard(measured: Measured, placebos: PlaceboSums): Measured {
  const { cells, covariances, residual_squares, guards } = measured;
  const deflation = { phi: overdispersion(residual_squares, sumCells(cells).v), covariances };
  return {
    ...measured,
    guards: (breach) => [
      ...guards(breach),
      ...when(withinPartnerSpread(cells, placebos, deflation, breach), "within_partner_spread"),
    ],
  };
}

/** Placebos are read only where a breach would stand without them: nothing else depends on them. */
export async function guardByPlacebos(
  query: NeutralityQuery,
  measured: Measured,
  read: () => Promise<PlaceboSums>,
): Promise<{ measured: Measured; placebos: PlaceboSums | null }> {
  if (judgeMeasured(query, measured).judgement.verdict !== "breach") return { measured, placebos: null };
  const placebos = await read();
  return { measured: addPlaceboGuard(measured, placebos), placebos };
}

/** Whether the full model, on the fits whose decisions carry the evidence since the onset, confirms the breach. */
export function fullModelAgrees(cells: readonly Cell[], full: Fits, breach: Breach): boolean {
  const since = cells.filter(({ day }) => day >= breach.onset_day);
  const effects: FocalEffect[] = [...standingFits(full)].map(
    ([number, { coefficients, robust, inverse_hessian }]) => ({
      estimate: coefficients[0] ?? 0,
      robust_se: Math.sqrt(Math.max(0, (robust ?? inverse_hessian)[0]?.[0] ?? 0)),
      weight: sumCells(since.filter(({ fit }) => fit === number)).v,
    }),
  );
  const weighed = effects.filter(({ weight }) => weight > 0);
  if (weighed.length > 0) return observablesAgree(weighed, breach);
  // Always (or never) focal where both sides stood: the dummy has no finite estimate, and none could disagree.
  const { n, x } = sumCells(since);
  return n > 0 && x === (breach.sign === 1 ? n : 0);
}
