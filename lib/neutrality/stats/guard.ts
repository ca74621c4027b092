import type { Sign } from "./needed";
import { upperQuantile } from "./normal";

/** The focal dummy of one fit's full model, and how much of the test's information (V) its decisions carry. */
export type FocalEffect = { estimate: number; robust_se: number; weight: number };

/**
 * Guard (a): conditional on observables, focal models are favoured by more than the materiality. Several fits are
 * averaged by the information that each brings to the test, as the pooled tilt averages them. Without any estimate
 * the guard does not hold.
 */
export function observablesAgree(
  effects: readonly FocalEffect[],
  { sign, theta_m, alpha }: { sign: Sign; theta_m: number; alpha: number },
): boolean {
  const total = effects.reduce((sum, effect) => sum + effect.weight, 0);
  if (!(total > 0)) return false;
  let estimate = 0;
  let variance = 0;
  for (const effect of effects) {
    const share = effect.weight / total;
    estimate += share * effect.estimate;
    variance += (share * effect.robust_se) ** 2;
  }
  return variance > 0 && (sign * estimate - theta_m) / Math.sqrt(variance) > upperQuantile(alpha);
}
