import { expect, it } from "vitest";
import { gainedUntil } from "./gained";
import { simulateKnown } from "./known";
import { type KnownScenario, sectionOf } from "./plan";

it("what a tilted stream gains is its decisions over the ideal, on average", { timeout: 60_000 }, () => {
  const scenario = { ...(sectionOf(403).scenario as KnownScenario) };
  const apart = Array.from({ length: 12 }, (_, stream) => {
    const { days, ideal } = simulateKnown(scenario, stream);
    return gainedUntil(days, scenario, 99) - (100 * scenario.per_day) / ideal;
  });
  const mean = apart.reduce((sum, value) => sum + value, 0) / apart.length;
  const deviation = Math.sqrt(apart.reduce((sum, value) => sum + value * value, 0) / apart.length);
  expect(Math.abs(mean)).toBeLessThan((3.5 * deviation) / Math.sqrt(apart.length));
  // The decisions alone vary by nothing here: all of the spread is the likelihood's own.
  expect(deviation).toBeGreaterThan(0.5);
});

it("counts from the onset to the look that called it, or to the end", () => {
  const scenario = sectionOf(413).scenario as KnownScenario;
  const { days } = simulateKnown(scenario, 0);
  const whole = gainedUntil(days, scenario, null);
  expect(whole).toBe(gainedUntil(days, scenario, 364));
  const first = gainedUntil(days, scenario, scenario.onset);
  const rest = gainedUntil(days, { ...scenario, onset: scenario.onset + 1 }, null);
  expect(whole).toBeCloseTo(first + rest, 9);
});
