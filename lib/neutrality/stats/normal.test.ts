import { expect, it } from "vitest";
import { normalQuantile, upperQuantile } from "./normal";

// Standard tables to ten digits.
it.each([
  [0.5, 0],
  [0.95, 1.6448536269514722],
  [0.975, 1.959963984540054],
  [0.99, 2.3263478740408408],
  [0.995, 2.5758293035489004],
  [0.999999, 4.753424308822899],
  [1e-12, -7.034483825301131],
])("the quantile at %f is %f", (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 10));

it("tails have a quantile however small they are", () => {
  for (const tail of [0.4, 0.01, 1e-9]) expect(upperQuantile(tail)).toBeCloseTo(normalQuantile(1 - tail), 6);
  // Nothing is told from 1 here, so that the other way round there is no number at all.
  expect(1 - 1e-17).toBe(1);
  expect(upperQuantile(1e-17)).toBeCloseTo(8.4937932241, 8);
  expect(upperQuantile(1e-300)).toBeCloseTo(37.0471, 4);
  expect(Number.isFinite(upperQuantile(0))).toBe(true);
});
