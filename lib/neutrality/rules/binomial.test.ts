import { describe, expect, it } from "vitest";
import { exactInterval, incompleteBeta } from "./binomial";

/** P(X <= k) of a binomial, term by term. */
function below(k: number, n: number, p: number): number {
  let term = (1 - p) ** n;
  let sum = term;
  for (let i = 1; i <= k; i += 1) {
    term *= ((n - i + 1) / i) * (p / (1 - p));
    sum += term;
  }
  return sum;
}

describe("the exact interval", () => {
  it("ends where the binomial tails are half of what the level leaves", () => {
    for (const [hits, trials] of [
      [12, 1960],
      [1, 40],
      [37, 90],
    ] as const) {
      const { lower, upper } = exactInterval(hits, trials, 0.99);
      expect(1 - below(hits - 1, trials, lower)).toBeCloseTo(0.005, 9);
      expect(below(hits, trials, upper)).toBeCloseTo(0.005, 9);
    }
  });

  it("is open to one side at none and at all, and says nothing of nothing", () => {
    const none = exactInterval(0, 1000, 0.99);
    expect(none.lower).toBe(0);
    expect(none.upper).toBeCloseTo(1 - 0.005 ** (1 / 1000), 12);
    expect(exactInterval(50, 50, 0.99).upper).toBe(1);
    expect(exactInterval(0, 0, 0.99)).toEqual({ lower: 0, upper: 1 });
  });

  it("rests on the incomplete beta function", () => {
    // I_x(a, b) for whole a and b is a binomial tail.
    expect(incompleteBeta(0.3, 4, 7)).toBeCloseTo(1 - below(3, 10, 0.3), 12);
    expect(incompleteBeta(0.9, 4, 7)).toBeCloseTo(1 - below(3, 10, 0.9), 12);
  });
});
