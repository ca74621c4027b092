import { describe, expect, it } from "vitest";
import { carriersOf, testedFrom } from "./carriers";
import type { Term } from "./process";

const term = (day: number, part: number): Term => ({
  start: { day, weight: 0.1, policy: false },
  log_term: Math.log(part) + 700,
});

describe("the starts that carry most of the evidence", () => {
  it("are as few as reach 90 %, largest first, with their shares", () => {
    const terms = [term(0, 0.3), term(7, 0.02), term(14, 0.62), term(21, 0.06)];
    const carriers = carriersOf(terms, [0, 7, 14, 21]);
    expect(carriers.map(({ day }) => day)).toEqual([14, 0]);
    expect(carriers[0]?.share).toBeCloseTo(0.62, 10);
    expect(carriers[1]?.share).toBeCloseTo(0.3, 10);
  });

  it("are one where one has 90 %, however large the numbers", () => {
    expect(carriersOf([term(0, 0.05), term(7, 0.95)], [0, 7]).map(({ day }) => day)).toEqual([7]);
    expect(carriersOf([term(0, 0.1), term(7, 0.9)], [0, 7]).map(({ day }) => day)).toEqual([7]);
  });

  it("are those of one first tested day together: before it nothing was decided", () => {
    const carriers = carriersOf([term(0, 0.25), term(7, 0.35), term(14, 0.3), term(21, 0.1)], [12, 15, 30]);
    expect(carriers.map(({ day }) => day)).toEqual([12, 15]);
    expect(carriers[0]?.share).toBeCloseTo(0.6, 10);
    expect(carriers[1]?.share).toBeCloseTo(0.3, 10);
  });

  it("are none without terms", () => {
    expect(carriersOf([], [0, 1])).toEqual([]);
  });
});

describe("the first tested day", () => {
  it("is the day itself, the next one, or none", () => {
    expect(testedFrom([3, 9, 12], 9)).toBe(9);
    expect(testedFrom([3, 9, 12], 4)).toBe(9);
    expect(testedFrom([3, 9, 12], 13)).toBeNull();
  });
});
