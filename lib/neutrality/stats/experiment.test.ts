import { describe, expect, it } from "vitest";
import { momentsOf } from "./arms";
import { type DayArms, logTwoStreams, mantelHaenszel, stratifiedDifference } from "./experiment";

const at = (day: number, n_a: number, x_a: number, n_b: number, x_b: number, stratum = 1): DayArms => ({
  ...{ day, stratum, n_a, x_a, n_b, x_b },
});

describe("the difference within days and strata", () => {
  it("weighs tables by what they tell, so that other mixes of the arms do not show", () => {
    // Each table alike in both arms; pooled, 32 of 110 would stand against 50 of 110.
    const alike = [at(0, 100, 20, 10, 2), at(0, 10, 6, 100, 60, 2)];
    expect(stratifiedDifference(alike)).toBeCloseTo(0, 12);
    expect(mantelHaenszel(alike)).toBeCloseTo(1, 12);
    const one = [at(0, 100, 45, 100, 30)];
    expect(stratifiedDifference(one)).toBeCloseTo(0.15, 12);
    const two = [...one, at(1, 50, 20, 25, 5)];
    const [first, second] = [50, 50 / 3];
    expect(stratifiedDifference(two)).toBeCloseTo((first * 0.15 + second * 0.2) / (first + second), 12);
    // The same as X - Q over the weights.
    const excess = two.reduce((sum, table) => sum + table.x_a - momentsOf(table).mean, 0);
    expect(stratifiedDifference(two)).toBeCloseTo(excess / (first + second), 12);
  });

  it("is null without tables; the odds ratio also where nobody could tell", () => {
    expect([stratifiedDifference([]), mantelHaenszel([])]).toEqual([null, null]);
    expect(mantelHaenszel([at(0, 10, 10, 10, 5)])).toBeNull();
    expect(mantelHaenszel([at(0, 10, 0, 10, 5)])).toBe(0);
  });
});

describe("two streams", () => {
  it("bets on what was seen before, and not at all against its side", () => {
    expect(logTwoStreams([at(0, 100, 45, 100, 30)], 1)).toBe(0);
    const days = [at(1, 40, 20, 20, 5), at(0, 100, 45, 100, 30)];
    const [a, b] = [45.18 / 100.36, 30.18 / 100.36];
    const p = (40 * a + 20 * b) / 60;
    const likelihood = a ** 20 * (1 - a) ** 20 * b ** 5 * (1 - b) ** 15;
    const expected = Math.log(likelihood / (p ** 25 * (1 - p) ** 35));
    expect(logTwoStreams(days, 1)).toBeCloseTo(expected, 10);
    expect(logTwoStreams(days, -1)).toBe(0);
    const turned = days.map(({ day, stratum, n_a, x_a, n_b, x_b }) => at(day, n_b, x_b, n_a, x_a, stratum));
    expect(logTwoStreams(turned, -1)).toBeCloseTo(expected, 10);
    // Another stratum knows nothing of this one.
    expect(logTwoStreams([...days, at(2, 9, 9, 9, 0, 2)], 1)).toBeCloseTo(expected, 10);
  });

  it("has a mean of at most 1 where both arms choose alike, whatever the share of the day", () => {
    const binomial = (n: number, x: number, p: number): number => {
      let ways = 1;
      for (let i = 0; i < x; i += 1) ways *= (n - i) / (i + 1);
      return ways * p ** x * (1 - p) ** (n - x);
    };
    const past = at(0, 7, 5, 4, 1);
    for (const share of [0.05, 0.3, 0.5, 0.9]) {
      let mean = 0;
      for (let x_a = 0; x_a <= 5; x_a += 1)
        for (let x_b = 0; x_b <= 3; x_b += 1)
          mean +=
            binomial(5, x_a, share) *
            binomial(3, x_b, share) *
            Math.exp(logTwoStreams([past, at(1, 5, x_a, 3, x_b)], 1));
      expect(mean).toBeLessThanOrEqual(1 + 1e-12);
      expect(mean).toBeGreaterThan(0.3);
    }
  });
});
