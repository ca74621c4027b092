import { describe, expect, it } from "vitest";
import { seeded } from "../testing/simulate";
import { type Hypothesis, logEvidence, partitionSteps } from "./evidence";
import { tiltInterval } from "./interval";
import { type Bin, gridBin } from "./table";

/** The crossing by bisection alone. */
function bisected(log_e: (theta0: number) => number, threshold: number, toward: 1 | -1): number | null {
  const begins_inside = log_e(0) >= threshold;
  const away = begins_inside ? toward : -toward;
  let last = 0;
  for (let step = 0.5; Math.abs(last) < 10; step *= 2) {
    const next = away * Math.min(10, step);
    if (log_e(next) >= threshold !== begins_inside) {
      let [inside, outside] = begins_inside ? [last, next] : [next, last];
      while (Math.abs(outside - inside) > 1e-10) {
        const middle = (inside + outside) / 2;
        if (log_e(middle) >= threshold) inside = middle;
        else outside = middle;
      }
      return (inside + outside) / 2;
    }
    last = next;
  }
  return null;
}

describe("the interval's bounds", () => {
  it("are to the last bit those of bisection, which is asked at far fewer places", () => {
    const random = seeded(5);
    for (let round = 0; round < 40; round += 1) {
      const most = Math.exp(7 * random());
      const bins = Array.from({ length: 60 }, (_, index): Bin => {
        const n = 1 + Math.floor(most * random());
        const q = (n * (index * 8 + random())) / 512;
        return gridBin(index * 8, n, q, Math.min(n, Math.round(q * (0.7 + 0.8 * random()))));
      });
      const [x, eta] = [bins.reduce((sum, { sum_x }) => sum + sum_x, 0), random()];
      const log_e = (hypothesis: Hypothesis) =>
        logEvidence(x, partitionSteps(bins, hypothesis), eta, hypothesis.sign);
      expect(tiltInterval(bins, x, eta, 0.01)).toEqual({
        lower: bisected((theta0) => log_e({ theta0, sign: 1 }), Math.log(200), 1),
        upper: bisected((theta0) => log_e({ theta0, sign: -1 }), Math.log(200), -1),
      });
    }
  });
});
