import { describe, expect, it } from "vitest";
import { exactBin } from "../../lib/neutrality/stats/table";
import { estimateTilt } from "../../lib/neutrality/stats/tilt";
import { centredPhi } from "./centred";
import { simulateKnown } from "./known";
import { type KnownScenario, sectionOf } from "./plan";
import { Spans } from "./table";

const known = (id: number): KnownScenario => {
  const { scenario } = sectionOf(id);
  if (scenario.kind !== "known") throw new Error(`Scenario ${id} has candidates.`);
  return scenario;
};

/** phi of a simulated year, as the product has it and about the common tilt. */
function phisOf(id: number, stream: number): { plain: number; centred: number } {
  const { days, phi, clusters } = simulateKnown(known(id), stream);
  const { bins, x } = new Spans(days).pool(0, days.length - 1);
  const last = clusters.at(-1);
  if (!last) throw new Error(`Scenario ${id} has no tenants.`);
  return { plain: phi.at(-1) ?? 0, centred: centredPhi(last, bins, x) };
}

describe("phi about the common tilt", () => {
  const bins = [exactBin(100, 0.25), exactBin(60, 0.5)];

  it("is the sum of squares of what is left of clusters' residuals, over V of the tilted choices", () => {
    const x = 70;
    const variances = [10, 15, 8.75];
    const residuals = [6, 12, -3];
    const odds = Math.exp(estimateTilt(bins, x) ?? 0);
    const v = bins.reduce((sum, { n, sum_q }) => {
      const p = (odds * sum_q) / (n - sum_q + odds * sum_q);
      return sum + n * p * (1 - p);
    }, 0);
    const squares = variances.reduce((sum, own, at) => {
      const share = own / 33.75;
      return sum + (((residuals[at] ?? 0) - share * 15) / (1 - share)) ** 2;
    }, 0);
    expect(centredPhi({ residuals, variances }, bins, x)).toBeCloseTo(squares / v, 6);
  });

  it("is 1 where all clusters are tilted alike, and without an end where there is but one", () => {
    expect(centredPhi({ residuals: [4, 8], variances: [10, 20] }, bins, 70)).toBe(1);
    expect(centredPhi({ residuals: [12], variances: [30] }, bins, 70)).toBe(Infinity);
    expect(centredPhi({ residuals: [], variances: [] }, [], 0)).toBe(1);
  });

  it("leaves a common tilt out, and tastes in", () => {
    const tilted = phisOf(443, 0);
    expect(tilted.plain).toBeGreaterThan(15);
    expect(tilted.centred).toBeLessThan(4);
    const tastes = phisOf(201, 0);
    expect(tastes.centred / tastes.plain).toBeGreaterThan(0.7);
  });
});
