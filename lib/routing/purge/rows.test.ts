import { expect, it } from "vitest";
import { sumDigests } from "./rows";

it.each([
  [[], "00"],
  [["0A", "01"], "0B"],
  [["FFFFFFFFFFFFFFFF", "02"], "01"],
  [["00", "1234"], "1234"],
  [["FF", "01"], "0100"],
])("digests of parts %j add up to %s", (digests, sum) => {
  expect(sumDigests(digests)).toBe(sum);
});
