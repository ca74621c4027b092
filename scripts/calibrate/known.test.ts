import { describe, expect, it } from "vitest";
import { poolBins, sumCells } from "../../lib/neutrality/stats/table";
import { tiltedExpectation } from "../../lib/neutrality/stats/tilt";
import { simulateKnown } from "./known";
import { type KnownScenario, sectionOf } from "./plan";

const known = (id: number): KnownScenario => {
  const { scenario } = sectionOf(id);
  if (scenario.kind !== "known") throw new Error(`Scenario ${id} has candidates.`);
  return scenario;
};

/** How far the focal choices are from those expected under the tilt, in standard deviations. */
function distance(scenario: KnownScenario, streams: number, variance_factor = 1): number {
  let [beyond, v] = [0, 0];
  for (let stream = 0; stream < streams; stream += 1) {
    const cells = simulateKnown(scenario, stream).days.slice(scenario.onset).flat();
    const sums = sumCells(cells);
    beyond += sums.x - tiltedExpectation(poolBins(cells), scenario.tilt);
    v += sums.v;
  }
  return beyond / Math.sqrt(v * variance_factor);
}

// Each stream is a year of decisions.
describe("simulated streams of known q", { timeout: 60_000 }, () => {
  it.each([101, 102, 112, 404, 411])("are tilted as scenario %d says", (id) => {
    expect(Math.abs(distance(known(id), 4))).toBeLessThan(3.5);
  });

  it("differ from neutral ones", () => {
    const cells = simulateKnown(known(404), 0).days.flat();
    const { x, q, v } = sumCells(cells);
    expect((x - q) / Math.sqrt(v)).toBeGreaterThan(10);
  });

  it("move work to other tasks where it drifts", () => {
    const share = (id: number, day: number) => {
      const { n, q } = sumCells(
        simulateKnown(known(id), 0)
          .days.slice(day, day + 10)
          .flat(),
      );
      return q / n;
    };
    expect(Math.abs(share(101, 355) - share(101, 0))).toBeLessThan(0.05);
    expect(share(111, 355) - share(111, 0)).toBeGreaterThan(0.1);
  });

  it("have tenants whose tastes spread their choices and leave the mean where it was", () => {
    const phis = Array.from({ length: 3 }, (_, stream) => simulateKnown(known(201), stream).phi.at(-1) ?? 0);
    expect(Math.min(...phis)).toBeGreaterThan(2);
    expect(Math.abs(distance(known(201), 10, Math.max(...phis)))).toBeLessThan(3);
    const without = simulateKnown({ ...known(201), tenants: { count: 200, taste: 0 } }, 0);
    expect(without.phi.at(-1)).toBeLessThan(1.4);
  });

  it("are the same every time", () => {
    expect(simulateKnown(known(101), 9)).toEqual(simulateKnown(known(101), 9));
  });
});
