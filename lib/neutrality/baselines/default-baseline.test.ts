import { expect, it } from "vitest";
import { experimentSuffices } from "./default-baseline";

it.each([
  ["a fifth of the traffic, everywhere", 800, 800, 160, true],
  ["the same on four days of five", 1000, 800, 160, true],
  ["on fewer", 1001, 800, 160, false],
  ["a small copy", 98_000, 98_000, 1960, false],
  ["a small copy of very many", 980_000, 980_000, 19_600, true],
  ["no production", 0, 0, 0, false],
])("%s", (_, routed, paired, worth, expected) => {
  expect(experimentSuffices({ routed, paired, worth })).toBe(expected);
});
