import { expect, it } from "vitest";
import { chartCsv, chartFileName, niceAxis, rollingRatio } from "./chart";

it("chooses round ticks around the values", () => {
  expect(niceAxis([0.214, 0.331], 7)).toEqual({
    min: 0.2,
    max: 0.34,
    ticks: [0.2, 0.22, 0.24, 0.26, 0.28, 0.3, 0.32, 0.34],
  });
  // Labels have no decimals: a line at 22.5 % would be called 23.
  const ticks = (values: number[], count: number) => niceAxis(values, count).ticks;
  expect(ticks([0.21, 0.382], 7)).toEqual([0.2, 0.25, 0.3, 0.35, 0.4]);
  expect(ticks([0, 10], 4)).toEqual([0, 5, 10]);
  expect(ticks([0, 1], 4)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(ticks([0, 100], 4)).toEqual([0, 25, 50, 75, 100]);
  expect(niceAxis([3, 9], 4, true).min).toBe(0);
  expect(niceAxis([5, 5]).max).toBeGreaterThan(5);
  expect(niceAxis([])).toMatchObject({ min: 0, max: 1 });
});

it("weighs days by their traffic and leaves gaps where there is none", () => {
  expect(rollingRatio([1, 3, 0, 0, 0], [2, 3, 0, 0, 0], 2)).toEqual([0.5, 0.8, 1, null, null]);
  expect(rollingRatio([1, 1, 1, 1], [2, 2, 2, 2], 7)).toEqual([null, null, null, 0.5]);
});

it("writes plain numbers and no formulas", () => {
  const columns = [
    { label: "Router", kind: "text" },
    { label: "Share, %", kind: "percent" },
  ] as const;
  expect(
    chartCsv({
      columns,
      rows: [
        ["=SUM(A1)", 0.25],
        ['a "b"', null],
      ],
    }),
  ).toBe('Router,"Share, %"\r\n\'=SUM(A1),0.25\r\n"a ""b""",\r\n');
  expect(chartFileName({ generated: true, file_name: "share" }, "csv")).toBe("simulated-share.csv");
  expect(chartFileName({ generated: false, file_name: "share" }, "png")).toBe("share.png");
});
