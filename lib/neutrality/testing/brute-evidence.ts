import type { Deflation } from "../stats/deflator";
import { STEP_WEIGHTS, STEPS } from "../stats/evidence";
import type { JudgeInput } from "../stats/judge";
import { type Cell, exactBin } from "../stats/table";

// An independent computation, straight from the definitions: no running sums, no logarithms of sums, no sharing.
export type Decision = { day: number; fit: number; q: number; x: number; dq: number[]; stratum?: number };

export const A = (decisions: readonly Decision[], theta: number) =>
  decisions.reduce((sum, { q }) => sum + Math.log(1 - q + q * Math.exp(theta)), 0);

export function bruteEta(decisions: readonly Decision[], { phi, covariances }: Deflation): number {
  const v = decisions.reduce((sum, { q }) => sum + q * (1 - q), 0);
  let gsg = 0;
  for (const [fit, { inverse_hessian, robust }] of covariances) {
    const g = [0, 1].map((p) =>
      decisions.filter((one) => one.fit === fit).reduce((sum, { dq }) => sum + (dq[p] ?? 0), 0),
    );
    const form = (m: readonly (readonly number[])[]) =>
      g.flatMap((a, i) => g.map((b, j) => a * b * (m[i]?.[j] ?? 0))).reduce((sum, part) => sum + part, 0);
    gsg += Math.max(form(inverse_hessian), form(robust));
  }
  return v / (phi * v + gsg);
}

export function bruteTerms(
  all: readonly Decision[],
  input: Pick<JudgeInput, "starts" | "deflation">,
  t: number,
  theta0: number,
  sign: number,
) {
  return input.starts
    .filter(({ day }) => day <= t)
    .map(({ day, weight }) => {
      const span = all.filter((one) => one.day >= day && one.day <= t);
      if (span.length === 0) return { day, e: weight };
      const eta = bruteEta(span, input.deflation);
      const x = span.reduce((sum, one) => sum + one.x, 0);
      const e = STEPS.reduce<number>((sum, step, d) => {
        const change = A(span, theta0 + sign * step) - A(span, theta0);
        return sum + (STEP_WEIGHTS[d] ?? 0) * Math.exp(eta * (sign * step * x - change));
      }, 0);
      return { day, e: weight * e };
    });
}

export const total = (terms: readonly { e: number }[]) => terms.reduce((sum, { e }) => sum + e, 0);

/** Days with two known values of q, in two fits; from day `from` on the focal choices are tilted. */
export function makeDecisions(days: readonly number[], from: number, tilt: number): Decision[] {
  let seed = 7;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  return days.flatMap((day) =>
    Array.from({ length: 60 }, (_, index) => {
      const q = index % 2 === 0 ? 0.25 : 0.5;
      const odds = (q / (1 - q)) * Math.exp(day >= from ? tilt : 0);
      const fit = index % 3 === 0 ? 1 : 0;
      return { day, fit, q, x: random() < odds / (1 + odds) ? 1 : 0, dq: [0.02 * random(), -0.01] };
    }),
  );
}

export function toCells(decisions: readonly Decision[]): Cell[] {
  const keyOf = ({ day, fit, stratum = 0 }: Decision) => `${day}/${fit}/${stratum}`;
  const keys = [...new Set(decisions.map(keyOf))];
  return keys.map((key) => {
    const group = decisions.filter((one) => keyOf(one) === key);
    const of = (q: number) => group.filter((one) => one.q === q);
    const sum = (pick: (one: Decision) => number) => group.reduce((acc, one) => acc + pick(one), 0);
    return {
      day: group[0]?.day ?? 0,
      stratum: group[0]?.stratum ?? 0,
      fit: group[0]?.fit ?? 0,
      bins: [0.25, 0.5].map((q) => exactBin(of(q).length, q)).filter(({ n }) => n > 0),
      n: group.length,
      x: sum(({ x }) => x),
      q: sum(({ q }) => q),
      v: sum(({ q }) => q * (1 - q)),
      dq: [0, 1].map((p) => sum(({ dq }) => dq[p] ?? 0)),
    };
  });
}

export const DEFLATION: Deflation = {
  phi: 1.3,
  covariances: new Map([
    [
      0,
      {
        inverse_hessian: [
          [4, 0.5],
          [0.5, 9],
        ],
        robust: [
          [5, -1],
          [-1, 7],
        ],
      },
    ],
    [
      1,
      {
        inverse_hessian: [
          [3, 0.1],
          [0.1, 2],
        ],
        robust: [
          [2, 0.3],
          [0.3, 4],
        ],
      },
    ],
  ]),
};
