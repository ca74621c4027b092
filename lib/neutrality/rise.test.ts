import { expect, it } from "vitest";
import { composeRise } from "./rise";
import { NO_DEFLATION } from "./stats/deflator";
import type { Cell } from "./stats/table";

const cell = (day: number, stratum: number, n: number, q: number, x: number): Cell => ({
  day,
  stratum,
  fit: 1,
  bins: [],
  n,
  x: n * x,
  q: n * q,
  v: n * q * (1 - q),
  dq: [],
});

const days = (make: (late: boolean, day: number) => Cell[]) =>
  Array.from({ length: 90 }, (_, day) => make(day >= 45, day)).flat();

const rise = (cells: Cell[]) => composeRise({ from: "2026-04-15" }, cells, { deflation: NO_DEFLATION });

it("calls a moved mix of tasks mix", () => {
  const found = rise(
    days((late, day) => [cell(day, 1, late ? 50 : 100, 0.1, 0.1), cell(day, 2, late ? 150 : 100, 0.3, 0.3)]),
  );
  expect(found?.mix).toBeCloseTo(0.05, 12);
  expect(found?.earned).toBeCloseTo(0, 12);
  expect(found?.beyond).toBeCloseTo(0, 12);
});

it("calls earned what a neutral router would have followed, and beyond what it would not", () => {
  const earned = rise(days((late, day) => [cell(day, 1, 100, late ? 0.3 : 0.2, late ? 0.3 : 0.2)]));
  expect(earned?.earned).toBeCloseTo(0.1, 12);
  expect(earned?.beyond).toBeCloseTo(0, 12);
  const taken = rise(days((late, day) => [cell(day, 1, 100, 0.2, late ? 0.3 : 0.2)]));
  expect(taken?.beyond).toBeCloseTo(0.1, 12);
  expect(taken?.earned).toBeCloseTo(0, 12);
  expect(taken?.margin).toBeCloseTo(2.5758 * Math.sqrt((2 * 0.16) / 3000), 4);
});

it("adds up to the change, also where a task ends and another begins", () => {
  const found = rise(
    days((late, day) =>
      late
        ? [cell(day, 2, 80, 0.4, 0.45), cell(day, 3, 20, 0.1, 0.2)]
        : [cell(day, 1, 100, 0.2, 0.21), cell(day, 3, 40, 0.15, 0.1)],
    ),
  );
  expect((found?.mix ?? 0) + (found?.earned ?? 0) + (found?.beyond ?? 0)).toBeCloseTo(found?.change ?? 1, 12);
});

it("says nothing on less than three weeks", () => {
  expect(rise(Array.from({ length: 20 }, (_, day) => cell(day, 1, 10, 0.2, 0.2)))).toBeNull();
  expect(rise([])).toBeNull();
});

it("compares thirds of the days on which something was tested, not of the window", () => {
  const found = rise(
    days((late, day) => (day < 30 || day >= 75 ? [] : [cell(day, 1, 100, 0.2, late ? 0.3 : 0.2)])),
  );
  expect(found?.before).toMatchObject({ from: "2026-05-15", to: "2026-05-30", decisions: 1500 });
  expect(found?.after).toMatchObject({ from: "2026-06-14", to: "2026-06-29", decisions: 1500 });
  expect(rise(days((_, day) => (day < 70 ? [] : [cell(day, 1, 100, 0.2, 0.2)])))).toBeNull();
});
