import { type PlaceboSums, withinPartnerSpread } from "../beside/placebo";
import { judgeMeasured, type Meanwhile } from "../judging";
import type { Breach, Measured, PooledSince } from "../measured";
import { type GuardReason, when } from "../reasons";
import type { NeutralityQuery } from "../schema";
import { overdispersion } from "../stats/deflator";
import { type FocalEffect, observablesAgree, poolEffects } from "../stats/guard";
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
  { read, meanwhile }: { read: () => Promise<PlaceboSums>; meanwhile?: Meanwhile | undefined },
): Promise<{ measured: Measured; placebos: PlaceboSums | null }> {
  const judging = judgeMeasured(query, measured);
  if (judging.judgement.verdict !== "breach") return { measured, placebos: null };
  const reading = read();
  if (meanwhile) {
    // Who awaits it may have failed before: what follows tells of the failure.
    reading.catch(() => undefined);
    // The engine is to have the question before this process is busy with anything else.
    await new Promise((resolve) => setImmediate(resolve));
    meanwhile(measured, judging);
  }
  return { measured: addPlaceboGuard(measured, await reading), placebos: await reading };
}

/** Whether in some fit the full model puts the focus beyond the materiality, in a direction that is asked about, by its error at least. */
export function speaksForTilt(
  { direction, materiality }: Pick<NeutralityQuery, "direction" | "materiality">,
  full: Fits,
): boolean {
  const theta_m = Math.log(materiality);
  const sizeOf = (estimate: number) => (direction === "for" ? estimate : Math.abs(estimate));
  return [...standingFits(full).values()].some(({ coefficients, robust, inverse_hessian }) => {
    const error = Math.sqrt(Math.max(0, (robust ?? inverse_hessian)[0]?.[0] ?? 0));
    return sizeOf(coefficients[0] ?? 0) - theta_m > error;
  });
}

/** The term for ownership of every fit whose decisions lie on a day since this one. */
function effectsSince(cells: readonly Cell[], full: Fits, day: number): FocalEffect[] {
  const since = cells.filter((cell) => cell.day >= day);
  return [...standingFits(full)]
    .map(([number, { coefficients, robust, inverse_hessian }]) => ({
      estimate: coefficients[0] ?? 0,
      robust_se: Math.sqrt(Math.max(0, (robust ?? inverse_hessian)[0]?.[0] ?? 0)),
      weight: sumCells(since.filter(({ fit }) => fit === number)).v,
    }))
    .filter(({ weight }) => weight > 0);
}

/** What the full model says of the decisions since a day: the number that its guard decides by. Null: no estimate. */
export function pooledSince(cells: readonly Cell[], full: Fits, day: number): PooledSince | null {
  const effects = effectsSince(cells, full, day);
  const pooled = poolEffects(effects);
  return pooled && { ...pooled, fits: effects.length };
}

/** Whether the full model, on the fits whose decisions carry the evidence since the onset, confirms the breach. */
export function fullModelAgrees(cells: readonly Cell[], full: Fits, breach: Breach): boolean {
  const effects = effectsSince(cells, full, breach.onset_day);
  if (effects.length > 0) return observablesAgree(effects, breach);
  // Always (or never) focal where both sides stood: the dummy has no finite estimate, and none could disagree.
  const { n, x } = sumCells(cells.filter(({ day }) => day >= breach.onset_day));
  return n > 0 && x === (breach.sign === 1 ? n : 0);
}
