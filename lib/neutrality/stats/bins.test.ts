import { describe, expect, it } from "vitest";
import { seeded } from "../testing/simulate";
import { logEvidence, partitionSteps, STEP_WEIGHTS, STEPS } from "./evidence";
import { listStarts } from "./starts";
import { BINS, type Bin, binMean, exactBin, gridBin } from "./table";

/** Single values of q, and the grid bins that they fall into. */
function sampleBins(seed: number, low: number, high: number): { exact: Bin[]; grid: Bin[] } {
  const random = seeded(seed);
  const values = Array.from({ length: 400 }, () => low + (high - low) * random());
  const groups = new Map<number, number[]>();
  for (const q of values) {
    const index = Math.min(BINS - 1, Math.floor(BINS * q));
    groups.set(index, [...(groups.get(index) ?? []), q]);
  }
  const grid = [...groups].map(([index, qs]) =>
    gridBin(
      index,
      qs.length,
      qs.reduce((sum, q) => sum + q, 0),
      0,
    ),
  );
  return { exact: values.map((q) => exactBin(1, q)), grid };
}

describe("bins", () => {
  it.each([
    [0, 1],
    [0, 0.01],
    [0.99, 1],
    [0.4, 0.6],
  ])("of q from %f to %f never overstate evidence of either sign", (low, high) => {
    const { exact, grid } = sampleBins(5, low, high);
    for (const theta0 of [-6, -2, -0.05, 0, 0.05, 1, 5])
      for (const sign of [1, -1] as const) {
        const fine = partitionSteps(exact, { theta0, sign });
        const coarse = partitionSteps(grid, { theta0, sign });
        for (const [d, value] of coarse.entries())
          expect(value).toBeGreaterThanOrEqual((fine[d] ?? 0) - 1e-9);
        for (const x of [0, 100, 300, 400])
          expect(logEvidence(x, coarse, 0.8, sign)).toBeLessThanOrEqual(
            logEvidence(x, fine, 0.8, sign) + 1e-9,
          );
      }
  });

  it("keep their mean inside their edges, whatever the rounding of the sum", () => {
    expect(binMean(gridBin(256, 3, 1.4999999999999998, 0))).toBe(0.5);
    expect(binMean(gridBin(511, 3, 3.0000000000000004, 0))).toBe(1);
  });
});

describe("stakes", () => {
  it("sum to one over the steps, and over all starts to come", () => {
    expect(STEP_WEIGHTS.reduce((sum, weight) => sum + weight, 0)).toBe(1);
    expect(STEPS.length).toBe(STEP_WEIGHTS.length);
    const every_day = Array.from({ length: 7000 }, (_, day) => day);
    const total = listStarts(every_day, 6999).reduce((sum, { weight }) => sum + weight, 0);
    // 1/2 (1 - 1/7001) and 1/2 (1 - 1/1001): the rest is unspent.
    expect(total).toBeCloseTo(1 - 0.5 / 7001 - 0.5 / 1001, 12);
  });

  it("make an e-value: under a neutral router with known q its mean is at most 1", () => {
    // Exactly, over all outcomes of five decisions.
    const qs = [0.1, 0.3, 0.5, 0.7, 0.95];
    const bins = qs.map((q) => exactBin(1, q));
    for (const sign of [1, -1] as const)
      for (const theta0 of [0, 0.05 * sign]) {
        const steps = partitionSteps(bins, { theta0, sign });
        let mean = 0;
        for (let outcome = 0; outcome < 32; outcome += 1) {
          const x = qs.map((_, i) => (outcome >> i) & 1);
          const chance = qs.reduce((all, q, i) => {
            const p = (q * Math.exp(theta0)) / (1 - q + q * Math.exp(theta0));
            return all * (x[i] ? p : 1 - p);
          }, 1);
          mean +=
            chance *
            Math.exp(
              logEvidence(
                x.reduce((sum, one) => sum + one, 0),
                steps,
                1,
                sign,
              ),
            );
        }
        expect(mean).toBeCloseTo(1, 10);
      }
  });

  it("begin on day 0, at each new policy version and each week", () => {
    expect(listStarts([3, 3, 40], 14)).toEqual([
      { day: 0, weight: 0.5, policy: true },
      { day: 3, weight: 0.5 / 6, policy: true },
      { day: 7, weight: 0.5 / 6, policy: false },
      { day: 14, weight: 0.5 / 12, policy: false },
    ]);
  });
});
