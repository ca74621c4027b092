import { expect, it } from "vitest";
import { Day } from "./fields";

it.each([
  ["1900-01-01", true],
  ["2028-02-29", true],
  ["9999-12-31", true],
  ["1899-12-31", false],
  ["0000-01-01", false],
  ["2026-02-29", false],
  ["2026-99-99", false],
  ["2026-1-1", false],
])("%s is a day: %s", (text, is) => {
  expect(Day.safeParse(text).success).toBe(is);
});
