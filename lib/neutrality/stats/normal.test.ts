import { expect, it } from "vitest";
import { normalQuantile } from "./normal";

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
