import { expect, it } from "vitest";
import { partitionSteps, STEPS } from "./evidence";
import { exactBin, gridBin } from "./table";

const QS = [0.002, 0.03, 0.2, 0.5, 0.83, 0.99];
const NULLS = [0, Math.log(1.05), 0.4];
const APART = [0, 0.01, 0.1, 0.7, 3];

/** The mean, under a tilt, of what one decision multiplies the evidence by, for each step. */
function factorMeans(q: number, theta: number, theta0: number, sign: 1 | -1, binned: boolean): number[] {
  const bin = binned ? gridBin(Math.floor(512 * q), 1, q, 0) : exactBin(1, q);
  const chosen = (q * Math.exp(theta)) / (1 - q + q * Math.exp(theta));
  return partitionSteps([bin], { theta0: sign * theta0, sign }).map(
    (increment, at) =>
      chosen * Math.exp(sign * (STEPS[at] ?? 0) - increment) + (1 - chosen) * Math.exp(-increment),
  );
}

it.each([1, -1] as const)(
  "multiplies by 1 on the average at the null, by at most 1 within it, and by more beyond it: sign %s",
  (sign) => {
    for (const q of QS)
      for (const theta0 of NULLS) {
        for (const mean of factorMeans(q, sign * theta0, theta0, sign, false))
          expect(mean).toBeCloseTo(1, 12);
        for (const apart of APART)
          for (const binned of [false, true])
            for (const mean of factorMeans(q, sign * (theta0 - apart), theta0, sign, binned))
              expect(mean).toBeLessThanOrEqual(1 + 1e-12);
        // A step as large as the tilt is beyond the null bets on it, and gains.
        const [, , , beyond = 0] = factorMeans(q, sign * (theta0 + 0.1), theta0, sign, false);
        expect(beyond).toBeGreaterThan(1);
      }
  },
);

it("has, with the deflator's exponent, the mean 1 of a normal excess of the variance that it is made for", () => {
  // Simpson's rule over ten deviations; X - Q is normal with variance V / eta.
  for (const eta of [1, 0.4, 0.025])
    for (const d of STEPS) {
      const v = 60;
      const deviation = Math.sqrt(v / eta);
      const n = 4000;
      const step = (20 * deviation) / n;
      let sum = 0;
      for (let i = 0; i <= n; i += 1) {
        const excess = -10 * deviation + eta * d * (v / eta) + i * step;
        const density = Math.exp(-(excess ** 2 * eta) / (2 * v)) / Math.sqrt((2 * Math.PI * v) / eta);
        const weight = i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2;
        sum += weight * density * Math.exp(eta * (d * excess - (d * d * v) / 2));
      }
      expect((sum * step) / 3).toBeCloseTo(1, 9);
    }
});
