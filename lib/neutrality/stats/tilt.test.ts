import { describe, expect, it } from "vitest";
import { seeded } from "@/lib/testing/random";
import { type Bin, gridBin } from "./table";
import { estimateTilt, tiltedExpectation } from "./tilt";

/** The root by halving alone, every place asked. */
function bisect(bins: readonly Bin[], x: number): number {
  let [low, high] = [-1, 1];
  while (low > -50 && tiltedExpectation(bins, low) > x) low = Math.max(-50, 2 * low);
  while (high < 50 && tiltedExpectation(bins, high) < x) high = Math.min(50, 2 * high);
  while (high - low > 1e-13 * Math.max(1, Math.abs(low))) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (tiltedExpectation(bins, middle) < x) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

describe("the estimated tilt", () => {
  it("is what halving alone finds, to the last bit, whatever the table", () => {
    const random = seeded(11);
    for (let table = 0; table < 300; table += 1) {
      const scale = 10 ** (4 * random());
      const odds = Math.exp(8 * (random() - 0.5));
      const share = random();
      const bins: Bin[] = [];
      let x = 0;
      for (let bin = 0; bin < 512; bin += 1) {
        if (random() > share) continue;
        const n = Math.ceil(scale * random());
        const q = (bin + random()) / 512;
        bins.push(gridBin(bin, n, n * q, 0));
        x += (n * q * odds) / (1 - q + q * odds);
      }
      const won = Math.round(x);
      const found = estimateTilt(bins, won);
      if (found === null) continue;
      expect(found).toBe(bisect(bins, won));
      expect(tiltedExpectation(bins, found)).toBeCloseTo(won, 6);
    }
  });

  it("is none where as few or as many as possible went to the focus", () => {
    const bins = [gridBin(100, 10, 2, 0), gridBin(300, 10, 6, 0)];
    expect(estimateTilt(bins, 0)).toBeNull();
    expect(estimateTilt(bins, 20)).toBeNull();
    expect(estimateTilt(bins, 1)).toBeLessThan(0);
  });
});
