import { describe, expect, it } from "vitest";
import { stratifiedDifference } from "../../lib/neutrality/stats/experiment";
import { sumCells } from "../../lib/neutrality/stats/table";
import { tiltedExpectation } from "../../lib/neutrality/stats/tilt";
import { cellOf, simulateArms } from "./arms";
import { type ArmsScenario, sectionOf } from "./plan";
import { runArms } from "./run-arms";

const arms = (id: number): ArmsScenario => {
  const { scenario } = sectionOf(id);
  if (scenario.kind !== "arms") throw new Error(`Scenario ${id} is no experiment.`);
  return scenario;
};

/** How far production's focal choices are from those that the tilt lets expect of it, in standard deviations. */
function distance(scenario: ArmsScenario, streams: number): number {
  let [beyond, variance] = [0, 0];
  for (let stream = 0; stream < streams; stream += 1) {
    const { days, phi } = simulateArms(scenario, stream);
    const cells = days.flat().map(cellOf);
    const { x, v } = sumCells(cells);
    beyond += x - cells.reduce((sum, { bins }) => sum + tiltedExpectation(bins, scenario.tilt), 0);
    variance += v * (phi.at(-1) ?? 1);
  }
  return beyond / Math.sqrt(variance);
}

// Each stream is a year of decisions.
describe("simulated experiments", { timeout: 60_000 }, () => {
  it.each([601, 602, 641, 652])("are tilted as scenario %d says", (id) => {
    expect(Math.abs(distance(arms(id), 3))).toBeLessThan(3.5);
  });

  it("give the copy its share, and differ from neutral ones where they are tilted", () => {
    const tables = simulateArms(arms(651), 0).days.flat();
    const [a, b] = [0, 0].map((_, at) =>
      tables.reduce((sum, table) => sum + (at === 0 ? table.n_a : table.n_b), 0),
    );
    expect((b ?? 0) / ((a ?? 0) + (b ?? 0))).toBeCloseTo(0.2, 2);
    expect(stratifiedDifference(tables)).toBeGreaterThan(0.05);
  });

  it("have shares that move from day to day", () => {
    const shares = simulateArms(arms(611), 0).days.map((tables) => {
      const [first] = tables;
      return first ? (first.x_a + first.x_b) / (first.n_a + first.n_b) : Number.NaN;
    });
    const mean = (from: number) => shares.slice(from, from + 20).reduce((sum, share) => sum + share, 0) / 20;
    const means = [0, 60, 120, 180, 240, 300, 345].map(mean);
    expect(Math.max(...means) - Math.min(...means)).toBeGreaterThan(0.1);
  });

  it("depend on tenants where whole tenants were given an arm, and not where decisions were", () => {
    expect(simulateArms(arms(601), 0).phi.at(-1)).toBeLessThan(1.5);
    expect(simulateArms(arms(621), 0).phi.at(-1)).toBeGreaterThan(2);
  });

  it("are looked at by the product's figures, and come out the same every time", () => {
    const [once, again] = [runArms(arms(652), 1), runArms(arms(652), 1)];
    expect(once).toEqual(again);
    expect(once.breach).not.toBeNull();
    expect(once).not.toHaveProperty("two_streams");
    expect(runArms(arms(601), 1)).toMatchObject({ breach: null, alarm: null, two_streams: null });
  });
});
