import { describe, expect, it } from "vitest";
import { exactInterval } from "./exact";

describe("the exact interval of a probability", () => {
  it.each([
    // Hits, trials, and the interval that beta quantiles give.
    [5, 100, 0.0164319, 0.1128349],
    [1, 10, 0.0025286, 0.4450161],
    [400, 400, 0.9908202, 1],
  ])("%d of %d", (hits, trials, lower, upper) => {
    const found = exactInterval(hits, trials);
    expect(found.lower).toBeCloseTo(lower, 6);
    expect(found.upper).toBeCloseTo(upper, 6);
  });

  it("has a closed form for none", () => {
    expect(exactInterval(0, 300)).toEqual({ lower: 0, upper: expect.closeTo(1 - 0.025 ** (1 / 300), 10) });
  });
});
