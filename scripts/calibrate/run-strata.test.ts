import { describe, expect, it } from "vitest";
import { sumCells } from "../../lib/neutrality/stats/table";
import { tiltedExpectation } from "../../lib/neutrality/stats/tilt";
import { simulateKnown } from "./known";
import { type KnownScenario, sectionOf } from "./plan";
import { runStrata } from "./run-strata";

function stratified(id: number) {
  const { scenario } = sectionOf(id);
  if (scenario.kind !== "known" || !scenario.strata) throw new Error(`Scenario ${id} has no strata.`);
  return { scenario: scenario satisfies KnownScenario, strata: scenario.strata };
}

// Each stream is a year of decisions.
describe("streams with fixed strata", { timeout: 60_000 }, () => {
  it("are tilted in one stratum and in no other, and the largest comes first", () => {
    const { scenario, strata } = stratified(715);
    const cells = simulateKnown(scenario, 0).days.flat();
    const sizes = Array.from({ length: strata.count }, (_, k) => {
      const own = cells.filter(({ stratum }) => stratum === k);
      const { n, x, v } = sumCells(own);
      const tilt = k === strata.tilted ? scenario.tilt : 0;
      const expected = own.reduce((sum, { bins }) => sum + tiltedExpectation(bins, tilt), 0);
      expect(Math.abs(x - expected) / Math.sqrt(v)).toBeLessThan(4);
      return n;
    });
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it("name the stratum that is tilted before all together show it", () => {
    const { scenario, strata } = stratified(715);
    const { breach, strata: named } = runStrata(scenario, strata, 0);
    expect(named).toMatchObject({ falsely: null, false_share: 0 });
    expect(named?.named).not.toBeNull();
    expect(breach ?? Infinity).toBeLessThan(named?.pooled ?? Infinity);
  });

  it("name nobody where all are neutral", () => {
    const { scenario, strata } = stratified(701);
    expect(runStrata(scenario, strata, 0)).toMatchObject({
      breach: null,
      alarm: null,
      strata: { pooled: null, named: null, falsely: null },
    });
  });
});
