import type { Sign } from "./needed";
import { upperQuantile } from "./normal";

/** The focal dummy of one fit's full model, and how much of the test's information (V) its decisions carry. */
export type FocalEffect = { estimate: number; robust_se: number; weight: number };

export type PooledEffect = { estimate: number; robust_se: number };

/** Several fits averaged by the information that each brings to the test, as the pooled tilt averages them. Null: none. */
export function poolEffects(effects: readonly FocalEffect[]): PooledEffect | null {
  const total = effects.reduce((sum, effect) => sum + effect.weight, 0);
  if (!(total > 0)) return null;
  let estimate = 0;
  let variance = 0;
  for (const effect of effects) {
    const share = effect.weight / total;
    estimate += share * effect.estimate;
    variance += (share * effect.robust_se) ** 2;
  }
  return { estimate, robust_se: Math.sqrt(variance) };
}

type Question = { sign: Sign; theta_m: number; alpha: number };

/** How many errors the effect lies beyond the materiality. Null without an error: then nothing is known of it. */
export const clearanceOf = (
  { estimate, robust_se }: PooledEffect,
  { sign, theta_m }: Pick<Question, "sign" | "theta_m">,
): number | null => (robust_se > 0 ? (sign * estimate - theta_m) / robust_se : null);

/**
 * Guard (a): conditional on observables, focal models are favoured by more than the materiality. Without any estimate
 * the guard does not hold.
 */
export function observablesAgree(effects: readonly FocalEffect[], question: Question): boolean {
  const pooled = poolEffects(effects);
  const clearance = pooled && clearanceOf(pooled, question);
  return clearance !== null && clearance > upperQuantile(question.alpha);
}
