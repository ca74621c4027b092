import { expect, it } from "vitest";
import { methodsTables, putBetween } from "./methods-tables";
import type { Outcome } from "./outcome";
import { SECTIONS } from "./plan";
import { summarise } from "./summary";

const one = (over: Partial<Outcome>): Outcome => ({ breach: null, missed: null, phi: 1, r: 0, ...over });

it("replaces what stands between the markers, and nothing else", () => {
  const text = (words: string) =>
    `before\n<!-- tables of npm run calibrate: begin -->\n\n${words}\n\n<!-- tables of npm run calibrate: end -->\nafter`;
  expect(putBetween(text("old\n\nwords"), "new")).toBe(text("new"));
  expect(() => putBetween("no markers", "new")).toThrow("markers");
});

it("sums a group's streams, with its worst scenario, and shows the delays that have aims", () => {
  const outcomes = new Map([
    [101, [one({ alarm: null, breach: 3 }), one({ alarm: null })]],
    [112, [one({}), one({ missed: 8 }), one({})]],
    [402, [one({ breach: 19, ideal: 1000, gained: 1.4 }), one({ breach: 19, ideal: 1000, gained: 1.4 })]],
    [404, [one({ breach: 4, ideal: 229, gained: 1.8 })]],
  ]);
  const lines = methodsTables(summarise(SECTIONS, outcomes)).split("\n");
  expect(lines[2]).toBe(
    "| Known q, independent decisions | 1 of 5 (0.5 to 71.6 %) | 1 of 2 | 1 of 5 (0.5 to 71.6 %) |",
  );
  expect(lines.at(-1)).toBe("| tilt 0.2 from the start | 1,000 | 1.40 (1.40 to 1.40) | ≤ 1.5: reached |");
  expect(lines).toHaveLength(7);
});
