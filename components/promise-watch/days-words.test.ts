import { expect, it } from "vitest";
import { daysParts, daysSentence } from "./days-words";

const days = (rest = {}) => ({
  ...{ tested: 0, kept: 0, watch: 0, breach: 0, inconclusive: 0, no_data: 0, failed: 0 },
  ...rest,
});

it("says on how many days a promise was tested, and how", () => {
  expect(daysSentence(days())).toBe("Not tested on any day yet.");
  expect(daysSentence(days({ no_data: 1 }))).toBe("No data on 1 day.");
  expect(daysSentence(days({ tested: 3, kept: 3 }))).toBe("Tested on 3 days: 3 kept.");
  expect(daysSentence(days({ tested: 220, kept: 131, breach: 89, no_data: 3, failed: 1 }))).toBe(
    "Tested on 220 days: 89 breach and 131 kept (59.5\u00a0%). No data on 3 days. The run failed on 1 day.",
  );
});

it("has a part for every verdict that there was, the gravest first", () => {
  expect(
    daysParts(days({ tested: 2, kept: 1, breach: 1, no_data: 4 })).map(({ verdict }) => verdict),
  ).toEqual(["breach", "no_data", "kept"]);
});
