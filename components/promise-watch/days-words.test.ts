import { expect, it } from "vitest";
import { daysParts, daysSentence, daysUnit } from "./days-words";

const days = (rest = {}) => ({
  ...{ tested: 0, kept: 0, watch: 0, breach: 0, inconclusive: 0, no_data: 0, failed: 0 },
  ...rest,
});

it("says on how many days a promise was tested, kept, not settled and without data, also where it was none", () => {
  expect(daysSentence(days())).toBe("Not tested on any day yet.");
  expect(daysSentence(days({ no_data: 8 }), "due day")).toBe(
    "Not tested on any due day yet. No data on 8 due days.",
  );
  expect(daysSentence(days({ tested: 3, kept: 3 }))).toBe(
    "Tested on 3 days: 0 inconclusive and 3 kept. No day was without data.",
  );
  expect(daysSentence(days({ tested: 116, breach: 116 }))).toBe(
    "Tested on 116 days: 116 breach, 0 inconclusive and 0 kept. No day was without data.",
  );
  expect(daysSentence(days({ tested: 220, kept: 131, breach: 89, no_data: 3, failed: 1 }))).toBe(
    "Tested on 220 days: 89 breach, 0 inconclusive and 131 kept (59.5\u00a0%). No data on 3 days. The run failed on 1 day.",
  );
});

it("has a part for every verdict that there was, and always for kept, inconclusive and no data", () => {
  expect(daysParts(days({ tested: 2, breach: 2 })).map(({ verdict, days: n }) => [verdict, n])).toEqual([
    ["breach", 2],
    ["inconclusive", 0],
    ["kept", 0],
    ["no_data", 0],
  ]);
  expect(daysParts(days())).toEqual([]);
});

it("calls the days of checks that do not judge daily due days", () => {
  const every = (...all: ("day" | "month")[]) =>
    daysUnit(all.map((one) => ({ schedule: { every: one, grace_hours: 6 } })));
  expect([every("month", "month"), every("month", "day"), every()]).toEqual(["due day", "day", "day"]);
});
